/** The command of `npm run bundle`. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ReportError } from '../../ingest/errors.ts';
import { bundle } from './bundle.ts';

const HELP = `Usage: npm run bundle [-- --out FOLDER] [-- --folder] [-- --no-node] [-- --no-index]

Writes baogao-VERSION-SYSTEM-PROCESSOR.tar.gz, which starts on a machine of the same kind with neither npm nor network:
unpack it and run ./baogao serve.

  --out FOLDER  where it is written; the current folder by default
  --folder      leaves it a folder, which is not packed
  --no-node     without Node itself: the machine has one of the same major version
  --no-index    without the index that is in data/index; the first start builds it
`;

try {
  const flag = { type: 'boolean', default: false } as const;
  const { values } = parseArgs({
    options: { out: { type: 'string' }, folder: flag, 'no-node': flag, 'no-index': flag, help: flag },
  });
  if (values.help) process.stdout.write(HELP);
  else {
    const options = { node: !values['no-node'], index: !values['no-index'], archive: !values.folder };
    console.log(await bundle({ ...options, target: resolve(values.out ?? '.') }));
  }
} catch (error) {
  const usage = error instanceof TypeError;
  if (!usage && !(error instanceof ReportError)) throw error;
  console.error(usage ? `${error.message}\n\n${HELP}` : `${error.message} ${(error as ReportError).hint ?? ''}`);
  process.exitCode = usage ? 2 : 1;
}
