import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../../ingest/config.ts';
import { SERVE_USAGE } from '../../server/serve-options.ts';

const cache = join(projectRoot, 'node_modules/.cache/baogao');

/** The newest bundle, with when its main file was written. */
function newest(): { folder: string; written: number } {
  const folders = readdirSync(cache).map((name) => join(cache, name));
  const [folder = ''] = folders.sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  return { folder, written: statSync(join(folder, 'server-main.js')).mtimeMs };
}

test('npm start bundles its modules once for a state of the checkout, and runs the bundle', () => {
  const start = () =>
    execFileSync(process.execPath, [join(projectRoot, 'server/start.mjs'), '--help'], { encoding: 'utf8', cwd: '/' });
  expect(start()).toBe(SERVE_USAGE);
  const first = newest();
  expect(existsSync(join(first.folder, 'web/index.html'))).toBe(true);
  expect(start()).toBe(SERVE_USAGE);
  expect(newest()).toEqual(first);
});
