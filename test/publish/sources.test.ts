/** What a module finds beside itself is elsewhere once it is built: it asks `ingest/program.ts`. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../../ingest/program.ts';

/** `program.ts` knows; the others look for packages, or run from a checkout only. */
const ALLOWED = ['ingest/program.ts', 'ingest/read/process.ts', 'server/llm/gguf.ts', 'server/publish/'];

test('no module finds data or other modules by its own place', () => {
  const finding = ['ingest', 'server'].flatMap((folder) =>
    readdirSync(join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
      .map((name) => join(folder, name).replaceAll('\\', '/'))
      .filter((name) => name.endsWith('.ts') && !ALLOWED.some((allowed) => name.startsWith(allowed)))
      .filter((name) => {
        const source = readFileSync(join(projectRoot, name), 'utf8').replaceAll('createRequire(import.meta.url)', '');
        return /import\.meta\.(url|dirname|filename|resolve)/.test(source);
      }),
  );
  expect(
    finding,
    'Data stands below projectRoot, modules that are run are named by programFile, other files by programData (ingest/program.ts)',
  ).toEqual([]);
});
