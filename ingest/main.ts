/** `npm run ingest`: builds or updates the index, adds files and takes them out again. */
import { type Command, HELP, parseCommand } from './command.ts';
import { type Config, loadConfig } from './config.ts';
import { faultText, inSentences, ReportError } from './errors.ts';
import type { IngestEvent } from './events.ts';
import { newestManifest } from './index/generations.ts';
import type { IngestProblem } from './index/model.ts';
import { type IngestResult, ingest } from './ingest.ts';
import { listDocuments, listText } from './list.ts';
import { showProgress } from './progress.ts';
import { removeDocuments } from './removal.ts';
import { State } from './state/state.ts';
import { type Addition, addUploads, incomingFiles } from './uploads.ts';

/** Tells the parent process, where there is one; one that is gone shows as `disconnect`, and the callback keeps it from being thrown. */
const tell = (event: IngestEvent): void => void process.send?.(event, () => {});
const say = (line: string): void => void process.stderr.write(`${line}\n`);

async function main(): Promise<number> {
  const command = parseCommand(process.argv.slice(2));
  if ('fault' in command) {
    process.stderr.write(`${command.fault}\n\n${HELP}`);
    return 2;
  }
  if (command.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const config = loadConfig();
  if (command.list) return list(config, command);
  if (command.fetch) return fetchShared(config);
  const abort = new AbortController();
  process.once('SIGINT', () => abort.abort());
  process.once('SIGTERM', () => abort.abort());
  // A server that is gone needs no index; its next start makes it.
  if (process.send) process.once('disconnect', () => abort.abort());
  if (command.watch) {
    const { watch } = await import('./watch.ts');
    say('Watching; Ctrl-C ends it.');
    await watch({
      config,
      signal: abort.signal,
      run: async (changed) => {
        await bringInStep(config, command, { signal: AbortSignal.any([abort.signal, changed]) }).catch(tellAndStay);
      },
    });
    return 0;
  }
  if (command.remove) await remove(config, command.paths);
  const addition = command.paths.length > 0 && !command.remove ? await add(config, command, abort.signal) : undefined;
  if (addition && addition.added.length === 0) {
    if (command.json) process.stdout.write(`${JSON.stringify({ added: [], refused: addition.refused })}\n`);
    return addition.refused.every(({ code }) => code === 'already-there') ? 0 : 1;
  }
  await bringInStep(config, command, { signal: abort.signal, addition });
  return 0;
}

async function fetchShared({ databaseUrl, indexDir, store }: Config): Promise<number> {
  if (databaseUrl === undefined)
    throw new ReportError('bad-config', '--fetch needs DATABASE_URL.', {
      hint: 'It names the PostgreSQL of those who ingest.',
    });
  const { fetchGeneration } = await import('./index/postgres/fetch.ts');
  const changed = await fetchGeneration({ databaseUrl, indexDir, hasStore: store !== undefined });
  say(changed ? 'Fetched the newest generation.' : 'Nothing changed.');
  return 0;
}

async function list(config: Config, { json }: Command): Promise<number> {
  const { openIndex } = await import('./index/open.ts');
  const index = openIndex(config.indexDir);
  const listing = listDocuments(index);
  process.stdout.write(json ? `${JSON.stringify(listing, null, 1)}\n` : `${listText(listing)}\n`);
  index.close();
  return 0;
}

async function add(config: Config, { paths, move }: Command, signal: AbortSignal): Promise<Addition> {
  const files = await incomingFiles(paths);
  const addition = await addUploads(files, {
    uploadsDir: new State(config.stateDir).uploadsDir,
    manifest: newestManifest(config.indexDir),
    move,
    signal,
  });
  const { added, refused } = addition;
  for (const { path, documents, characters, replaced } of added)
    say(`${replaced ? 'Replaced' : 'Added'}: ${path} (${documents} documents, ${characters} characters)`);
  for (const { message, hint } of refused) say(`Refused: ${inSentences(message, hint)}`);
  tell({ event: 'added', added, refused });
  return addition;
}

async function remove(config: Config, names: string[]): Promise<void> {
  const { openIndex } = await import('./index/open.ts');
  const index = openIndex(config.indexDir);
  const state = new State(config.stateDir);
  try {
    for (const name of names)
      for (const { message } of await removeDocuments(name, index.documents, { state })) say(message);
  } finally {
    state.close();
    index.close();
  }
}

async function bringInStep(
  config: Config,
  { json }: Command,
  { signal, addition }: { signal: AbortSignal; addition?: Addition | undefined },
): Promise<void> {
  const started = Date.now();
  const show = showProgress(process.stderr);
  let published = 0;
  const result = await ingest({
    config,
    signal,
    ...(addition && { read: addition.read }),
    onProgress: (progress) => {
      show(progress);
      tell({ event: 'progress', progress });
    },
    onPublished: ({ generation, vectors, counts }) => {
      published++;
      const complete = vectors.length > 0 && vectors.every(({ unit, count }) => count === counts[`${unit}s`]);
      tell({ event: 'published', generation, complete });
    },
  });
  for (const problem of result.problems) say(problemText(problem));
  const { counts, generation } = result.manifest;
  if (published === 0) tell({ event: 'published', generation, complete: true });
  tell({ event: 'done', generation, embedded: result.embedded, unchanged: result.unchanged });
  const seconds = (Date.now() - started) / 1000;
  const { added, refused } = addition ?? {};
  if (json) process.stdout.write(`${JSON.stringify({ ...result, added, refused, ms: Math.round(seconds * 1000) })}\n`);
  else
    say(
      `${doneText(result)}: generation ${generation} has ${counts.reports} reports, ${counts.passages} passages, ${counts.sentences} sentences, ${counts.indicators} figures (${seconds.toFixed(1)} s)`,
    );
}

function doneText({ unchanged, embedded }: IngestResult): string {
  return unchanged ? 'Nothing changed' : `${embedded} texts embedded`;
}

function problemText({ code, path, message, hint }: IngestProblem): string {
  const what = code.startsWith('catalog-') ? 'Warning' : `Not read: ${path}`;
  return `${what}: ${faultText({ path, message, hint })}`;
}

/** While watching, an error is told and the next change tried. */
function tellAndStay(error: unknown): void {
  if (!(error instanceof ReportError)) throw error;
  say(inSentences(error.message, error.hint));
}

main().then(
  (code) => {
    process.exitCode = code;
    process.disconnect?.();
  },
  (error: unknown) => {
    if (error instanceof ReportError) say(inSentences(error.message, error.hint));
    else if (error instanceof Error && error.name === 'AbortError')
      say('Stopped; what was embedded is kept for the next time.');
    else say(error instanceof Error ? (error.stack ?? error.message) : String(error));
    const {
      code = 'internal',
      message = 'ingest failed',
      hint,
      status = 500,
    } = error instanceof ReportError ? error : {};
    tell({ event: 'failed', error: { code, message, hint, status } });
    process.exitCode = 1;
    process.disconnect?.();
  },
);
