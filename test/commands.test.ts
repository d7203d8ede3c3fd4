/** Commands that README, documents and comments name: each is there, and has the options that are named with it. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { projectRoot } from '../ingest/config.ts';

const FOLDERS = ['server', 'ingest', 'web', 'test', 'docs', 'data', '.'];
const { scripts } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};

interface Named {
  file: string;
  script: string;
  /** What stands behind `--`. */
  options: string[];
}

const named: Named[] = filesWithText().flatMap((file) => {
  const text = readFileSync(join(projectRoot, file), 'utf8');
  return [...text.matchAll(/npm (?:run (?:--silent )?([a-z][a-z:-]*)|(start))((?: -- [^`\n|]*)?)/g)].map(
    ([, run, start, rest = '']) => ({ file, script: run ?? start ?? '', options: rest.match(/--[a-z][a-z-]*/g) ?? [] }),
  );
});
/** A row of a table or a sentence goes on: `-- --json`, `-- --speed`. */
const continued: Named[] = filesWithText().flatMap((file) =>
  readFileSync(join(projectRoot, file), 'utf8')
    .split('\n')
    .flatMap((line) => {
      const [, script = ''] = /npm run (?:--silent )?([a-z][a-z:-]*)/.exec(line) ?? [];
      const options = [...line.matchAll(/`-- (--[a-z][a-z-]*)/g)].map(([, option = '']) => option);
      return script === '' || options.length === 0 ? [] : [{ file, script, options }];
    }),
);

function filesWithText(): string[] {
  return FOLDERS.flatMap((folder) =>
    readdirSync(join(projectRoot, folder), { recursive: folder !== '.', withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(?:ts|mjs|md|sh|service|yaml)$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name).slice(projectRoot.length + 1)),
  ).filter(
    (file) =>
      !/(?:node_modules|artefacts|\.venv|data\/(?:index|state))\//.test(file) && !file.endsWith('commands.test.ts'),
  );
}

test('every script that is named is one of package.json', () => {
  expect(named.length).toBeGreaterThan(50);
  const unknown = named.filter(({ script }) => scripts[script] === undefined);
  expect(unknown.map(({ file, script }) => `${file}: npm run ${script}`)).toEqual([]);
});

describe('options', () => {
  const all = [...named, ...continued].filter(({ options }) => options.length > 0);
  const helps = new Map<string, string>();
  beforeAll(() => {
    for (const script of new Set(all.map((one) => one.script))) helps.set(script, helpOf(script));
  }, 120_000);

  test.each([...new Set(all.map((one) => one.script))])('of npm run %s are in its help', (script) => {
    const known = new Set(['--help', ...(helps.get(script)?.match(/--[a-z][a-z-]*/g) ?? [])]);
    expect(helps.get(script)).toContain('Usage');
    const wrong = all
      .filter((one) => one.script === script)
      .flatMap(({ file, options }) =>
        options.filter((option) => !known.has(option)).map((option) => `${file}: ${option}`),
      );
    expect(wrong).toEqual([]);
  });
});

function helpOf(script: string): string {
  const [program = '', ...args] = (scripts[script] ?? '').split(' ');
  const { stdout, stderr } = spawnSync(program === 'node' ? process.execPath : program, [...args, '--help'], {
    cwd: projectRoot,
    encoding: 'utf8',
  });
  return `${stdout}${stderr}`;
}
