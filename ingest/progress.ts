/** What ingest is doing, for people. */
export interface IngestProgress {
  stage: 'read' | 'write' | 'embed' | 'publish' | 'store';
  done: number;
  total: number;
  /** Of what: `documents`, `texts`. */
  what: string;
  /** Since the stage began, in milliseconds. */
  elapsed: number;
}

/** Characters of the bar, and how often a terminal and a log are told, in milliseconds. */
const BAR_WIDTH = 24;
const TERMINAL_EVERY_MS = 100;
const LOG_EVERY_MS = 5000;

/** Shows progress on a stream: a bar with rate and time left on a terminal, a line now and then elsewhere. */
export function showProgress(stream: NodeJS.WriteStream): (progress: IngestProgress) => void {
  let last = 0;
  let open = false;
  return (progress) => {
    const now = Date.now();
    const finished = progress.done >= progress.total;
    if (!finished && now - last < (stream.isTTY ? TERMINAL_EVERY_MS : LOG_EVERY_MS)) return;
    if (progress.stage !== 'embed' && progress.stage !== 'store' && !finished) return;
    last = now;
    const line = lineOf(progress);
    if (stream.isTTY) {
      stream.write(`\r\u001b[K${line}${finished ? '\n' : ''}`);
      open = !finished;
    } else if (progress.stage === 'embed' || finished) stream.write(`${line}\n`);
    if (finished && open) open = false;
  };
}

function lineOf({ stage, done, total, what, elapsed }: IngestProgress): string {
  const names = { read: 'Reading', write: 'Writing', embed: 'Embedding', publish: 'Publishing', store: 'Storing' };
  const share = total === 0 ? 1 : done / total;
  const filled = Math.round(share * BAR_WIDTH);
  const rate = elapsed > 0 ? (done / elapsed) * 1000 : 0;
  const left = rate > 0 ? Math.ceil((total - done) / rate) : 0;
  const time =
    left > 0
      ? `, ${left < 90 ? `${left} s` : `${Math.round(left / 60)} min`} left`
      : `, ${(elapsed / 1000).toFixed(1)} s`;
  return `${names[stage].padEnd(10)} [${'#'.repeat(filled)}${'.'.repeat(BAR_WIDTH - filled)}] ${done}/${total} ${what}, ${rate.toFixed(0)}/s${time}`;
}
