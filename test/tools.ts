/** Programs that are not of npm, which some tests run. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../ingest/program.ts';

/** Where `test/fetch-tools.sh` put it, or its name where the system has it; undefined where neither has. */
export function findTool(name: string): string | undefined {
  const fetched = join(projectRoot, 'test/.venv', process.platform === 'win32' ? 'Scripts' : 'bin', name);
  if (existsSync(fetched)) return fetched;
  return spawnSync(name, ['--help']).status === 0 ? name : undefined;
}
