/** The command line of `npm start`. */
import { parseArgs } from 'node:util';
import { ReportError } from '../ingest/errors.ts';

export const SERVE_USAGE = `Usage: npm start [-- OPTIONS]

Serves the page and the API; builds the index first where it is missing or stale. The address is the last line.

  --share   also listens on the local network, for reading only, and prints an address with a token for one device and its QR
            code; SECURITY.md says who can then see what
  --help    this text

Settings are environment variables, such as PORT; README.md lists them.
Exit codes: 0 stopped, 1 failed, 2 wrong usage, 3 no index or one of another format or model.
`;

export interface ServeOptions {
  share: boolean;
  help: boolean;
}

/** Reads the arguments. Throws a ReportError `usage` that names what is wrong. */
export function serveOptions(args: string[]): ServeOptions {
  try {
    const { values } = parseArgs({
      args,
      options: { share: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h', default: false } },
    });
    return values;
  } catch (error) {
    throw new ReportError('usage', (error as Error).message, { hint: 'npm start -- --help' });
  }
}
