/** What is installed with the program, and what may run while it is. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../ingest/config.ts';

const read = (name: string): string => readFileSync(join(projectRoot, name), 'utf8');
interface Locked {
  version?: string;
  integrity?: string;
  hasInstallScript?: boolean;
}
const locked = Object.entries((JSON.parse(read('package-lock.json')) as { packages: Record<string, Locked> }).packages);
const packages = locked.filter(([path]) => path !== '');

test('every package is pinned by its version and its hash', () => {
  expect(packages.length).toBeGreaterThan(100);
  for (const [path, { version, integrity }] of packages)
    expect([path, version, integrity]).toEqual([path, expect.stringMatching(/^\d/), expect.stringMatching(/^sha512-/)]);
});

test('every install script is allowed or refused by name, and SECURITY.md says why', () => {
  const scripts = packages.flatMap(([path, { hasInstallScript }]) =>
    hasInstallScript ? [path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)] : [],
  );
  const { allowScripts } = JSON.parse(read('package.json')) as { allowScripts: Record<string, boolean> };
  expect(scripts.sort()).toEqual(Object.keys(allowScripts).sort());
  for (const name of scripts) expect(read('SECURITY.md')).toContain(name);
});
