/** Sharing as the server's start begins it. */
import type { Config } from '../../ingest/config.ts';
import { ReportError } from '../../ingest/errors.ts';
import { isLoopback } from '../guard.ts';
import { invitationText, listenShared, type Shared } from './listen.ts';
import { networkAddress } from './network.ts';
import { Sharing } from './sharing.ts';

/** Throws `bad-config` where the server can be reached from elsewhere already, `cannot-listen` where there is no network. */
export function sharingFor({ host, proxies, basePath, tokens }: Config): Sharing {
  if (!isLoopback(host) || proxies > 0) {
    throw new ReportError('bad-config', 'Others can reach this server already: --share is for one on 127.0.0.1', {
      hint: 'Give them a token with the role reader in TOKENS, or leave HOST and PROXIES out',
    });
  }
  const address = networkAddress();
  if (address === null) {
    throw new ReportError('cannot-listen', 'This machine is on no network that could be shared', {
      hint: 'Connect it to the same network as the phone, then start again',
    });
  }
  return new Sharing({ host: address, basePath, owner: tokens.length === 0 ? 'local' : null });
}

/** Listens, prints an invitation, and another for each Enter at a terminal. */
export async function share(
  sharing: Sharing,
  { handle, port }: { handle: Parameters<typeof listenShared>[1]; port: number },
): Promise<Shared> {
  const shared = await listenShared(sharing, handle, port);
  const isTerminal = process.stdin.isTTY === true && process.stdout.isTTY === true;
  console.log(await invitationText(sharing, shared, isTerminal));
  if (isTerminal) {
    process.stdin.setEncoding('utf8');
    process.stdin.on('data', async () => console.log(await invitationText(sharing, shared, true)));
    process.stdin.unref();
  }
  return shared;
}
