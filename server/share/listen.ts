/** `npm start -- --share`: the second listener, and the address and QR code that are printed for a phone. */
import { type ServerType, serve } from '@hono/node-server';
import { ReportError } from '../../ingest/errors.ts';
import type { SharedEnvironment, Sharing } from './sharing.ts';

type Handle = (request: Request, env: SharedEnvironment) => Response | Promise<Response>;

export interface Shared {
  /** The address without a token. */
  address: string;
  close: () => void;
}

/** Listens on the network, at the same port where that is free there. Throws `cannot-listen`. */
export async function listenShared(sharing: Sharing, handle: Handle, port: number): Promise<Shared> {
  const { host, basePath } = sharing.options;
  const server = await listen(handle, { host, port }).catch(() => listen(handle, { host, port: 0 }));
  const found = server.address();
  const actual = typeof found === 'object' && found !== null ? found.port : port;
  return {
    address: `http://${host}:${actual}${basePath}/`,
    close: () => {
      server.close();
      if ('closeAllConnections' in server) server.closeAllConnections();
    },
  };
}

function listen(handle: Handle, { host, port }: { host: string; port: number }): Promise<ServerType> {
  return new Promise((resolve, reject) => {
    const fetch = (request: Request, env: object) => handle(request, { ...env, shared: true });
    const server = serve({ fetch: fetch as Parameters<typeof serve>[0]['fetch'], hostname: host, port }, () =>
      resolve(server),
    );
    server.once('error', (cause: NodeJS.ErrnoException) => {
      reject(
        new ReportError('cannot-listen', `${host}:${port} cannot be shared: ${cause.code ?? cause.message}`, {
          hint: 'Is this machine still on that network?',
          cause,
        }),
      );
    });
  });
}

/** What is printed for one device: the code, the address with its token, and what it is good for. */
export async function invitationText(sharing: Sharing, { address }: Shared, terminal: boolean): Promise<string> {
  const link = `${address}#token=${sharing.invite()}&reading`;
  const qrcode = await import('qrcode');
  const code = await qrcode.default.toString(link, terminal ? { type: 'terminal', small: true } : { type: 'utf8' });
  return `${code}
Shared for reading on this network until the server stops, over plain HTTP. For one device:
${link}
${terminal ? 'Enter prints another for a further device.' : ''}`.trimEnd();
}
