/** The connection to Milvus: loaded only where `STORE` names one, and tried again where it is away for a moment. */
import { setTimeout as wait } from 'node:timers/promises';
import type { MilvusClient } from '@zilliz/milvus2-sdk-node';
import { ReportError } from '../../errors.ts';

export type Milvus = typeof import('@zilliz/milvus2-sdk-node');

export interface Connection {
  client: MilvusClient;
  library: Milvus;
  /** Runs a call, again after a pause where it failed; throws `store-unreachable` when all tries did. */
  call<T>(what: string, work: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** A batch or a question is tried so often: a node of a cluster is replaced within seconds. */
const TRIES = 4;
/** Before the second try; each further one waits twice as long. */
const PAUSE_MS = 250;
const TIMEOUT_MS = 30_000;

/**
 * Connects to `milvus://host:port`.
 * @throws ReportError `store-missing` where the package is not installed, `store-unreachable`.
 */
export async function connectMilvus(store: string): Promise<Connection> {
  const library = await loadLibrary();
  const address = store.replace(/^milvus:\/\//, '');
  const client = new library.MilvusClient({ address, timeout: TIMEOUT_MS, logLevel: 'error' });
  const unreachable = (what: string, cause: unknown) =>
    new ReportError('store-unreachable', `Milvus did not ${what}: ${(cause as Error).message}`, {
      status: 503,
      hint: 'STORE names where it is; see whether it runs. Without STORE the built-in store answers.',
      cause,
    });
  const call = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
    for (let attempt = 1; ; attempt++) {
      try {
        return succeeded(await work());
      } catch (error) {
        if (attempt >= TRIES) throw unreachable(what, error);
        await wait(PAUSE_MS * 2 ** (attempt - 1));
      }
    }
  };
  try {
    await client.connectPromise;
  } catch (error) {
    throw unreachable('answer', error);
  }
  return { client, library, call, close: async () => void (await client.closeConnection()) };
}

async function loadLibrary(): Promise<Milvus> {
  try {
    return await import('@zilliz/milvus2-sdk-node');
  } catch (cause) {
    throw new ReportError('store-missing', 'STORE names Milvus, and its client is not installed.', {
      hint: 'npm install @zilliz/milvus2-sdk-node@2.6.11',
      cause,
    });
  }
}

/** What the library does not throw it tells in a status. */
function succeeded<T>(result: T): T {
  const { status, error_code, reason } = (result ?? {}) as {
    status?: { error_code?: string; reason?: string };
    error_code?: string;
    reason?: string;
  };
  const code = status?.error_code ?? error_code;
  if (code !== undefined && code !== 'Success') throw new Error(status?.reason || reason || code);
  return result;
}
