import { describe, expect, test } from 'vitest';
import type { SourceDocument } from '../../../ingest/model.ts';
import { partsOf } from '../../../ingest/parts.ts';
import { type AddEvent, batchesOf, type Drop, Intake, type NamedFile } from '../../../web/documents/adding.ts';
import { isNamed, isShown, whyOut } from '../../../web/documents/kinds.ts';
import { chineseReason } from '../../../web/documents/reasons.ts';
import type { DocumentSummary } from '../../../web/server-types.ts';

const named = (path: string, size = 10): NamedFile => ({ path, file: { size } as Blob });
const addAll = (files: NamedFile[], options: ConstructorParameters<typeof Intake>[0]): Promise<Drop> => {
  const intake = new Intake(options);
  intake.add(files);
  return intake.run();
};
const read = (path: string): AddEvent => ({
  type: 'read',
  file: { path, documents: 1, characters: 9, replaced: false },
});

describe('files that are added', () => {
  test('go in as few requests as the server takes, in their order', () => {
    const many = Array.from({ length: 450 }, (_, n) => named(`${n}.txt`));
    expect(batchesOf(many).map((batch) => batch.length)).toEqual([200, 200, 50]);
    expect(batchesOf(many).flat()).toEqual(many);
    const large = [named('a', 100 * 2 ** 20), named('b', 100 * 2 ** 20), named('c', 400 * 2 ** 20), named('d', 1)];
    expect(batchesOf(large).map((batch) => batch.map(({ path }) => path))).toEqual([['a'], ['b'], ['c'], ['d']]);
    expect(batchesOf([])).toEqual([]);
  });

  test('each say how they are getting on, also one whose name the server made plain', async () => {
    const seen: string[] = [];
    const drop = await addAll([named('a.txt'), named('b:c.txt'), named('d.rar')], {
      send: async (_, onEvent) => {
        onEvent({ type: 'sent', sent: 60, total: 120 });
        onEvent({ type: 'received' });
        onEvent(read('a.txt'));
        onEvent({ type: 'refused', file: { path: 'd.rar', code: 'unsupported-format', message: 'no' } });
        onEvent(read('b_c.txt'));
        onEvent({ type: 'answering' });
        onEvent({ type: 'embedded', done: 3, total: 7 });
      },
      onChange: ({ files, stage, done }: Drop) =>
        seen.push(
          `${stage} ${done} ${files.map(({ state, sent }) => (state === 'sending' ? `${state}:${sent}` : state)).join(' ')}`,
        ),
    });
    expect(seen).toEqual([
      'sending 0 waiting waiting waiting',
      'sending 0 sending:0 sending:0 sending:0',
      'sending 0 sending:10 sending:5 sending:0',
      'reading 0 reading reading reading',
      'reading 0 read reading reading',
      'reading 0 read reading refused',
      'reading 0 read read refused',
      'answering 0 read read refused',
      'embedding 3 read read refused',
      'done 3 read read refused',
    ]);
    expect(drop.files.map(({ problem }) => problem?.code)).toEqual([undefined, undefined, 'unsupported-format']);
  });

  test('what was not told of when it broke off is refused with the reason; the next request is made all the same', async () => {
    let requests = 0;
    const files = Array.from({ length: 201 }, (_, n) => named(`${n}.txt`));
    const drop = await addAll(files, {
      send: async (_, onEvent) => {
        requests++;
        if (requests > 1) return onEvent(read('200.txt'));
        onEvent(read('0.txt'));
        throw Object.assign(new Error('broke off'), { code: 'cut-off' });
      },
      onChange: () => {},
    });
    expect(requests).toBe(2);
    const states = drop.files.map(({ state }) => state);
    expect([states[0], states[1], states[199], states[200]]).toEqual(['read', 'refused', 'refused', 'read']);
    expect(drop.files[1]?.problem?.code).toBe('cut-off');
  });

  test('those that come while others are sent wait for their turn and go then', async () => {
    const seen: string[] = [];
    const requests: string[][] = [];
    const intake = new Intake({
      send: async (files, onEvent) => {
        requests.push(files.map(({ path }) => path));
        if (requests.length === 1) intake.add([named('b.txt'), named('c.txt')]);
        for (const { path } of files) onEvent(read(path));
      },
      onChange: ({ files, stage }) => seen.push(`${stage} ${files.map(({ state }) => state).join(' ')}`),
    });
    intake.add([named('a.txt')]);
    const drop = await intake.run();
    expect(requests).toEqual([['a.txt'], ['b.txt', 'c.txt']]);
    expect(seen).toContain('sending sending waiting waiting');
    expect(seen.at(-1)).toBe('done read read read');
    expect(drop.files.map(({ path }) => path)).toEqual(['a.txt', 'b.txt', 'c.txt']);
  });
});

