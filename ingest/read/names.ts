/** Names of files and folders: which are reports, and what a path is called below the folder. */
import { relative, sep } from 'node:path';

/** Names in the folder of reports, and in archives, that are no reports. */
const NOT_REPORTS = /^(?:README.*|catalog\.json|corrections\.json|\..*|~\$.*|__MACOSX|Thumbs\.db|desktop\.ini)$/i;

/** Whether a file or folder of that name counts. */
export function isReportName(name: string): boolean {
  return !NOT_REPORTS.test(name);
}

/** A path below `dir` with `/` between folders, in composed characters. */
export function pathBelow(path: string, dir: string): string {
  return relative(dir, path).split(sep).join('/').normalize('NFC');
}
