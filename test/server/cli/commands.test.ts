import { execFile, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { promisify } from 'node:util';
import Papa from 'papaparse';
import { describe, expect, test, vi } from 'vitest';
import { projectRoot } from '../../../ingest/config.ts';
import { ReportError } from '../../../ingest/errors.ts';
import { COMMANDS } from '../../../server/cli/commands.ts';
import { completionScript } from '../../../server/cli/completion.ts';
import { exportCommand } from '../../../server/cli/export-command.ts';
import { searchCommand } from '../../../server/cli/search-command.ts';
import { needs } from '../../require.ts';
import { answerWith, fakeEngine } from '../fake-engine.ts';
import { sampleIndex } from '../sample-reports.ts';

const index = sampleIndex();
const hit = {
  passage: 'p1',
  document: 'd',
  report: 'r',
  title: '2020年安徽省政府工作报告',
  region: '安徽省',
  year: 2020,
  section: ['总体要求'],
  quote: '集中整治\n\n形式主义',
  start: 0,
  end: 9,
  score: 1,
};

function terminal(input = '') {
  const said = { output: '', log: '' };
  const write = new Writable({
    write(chunk, _, done) {
      said.output += chunk;
      done();
    },
  });
  const log = (line: string): void => {
    said.log += `${line}\n`;
  };
  return { said, input: Readable.from([Buffer.from(input)]), output: write, log };
}

describe('search', () => {
  const engine = fakeEngine(index, () => answerWith({ answer: '' }));
  const search = vi.spyOn(engine, 'search').mockResolvedValue([hit]);
  const openEngine = async () => engine;

  test('prints the passages with their place', async () => {
    const { said, ...there } = terminal();
    expect(
      await searchCommand(['养老', '--region', '安徽', '--year', '2020', '-k', '3'], { ...there, openEngine }),
    ).toBe(0);
    expect(said.output).toBe('1. 2020年安徽省政府工作报告 · 总体要求\n   集中整治 形式主义\n');
    expect(search).toHaveBeenCalledWith({ q: '养老', regions: ['安徽'], years: [2020], k: 3, explain: false });
  });

  test('gives JSON, reads standard input, has colours only where they are wanted', async () => {
    const json = terminal('养老\n');
    expect(await searchCommand(['-', '--json'], { ...json, openEngine })).toBe(0);
    expect(JSON.parse(json.said.output)).toEqual([hit]);
    const coloured = terminal();
    await searchCommand(['养老'], { ...coloured, colours: true, openEngine });
    expect(coloured.said.output).toContain('\x1b[1m1. 2020年');
  });

  test.each([[[]], [['养老', '--year', 'soon']], [['养老', '-k', '0']], [['养老', '--colour']]])(
    '%j is a wrong use',
    async (args) => {
      const { said, ...there } = terminal();
      expect(await searchCommand(args, { ...there, openEngine })).toBe(2);
      expect(said.output).toBe('');
      expect(said.log).toContain('baogao search --help');
    },
  );

  test('without an index it ends with 3', async () => {
    const failing = () => Promise.reject(new ReportError('index-incompatible', 'Of another format'));
    expect(await searchCommand(['养老'], { ...terminal(), openEngine: failing })).toBe(3);
  });
});

describe('export', () => {
  const run = async (...args: string[]) => {
    const { said, ...there } = terminal();
    const code = await exportCommand(args, { ...there, open: () => index });
    return { code, ...said };
  };

  test('gives passages as a table that a spreadsheet opens, with the exact quotes', async () => {
    const { code, output, log } = await run('passages');
    expect(code).toBe(0);
    expect(output.startsWith('\uFEFFid,document')).toBe(true);
    const { data } = Papa.parse<Record<string, string>>(output.slice(1), { header: true, skipEmptyLines: true });
    expect(data.map(({ quote }) => quote)).toEqual(
      index.passages.map(({ report, span }) =>
        index.source(index.report(report)?.document ?? '')?.slice(span.start, span.end),
      ),
    );
    expect(log).toBe(`${data.length} rows\n`);
  });

  test('gives reports as JSON and as lines, to a file where it is asked to', async () => {
    const reports = JSON.parse((await run('reports', '--format', 'json')).output);
    expect(reports[0]).toMatchObject({ region: '安徽省', year: 2020 });
    const out = join(mkdtempSync(join(tmpdir(), 'baogao-')), 'reports.jsonl');
    expect(await run('reports', '--format', 'jsonl', '--out', out)).toMatchObject({ code: 0, output: '' });
    expect(
      readFileSync(out, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual(reports);
    expect((await run('reports', '--out', out)).code).toBe(2);
  });

  test.each([[[]], [['everything']], [['reports', 'passages']], [['reports', '--format', 'xml']]])(
    '%j is a wrong use',
    async (args) => {
      expect(await run(...args)).toMatchObject({ code: 2, output: '' });
    },
  );
});

describe('completion', () => {
  const complete = (shell: string, ...words: string[]): string[] => {
    const script = `${completionScript('bash')}
COMP_WORDS=(baogao ${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length}
_baogao; printf '%s\\n' "\${COMPREPLY[@]}"`;
    return spawnSync(shell, ['-c', script], { encoding: 'utf8' }).stdout.split('\n').filter(Boolean);
  };
  const hasBash = needs('bash', existsSync('/bin/bash') || existsSync('/usr/bin/bash'));

  test.skipIf(!hasBash)('in bash offers commands, options and words', () => {
    expect(complete('bash', 's')).toEqual(['search', 'serve']);
    expect(complete('bash', 'ask', '--re')).toEqual(['--resume']);
    expect(complete('bash', 'export', 're')).toEqual(['reports']);
  });

  test('has every option that a command tells in its help', async () => {
    for (const [name, { flags, values }] of Object.entries(COMMANDS)) {
      if (flags.length === 0) continue;
      const { output } = await program(name, '--help');
      const told = [...new Set(output.match(/(?<![\w-])--[a-z]+/g))].filter((option) => option !== '--silent');
      expect(
        told.filter((option) => ![...flags, ...values].includes(option)),
        name,
      ).toEqual([]);
    }
  });
});

describe('the program', () => {
  test('lists its commands, tells its version, and knows what it is not', async () => {
    const help = await program('--help');
    for (const name of Object.keys(COMMANDS)) expect(help.output).toContain(`\n  ${name} `);
    expect(await program('--version')).toMatchObject({ code: 0, output: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
    expect(await program('nothing')).toMatchObject({ code: 2, output: '' });
    expect(await program()).toMatchObject({ code: 2, output: '' });
    expect(await program('completion', 'fish')).toMatchObject({ code: 2 });
    expect(await program('serve', '--port')).toMatchObject({ code: 2 });
    expect((await program('serve', '--help')).code).toBe(0);
  });

  test('hands the arguments over to the command', async () => {
    expect(await program('ask', '--jsn')).toMatchObject({ code: 2, output: '' });
    const folder = mkdtempSync(join(tmpdir(), 'baogao-'));
    expect((await program('indicators', '--year', 'soon')).code).toBe(2);
    process.env.INDEX_DIR = folder;
    expect((await program('export', 'reports')).code).toBe(3);
    delete process.env.INDEX_DIR;
  });
});

async function program(...args: string[]): Promise<{ code: number; output: string }> {
  const command = ['--import', import.meta.resolve('tsx'), join(projectRoot, 'server/baogao.ts'), ...args];
  try {
    const { stdout } = await promisify(execFile)(process.execPath, command, { env: process.env });
    return { code: 0, output: stdout };
  } catch (error) {
    const { code, stdout } = error as { code: number; stdout: string };
    return { code, output: stdout };
  }
}
