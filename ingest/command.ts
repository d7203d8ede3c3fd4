/** What was typed behind `npm run ingest`. */
import { parseArgs } from 'node:util';

export const HELP = `Usage: npm run ingest [-- PATH...] [-- --remove ID|PATH...] [-- --watch] [-- --list] [-- --json]

Builds the index from the folder of reports (REPORTS_DIR) and what was added to it, or brings it in step: files that did not change are
not read again, texts that did not change not embedded again.

  PATH...   add files, folders and zips: they are copied into STATE_DIR/uploads; REPORTS_DIR is only ever read
  --move    take the added files away from where they are instead of copying them
  --remove  take documents out again, by their ids, or added files and folders by their paths; what stands in REPORTS_DIR is left out
            from then on, its file stays
  --watch   stay, and bring the index in step whenever a report is added, changed or removed
  --list    tell what is in the index, document by document: what each was taken for and why, what was counted, corrected and warned of,
            and which files could not be read
  --fetch   where another machine ingests: bring INDEX_DIR in step with DATABASE_URL, and nothing else
  --json    the result (or the list) as JSON on standard output
  --help    this text

Exit codes: 0 done, 1 failed (also where every file was refused), 2 usage.
`;

export interface Command {
  paths: string[];
  move: boolean;
  remove: boolean;
  watch: boolean;
  list: boolean;
  fetch: boolean;
  json: boolean;
  help: boolean;
}

/** The command, or what is wrong with it. */
export function parseCommand(args: string[]): Command | { fault: string } {
  const flag = { type: 'boolean', default: false } as const;
  let command: Command;
  try {
    const { values, positionals } = parseArgs({
      args,
      options: { move: flag, remove: flag, watch: flag, list: flag, fetch: flag, json: flag, help: flag },
      allowPositionals: true,
    });
    command = { ...values, paths: positionals };
  } catch (error) {
    return { fault: (error as Error).message };
  }
  const { paths, move, remove, watch, list, fetch } = command;
  if (fetch && (paths.length > 0 || remove || watch || list)) return { fault: '--fetch stands alone' };
  if (remove && paths.length === 0) return { fault: '--remove expects ids of documents or paths of added files' };
  if (move && (remove || paths.length === 0)) return { fault: '--move expects files to add' };
  if (list && (paths.length > 0 || remove || watch)) return { fault: '--list stands alone, or with --json' };
  if (watch && (remove || paths.length > 0)) return { fault: '--watch stands alone: add or remove first' };
  return command;
}