const document = (given: Partial<DocumentSummary> = {}): DocumentSummary =>
  ({
    id: 'a',
    path: '2020/a.txt',
    upload: false,
    hidden: false,
    warnings: [],
    reports: [
      { title: '2020年安徽省政府工作报告', region: '安徽省', regionEnglish: 'Anhui', parent: null, year: 2020 },
    ],
    ...given,
  }) as DocumentSummary;
const warning = (code: string) => ({ code, message: '', count: 1 });

describe('which documents are shown', () => {
  test('those that a person should look at are told from those that were only cleaned', () => {
    expect(isShown(document({ warnings: [warning('joined-line'), warning('removed-mark')] }), 'check')).toBe(false);
    expect(isShown(document({ warnings: [warning('joined-line'), warning('region-unsure')] }), 'check')).toBe(true);
  });

  test('why a document does not answer', () => {
    expect(whyOut(document())).toBeNull();
    expect(whyOut(document({ hidden: true, reports: [] }))).toBe('left');
    expect(whyOut(document({ reports: [], warnings: [warning('duplicate-report')] }))).toBe('duplicate');
    expect(whyOut(document({ reports: [] }))).toBe('noReport');
  });

  test('are found by region in both languages, year, title and file name, all words together', () => {
    for (const typed of ['安徽', 'anhui', '2020', '工作报告', 'a.txt', 'anhui 2020', ''])
      expect(isNamed(document(), typed)).toBe(true);
    for (const typed of ['湖南', 'anhui 2021']) expect(isNamed(document(), typed)).toBe(false);
  });
});

describe('reasons in Chinese', () => {
  const BODY = '各位代表：\n现在，我向大会报告工作。\n一、过去一年工作回顾\n粮食丰收。\n二、今年重点工作\n继续修路。\n';
  const source = (text: string, given: Partial<SourceDocument> = {}): SourceDocument => {
    const id = given.id ?? 'report';
    return {
      id,
      path: `${id}.txt`,
      format: 'txt',
      text,
      hash: '',
      encoding: 'utf-8',
      hints: {},
      warnings: [],
      ...given,
    };
  };

  test.each<[string, SourceDocument]>([
    [
      'the meeting and its date',
      source(`政府工作报告\n——2031年1月12日在安徽省第十三届人民代表大会第四次会议上\n${BODY}`),
    ],
    [
      'a meeting of December',
      source(`2032年安徽省政府工作报告\n2031年12月20日在安徽省第十三届人民代表大会第四次会议上\n${BODY}`),
    ],
    ['the State Council', source(`国务院政府工作报告\n${BODY}`)],
    ['the title', source(`2031年安徽省政府工作报告\n${BODY}`)],
    ['the speaker', source(`政府工作报告\n株洲市市长 陈某\n${BODY}`)],
    ['a column', source(`政府工作报告\n${BODY}`, { id: 'a#1', hints: { region: '安徽', year: 2031 } })],
    ['the file name', source(`政府工作报告\n${BODY}`, { id: '2031安徽' })],
    ['the folders', source(`政府工作报告\n${BODY}`, { id: '安徽/2031/x' })],
    ['what the text names', source(`政府工作报告\n${BODY}青海人民，青海大地，在青海。2031年主要预期目标`)],
    ['nothing', source('一些话。')],
    ['a level by words', source(`政府工作报告\n${BODY}全县丰收。全县安定。全县富裕。`)],
    ['a draft', source(`2031年安徽省政府工作报告（征求意见稿）\n${BODY}`)],
    ['a digest', source(`2031年安徽省政府工作报告（摘要）\n${BODY}`)],
    ['a reporter', source(`政府工作报告\n${BODY}■记者某某某整理`)],
    [
      'tasks',
      source(
        `重点工作分工\n${Array.from({ length: 12 }, (_, n) => `${n + 1}.做好第${n}件事。（省财政厅牵头）`).join('\n')}`,
      ),
    ],
  ])('%s', (_, text) => {
    const [{ report } = { report: undefined }] = partsOf(text);
    for (const phrase of Object.values(report?.reasons ?? {})) {
      const chinese = chineseReason(phrase);
      expect(chinese, phrase).not.toBe(phrase);
      expect(chinese, phrase).not.toMatch(/[a-z]{2,}/);
    }
  });
});
