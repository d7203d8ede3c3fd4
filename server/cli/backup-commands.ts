/** The commands `backup` and `restore`: what people made, as one file. */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { backUp } from '../../ingest/state/backup.ts';
import { restore } from '../../ingest/state/restore.ts';
import { ending, type Terminal, usage, write } from './terminal.ts';

const BACKUP_HELP = `Usage: npm run backup [-- FILE]

Puts what people made (STATE_DIR: conversations, corrections, feedback, excerpts, the audit log, added files) into one zip file, also
while the server runs. Without FILE it is baogao-backup-DATE.zip in this folder. A file that is there is not overwritten.

Exit codes: 0 done, 1 failed, 2 wrong usage.
`;

const RESTORE_HELP = `Usage: npm run restore -- FILE [--replace]

Puts a backup in the place of STATE_DIR. The whole file is checked first; one that is damaged changes nothing. Stop the server before,
and start it afterwards: it brings the index in step.

  --replace  what is in STATE_DIR is set aside beside it; without this, that is an error
  --help     this text

Exit codes: 0 done, 1 failed, 2 wrong usage.
`;

/** Runs `backup`; gives the exit code and never throws. */
export function backupCommand(
  args: string[],
  { stateDir, ...terminal }: Terminal & { stateDir: string },
): Promise<number> {
  return ending(terminal, async () => {
    const { values, positionals } = parse(args, 'backup');
    if (values.help) return write(terminal.output, BACKUP_HELP);
    if (positionals.length > 1 || values.replace) throw usage('backup takes one file', 'npm run backup -- --help');
    const file = positionals[0] ?? `baogao-backup-${new Date().toISOString().slice(0, 19).replace(/:/g, '-')}.zip`;
    const { files } = await backUp({ stateDir, file });
    const bytes = files.reduce((sum, one) => sum + one.bytes, 0);
    terminal.log(
      `${file}: ${files.length} files of ${join(stateDir)}, ${(bytes / 2 ** 20).toFixed(1)} MB before packing`,
    );
  });
}

/** Runs `restore`; gives the exit code and never throws. */
export function restoreCommand(
  args: string[],
  { stateDir, ...terminal }: Terminal & { stateDir: string },
): Promise<number> {
  return ending(terminal, async () => {
    const { values, positionals } = parse(args, 'restore');
    if (values.help) return write(terminal.output, RESTORE_HELP);
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0) throw usage('restore takes one file', 'npm run restore -- --help');
    const { backup, before } = await restore({ stateDir, file, replace: values.replace ?? false });
    terminal.log(`${stateDir} is as it was at ${backup.created} (${backup.files.length} files).`);
    if (before !== null) terminal.log(`What was there before is in ${before}.`);
  });
}

function parse(args: string[], command: string) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: { replace: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    });
  } catch (error) {
    throw usage((error as Error).message, `npm run ${command} -- --help`);
  }
}
