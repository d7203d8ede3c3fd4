/** The child process that writes workbooks: a tenth of a second of a processor each, for which no question should wait. */
import type { PublicRow } from './rows.ts';
import { rowsToWorkbook } from './workbook.ts';

/** What the parent sends. */
export interface WorkbookJob {
  id: number;
  rows: PublicRow[];
  /** Title of each report that the rows name. */
  reports: { document: string; name: string; title: string }[];
}

/** What comes back. */
export type WorkbookReply = { id: number; bytes: Uint8Array<ArrayBuffer> } | { id: number; error: string };

process.on('message', async ({ id, rows, reports }: WorkbookJob) => {
  try {
    reply({ id, bytes: new Uint8Array(await rowsToWorkbook(rows, { reports })) });
  } catch (error) {
    reply({ id, error: (error as Error).stack ?? String(error) });
  }
});
// Without a parent there is nothing to do; a killed parent closes the channel.
process.on('disconnect', () => process.exit(0));
// The terminal's Ctrl-C reaches the whole group; the parent decides when its children end.
process.on('SIGINT', () => {});

function reply(message: WorkbookReply): void {
  process.send?.(message);
}
