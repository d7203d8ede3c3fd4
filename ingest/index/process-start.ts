/** When a process of this machine began: two processes that had the same number one after the other are told apart by it. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Field of `/proc/PID/stat` behind the name of the program: ticks since the machine started (man 5 proc, field 22). */
const START_FIELD = 22 - 3;

/** Text that is the same for the whole life of a process; undefined where the system does not tell, or there is no such process. */
export function processStart(id: number): string | undefined {
  try {
    if (process.platform === 'linux') {
      const stat = readFileSync(`/proc/${id}/stat`, 'utf8');
      // The name may hold blanks and brackets itself.
      const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[START_FIELD];
      return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${ticks}`;
    }
    if (process.platform === 'win32') return undefined;
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(id)], { encoding: 'utf8', timeout: 2000 }).trim();
  } catch {
    return undefined;
  }
}
