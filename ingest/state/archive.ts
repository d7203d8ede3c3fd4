/** What a backup of `STATE_DIR` is: a zip with `state.db`, what is below `uploads/`, and a list of them with their checksums. */
import { z } from 'zod';
import { ReportError } from '../errors.ts';

/** Grows whenever an archive written before can no longer be read as meant. */
export const BACKUP_FORMAT = 1;
/** Name of the list inside the archive. */
export const LIST_NAME = 'backup.json';
/** Name of the database, in the archive as in the folder. */
export const DATABASE_NAME = 'state.db';
/** Beginning of the names of added files. */
export const UPLOADS = 'uploads/';

export const backupSchema = z.strictObject({
  format: z.literal(BACKUP_FORMAT),
  /** ISO 8601. */
  created: z.string(),
  /** Version of the tables in the database; null where there was no database. */
  stateVersion: z.int().min(0).nullable(),
  files: z.array(
    z.strictObject({ name: z.string(), bytes: z.int().min(0), sha256: z.string().regex(/^[\da-f]{64}$/) }),
  ),
});

/** The list of an archive. */
export type Backup = z.output<typeof backupSchema>;
export type BackupFile = Backup['files'][number];

/** Whether a name may be written below `STATE_DIR`: the database, or a file below the uploads. */
export function isSafeName(name: string): boolean {
  if (name === DATABASE_NAME) return true;
  if (!name.startsWith(UPLOADS) || /[\\\0:]/.test(name)) return false;
  return name.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
}

/** The error of an archive that is not what `npm run backup` wrote. */
export function damagedBackup(file: string, what: string, cause?: unknown): ReportError {
  return new ReportError('backup-damaged', `${file} is no whole backup: ${what}.`, {
    hint: 'Nothing was changed. Use another backup, or fetch this one again.',
    cause,
  });
}
