import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import Papa from 'papaparse';
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

describe('a table of questions', () => {
  const folder = mkdtempSync(join(tmpdir(), 'baogao-'));
  const file = (name: string, text = ''): string => {
    const path = join(folder, name);
    if (text !== '') writeFileSync(path, text);
    return path;
  };
  const rowsOf = (text: string) =>
    Papa.parse<Record<string, string>>(text.replace(/^\uFEFF/, ''), { header: true, skipEmptyLines: true }).data;

  test('comes back with answers, citations and errors in added columns', async () => {
    const table = file('a.csv', '\uFEFF编号,问题,answer\r\n1,"安徽,目标？",我的\r\n2,,空\r\n');
    const { code, output } = await run(['--batch', table]);
    expect(code).toBe(0);
    expect(output.startsWith('\uFEFF编号,问题,answer,baogao_answer,refused,reason,citations,error\r\n')).toBe(true);
    expect(rowsOf(output)).toEqual([
      {
        编号: '1',
        问题: '安徽,目标？',
        answer: '我的',
        baogao_answer: answer.answer,
        refused: 'false',
        reason: '',
        citations: '[1] 2020年安徽省政府工作报告 · 2020年主要任务 · 总体要求: 集中整治形式主义官 僚主义',
        error: '',
      },
      expect.objectContaining({ 编号: '2', baogao_answer: '', error: expect.stringContaining('question') }),
    ]);
    expect(engine.asked).toEqual([{ question: '安徽,目标？' }]);
  });

  test('may name its column, and come by standard input', async () => {
    const { output } = await run(['--batch', '-', '--format', 'csv', '--column', 'ask me'], {
      input: 'a,ask me\n1,问\n',
    });
    expect(rowsOf(output)).toHaveLength(1);
    expect(engine.asked).toEqual([{ question: '问' }]);
    const wrong = await run(['--batch', '-', '--format', 'csv', '--column', 'none'], { input: 'a,b\n1,问\n' });
    expect([wrong.code, wrong.output]).toEqual([2, '']);
    expect(wrong.log).toContain('a, b');
  });

  test('nothing of an answer acts as a formula in a spreadsheet', async () => {
    engine.script = () => answerWith({ answer: '=1+1' });
    const { output } = await run(['--batch', '-', '--format', 'csv'], { input: 'question\n问\n' });
    expect(rowsOf(output)[0]?.answer).toBe("'=1+1");
  });

  test.each(['csv', 'jsonl'])('a stopped run of %s goes on where it ended', async (format) => {
    engine.script = ({ question }) => answerWith({ answer: `${question}\r\n"答"` });
    const questions =
      format === 'csv' ? 'question\n一\n二\n三\n' : '{"question":"一"}\n{"question":"二"}\n{"question":"三"}\n';
    const batch = file(`q.${format}`, questions);
    const whole = file(`whole.${format}`);
    expect((await run(['--batch', batch, '--out', whole])).code).toBe(0);
    const text = readFileSync(whole, 'utf8');
    for (const cut of [0.2, 0.5, 0.7, 0.95, 1]) {
      const out = file(`cut-${cut}.${format}`);
      writeFileSync(out, text.slice(0, Math.floor(text.length * cut)));
      engine.asked = [];
      expect((await run(['--batch', batch, '--out', out, '--resume'])).code).toBe(0);
      expect(readFileSync(out, 'utf8'), String(cut)).toBe(text);
      if (cut === 1) expect(engine.asked).toEqual([]);
    }
  });

  test('a file that is there is not written over', async () => {
    const out = file('there.csv', 'mine');
    const { code, log } = await run(['--batch', file('q2.csv', 'question\n问\n'), '--out', out]);
    expect(code).toBe(2);
    expect(log).toContain('--resume');
    expect(readFileSync(out, 'utf8')).toBe('mine');
  });
});

test('- reads the question from standard input', async () => {
  expect((await run(['-'], { input: '安徽的目标？\n' })).code).toBe(0);
  expect(engine.asked).toEqual([{ question: '安徽的目标？' }]);
  expect((await run(['-'], { input: ' \n' })).code).toBe(2);
});
