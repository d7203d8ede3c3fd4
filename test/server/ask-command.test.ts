import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { beforeEach, describe, expect, test } from 'vitest';
import { ReportError } from '../../ingest/errors.ts';
import { askCommand } from '../../server/ask-command.ts';
import { answerWith, cite, type FakeEngine, fakeEngine } from './fake-engine.ts';
import { sampleIndex } from './sample-reports.ts';

const index = sampleIndex();
const answer = answerWith({
  answer: '安徽省2020年的目标是增长7.5%左右。[1]',
  citations: [cite(index, 1, '安徽省政府工作报告', '集中整治形式主义官\n\n僚主义')],
});

let engine: FakeEngine;
beforeEach(() => {
  engine = fakeEngine(index, () => answer);
});

async function run(args: string[], { input = '', openEngine = async () => engine as FakeEngine } = {}) {
  let output = '';
  const log: string[] = [];
  const code = await askCommand(args, {
    input: Readable.from([Buffer.from(input)]),
    output: new Writable({
      write(chunk, _, done) {
        output += chunk;
        setTimeout(done, 1);
      },
    }),
    log: (line) => log.push(line),
    openEngine,
  });
  return { code, output, log: log.join('\n'), lines: output.trim().split('\n') };
}

describe('one question', () => {
  test('is answered as text with its citations below', async () => {
    const { code, output } = await run(['安徽2020年GDP目标？']);
    expect(code).toBe(0);
    expect(output).toBe(
      '安徽省2020年的目标是增长7.5%左右。[1]\n\n[1] 2020年安徽省政府工作报告 · 2020年主要任务 · 总体要求: 集中整治形式主义官 僚主义\n',
    );
  });

  test('with --json is the answer, exactly', async () => {
    const { output } = await run(['--json', '安徽', '2020年GDP目标？', '--lang', 'en', '--passages', '20']);
    expect(JSON.parse(output)).toEqual(answer);
    expect(engine.asked).toEqual([{ question: '安徽 2020年GDP目标？', language: 'en', passages: 20 }]);
  });

  test('a refusal is done too, and offers other questions', async () => {
    engine.script = () =>
      answerWith({
        answer: '没有山东省的报告。',
        refused: true,
        reason: 'no-region',
        suggestions: ['安徽省2020年GDP增长目标是多少？'],
      });
    const { code, output } = await run(['山东？']);
    expect(code).toBe(0);
    expect(output).toContain('可以这样问：\n  安徽省2020年GDP增长目标是多少？');
  });
});

describe('exit codes', () => {
  test.each([
    ['no question', []],
    ['an empty question', ['  ']],
    ['an unknown option', ['--jsn', '问']],
    ['a question and a batch', ['--batch', '-', '问']],
    ['passages that are no number', ['问', '--passages', 'many']],
    ['a language that is none', ['问', '--lang', 'fr']],
    ['a question that is too long', ['长'.repeat(2001)]],
    ['a batch file that is not there', ['--batch', '/nowhere/x.jsonl']],
  ])('2 for %s, with a way to the help', async (_, args) => {
    const { code, output, log } = await run(args);
    expect([code, output]).toEqual([2, '']);
    expect(log.length).toBeGreaterThan(10);
  });

  test('3 for an index that cannot be used, 1 for what fails', async () => {
    const fails = (error: Error) => run(['问'], { openEngine: () => Promise.reject(error) });
    expect(
      await fails(new ReportError('index-incompatible', 'Of another format', { hint: 'Run npm run ingest' })),
    ).toMatchObject({
      code: 3,
      output: '',
      log: 'Of another format\nRun npm run ingest',
    });
    expect((await fails(new ReportError('no-reports', 'No reports'))).code).toBe(1);
    expect((await fails(new Error('broken'))).code).toBe(1);
  });

  test('0 for --help, which needs no index', async () => {
    const { code, output } = await run(['--help'], { openEngine: () => Promise.reject(new Error('opened')) });
    expect(code).toBe(0);
    expect(output).toContain('--batch');
  });
});

describe('a batch', () => {
  test('answers line by line in order, one after the other', async () => {
    engine.pace = 5;
    const input = [
      '{"id": "b", "question": "问一", "extra": true}',
      '',
      '{"id": 2, "question": "问二", "history": [{"role": "user", "content": "前"}]}',
    ].join('\r\n');
    const { code, lines } = await run(['--batch', '-'], { input });
    expect(code).toBe(0);
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      { id: 'b', ...answer },
      { id: 2, ...answer },
    ]);
    expect(engine.asked).toEqual([
      { question: '问一' },
      { question: '问二', history: [{ role: 'user', content: '前' }] },
    ]);
  });

  test('goes on after a bad line, and says what was bad', async () => {
    engine.script = ({ question }) => {
      if (question === '坏') throw new Error('broken');
      return answer;
    };
    const input = [
      '\uFEFF{"id":1,"question":""}',
      'no json',
      '{"id":3}',
      '{"id":4,"question":"坏"}',
      'null',
      '{"id":5,"question":"好"}',
    ].join('\n');
    const { code, lines, log } = await run(['--batch', '-'], { input });
    const results = lines.map((line) => JSON.parse(line));
    expect(code).toBe(0);
    expect(results.map(({ id }) => id)).toEqual([1, undefined, 3, 4, undefined, 5]);
    expect(results.map(({ error }) => error?.code)).toEqual([
      'bad-request',
      'bad-request',
      'bad-request',
      'internal',
      'bad-request',
      undefined,
    ]);
    expect(log).toContain('6 questions, 5 failed');
  });

  test('reads a file', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'baogao-')), 'questions.jsonl');
    writeFileSync(file, '{"question":"问"}\n'.repeat(300));
    const { lines } = await run(['--batch', file]);
    expect(lines).toHaveLength(300);
    expect(JSON.parse(lines[299] ?? '')).toEqual(answer);
  });
});
