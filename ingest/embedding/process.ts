/** The child process of the pool: loads its models, then answers each message of texts with their vectors. */
import { ReportError } from '../errors.ts';
import { openSession, type Session } from './session.ts';

/** What the parent sends. */
export type Request =
  | { open: { modelsDir: string; models: string[]; threads: number } }
  | { job: number; model: string; texts: string[] };
/** What comes back; vectors of a job lie one after the other. */
export type Reply =
  | { ready: true }
  | { job: number; vectors: Float32Array }
  | { job: number | null; error: { code: string; message: string; hint: string | undefined } };

const sessions = new Map<string, Session>();

process.on('message', async (request: Request) => {
  const job = 'job' in request ? request.job : null;
  try {
    if ('open' in request) {
      const { models, ...options } = request.open;
      for (const model of models) sessions.set(model, await openSession({ ...options, model }));
      reply({ ready: true });
    } else {
      const session = sessions.get(request.model);
      if (!session) throw new Error('Texts came before their model.');
      reply({ job: request.job, vectors: flatten(await session.embed(request.texts), session.profile.dimensions) });
    }
  } catch (error) {
    const { message } = error as Error;
    const known = error instanceof ReportError ? error : undefined;
    reply({ job, error: { code: known?.code ?? 'embedding-failed', message, hint: known?.hint } });
  }
});
// Without a parent there is nothing to do; a killed parent closes the channel.
process.on('disconnect', () => process.exit(0));
// The terminal's Ctrl-C reaches the whole group; the parent decides when its children end.
process.on('SIGINT', () => {});

function reply(message: Reply): void {
  process.send?.(message);
}

function flatten(vectors: Float32Array[], dimensions: number): Float32Array {
  const all = new Float32Array(vectors.length * dimensions);
  vectors.forEach((vector, at) => {
    all.set(vector, at * dimensions);
  });
  return all;
}
