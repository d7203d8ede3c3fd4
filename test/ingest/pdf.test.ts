import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PDFDocument, StandardFonts } from 'pdf-lib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { clean } from '../../ingest/clean.ts';
import { readFolder } from '../../ingest/read/index.ts';
import { hasBrowser, launch } from '../browser/browser.ts';
import { column, type Piece, pdf, withTable } from './pdf-file.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'baogao-pdf-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const read = async (bytes: Uint8Array) => {
  writeFileSync(join(folder, 'a.pdf'), bytes);
  const { documents, problems } = await readFolder(folder);
  expect(problems.map(({ error }) => error.message)).toEqual([]);
  const [document] = documents;
  return { text: document?.text ?? '', pages: document?.pages, warnings: document?.warnings.map(({ code }) => code) };
};
const problem = async (bytes: Uint8Array) => {
  writeFileSync(join(folder, 'a.pdf'), bytes);
  return (await readFolder(folder)).problems[0]?.error;
};
/** Lines of 20 wide characters: 240 points at size 12. */
const LINES = [
  '二〇二〇年是极不平凡的一年面对严峻复杂形',
  '势全省上下同心协力战胜困难取得新的成绩经',
  '济增长百分之三点九粮食获得丰收。',
];
const WRAPPED = LINES.join('');

describe('producers', () => {
  test('a report printed by a browser: paragraphs are whole, the header and page numbers are gone', async () => {
    if (!hasBrowser) return;
    const paragraphs = Array.from(
      { length: 60 },
      (_, n) =>
        `（${n + 1}）全省生产总值增长${n}.5%左右，新开工项目${n * 39}个，${'着力推动高质量发展，'.repeat((n % 5) + 3)}成效明显。`,
    );
    const browser = await launch();
    try {
      const page = await browser.newPage();
      await page.setContent(paragraphs.map((text) => `<p style="text-indent:2em">${text}</p>`).join(''));
      const printed = await page.pdf({
        displayHeaderFooter: true,
        headerTemplate: '<p style="font-size:9px">安徽省政府工作报告</p>',
        footerTemplate: '<p style="font-size:9px">第<span class="pageNumber"></span>页</p>',
        margin: { top: '80px', bottom: '80px' },
      });
      const { text, pages } = await read(printed);
      expect(text.trim().split('\n')).toEqual(paragraphs);
      expect(pages?.length).toBeGreaterThan(2);
    } finally {
      await browser.close();
    }
  });

  test('ReportLab: two columns under a title, no font embedded, paragraphs over columns and pages', async () => {
    copyFileSync(fileURLToPath(new URL('files/reportlab.pdf', import.meta.url)), join(folder, 'a.pdf'));
    const { documents } = await readFolder(folder);
    const lines = documents[0]?.text.trim().split('\n') ?? [];
    expect(lines[0]).toBe('安徽省政府工作报告');
    expect(lines).toHaveLength(41);
    lines.slice(1).forEach((line, at) => {
      expect(line).toMatch(new RegExp(`^第${at + 1}项任务。全省.*社会大局和谐稳定。$`));
    });
    expect(documents[0]?.pages?.map(({ page }) => page)).toEqual([1, 2, 3]);
  });

  test('fpdf2: a part of a font embedded, paragraphs over pages, page numbers gone', async () => {
    copyFileSync(fileURLToPath(new URL('files/fpdf2.pdf', import.meta.url)), join(folder, 'a.pdf'));
    const { documents } = await readFolder(folder);
    const lines = documents[0]?.text.trim().split('\n') ?? [];
    expect(lines[0]).toBe('江西省政府工作报告');
    expect(lines).toHaveLength(31);
    lines.slice(1).forEach((line, at) => {
      expect(line.trim()).toMatch(new RegExp(`^第${at + 1}项任务。全省.*社会大局和谐稳定。$`));
    });
    expect(documents[0]?.pages?.length).toBeGreaterThan(2);
  });

  test('pdf-lib: two columns in reading order, page numbers dropped, pages kept', async () => {
    const file = await PDFDocument.create();
    const font = await file.embedFont(StandardFonts.Helvetica);
    for (let n = 1; n <= 3; n++) {
      const page = file.addPage([600, 800]);
      for (let i = 0; i < 8; i++) {
        page.drawText(`left ${n}-${i}`, { x: 50, y: 700 - i * 40, size: 12, font });
        page.drawText(`right ${n}-${i}`, { x: 350, y: 700 - i * 40, size: 12, font });
      }
      page.drawText(`- ${n} -`, { x: 290, y: 20, size: 10, font });
    }
    const { text, pages } = await read(await file.save());
    expect(text.split('\n').slice(0, 9)).toEqual([...Array.from({ length: 8 }, (_, i) => `left 1-${i}`), 'right 1-0']);
    expect(text).not.toMatch(/- \d -/);
    expect(text.slice(pages?.[1]?.start).startsWith('left 2-0')).toBe(true);
  });

  test.each([
    ['UniGB-UCS2-H', '报告增长6.5%'],
    ['GBK-EUC-H', 'b1a8b8e6d4f6b3a4362e3525'],
  ] as const)('a font that is not embedded, with the predefined map %s', async (map, text) => {
    expect((await read(pdf([[{ text, x: 50, y: 700 }]], map))).text.trim()).toBe('报告增长6.5%');
  });
});

describe('lines and pages', () => {
  test('lines that were wrapped are one paragraph; an indent, a short line and a numbered one begin another', async () => {
    const body = column([...LINES, '一、主要任务', ...LINES], { x: 50 });
    const indented = [...body, { text: LINES[0] as string, x: 74, y: 700 - 7 * 20 }];
    expect((await read(pdf([indented]))).text.trim().split('\n')).toEqual([WRAPPED, '一、主要任务', WRAPPED, LINES[0]]);
  });

  test('a paragraph that goes on over a page is not cut there, and the page starts inside it', async () => {
    const page = (lines: string[]) => column(lines, { x: 50 });
    const { text, pages } = await read(pdf([page(LINES.slice(0, 2)), page([LINES[2] as string, '下一段。'])]));
    expect(text.trim().split('\n')).toEqual([WRAPPED, '下一段。']);
    expect(text.slice(pages?.[1]?.start).startsWith(LINES[2] as string)).toBe(true);
  });

  test('headers, page numbers of every kind and what leans across the page are dropped; a figure at the edge is not', async () => {
    const numbers = ['— 1 —', '第2页 共4页', '3', '4'];
    const pages = numbers.map((number, at): Piece[] => [
      { text: '安徽日报', x: 50, y: 780, size: 9 },
      { text: '内部资料', x: 100, y: 200, size: 40, leaning: true },
      { text: `第${at + 1}段的话。`, x: 50, y: 700 },
      { text: at === 0 ? '2020' : '末行', x: 50, y: 680 - at * 30 },
      { text: number, x: 290, y: 20, size: 9 },
    ]);
    expect((await read(pdf(pages))).text.trim().split('\n')).toEqual([
      '第1段的话。',
      '2020',
      '第2段的话。',
      '末行',
      '第3段的话。',
      '末行',
      '第4段的话。',
      '末行',
    ]);
  });

  test('a small raised number is the mark of a note, never part of a figure', async () => {
    const pieces = [
      { text: '实现“两个确保”', x: 50, y: 700 },
      { text: '12', x: 146, y: 706, size: 6 },
      { text: '，增长6.5%', x: 153, y: 700 },
      { text: '3', x: 213, y: 706, size: 6 },
      { text: '，财政收入增加。', x: 217, y: 700 },
    ];
    const { text } = await read(pdf([pieces]));
    expect(clean(text).text).toBe('实现“两个确保”，增长6.5%，财政收入增加。');
  });

  test('a title across two columns, and a third column, keep their places', async () => {
    const three = [0, 1, 2].flatMap((n) =>
      column(
        LINES.map((line) => line.slice(n, n + 13)),
        { x: 40 + n * 175 },
      ),
    );
    const more = [0, 1, 2].flatMap((n) =>
      column(
        LINES.map((line) => line.slice(n + 3, n + 16)),
        { x: 40 + n * 175, y: 640 },
      ),
    );
    const title = { text: '政府工作报告', x: 40, y: 760, size: 40 };
    const { text } = await read(pdf([[title, ...three, ...more]]));
    const order = [0, 1, 2].map((n) => text.indexOf(LINES[0]?.slice(n, n + 13) as string, 6));
    expect(text.startsWith('政府工作报告\n')).toBe(true);
    expect([...order].sort((a, b) => a - b)).toEqual(order);
  });
});

describe('what cannot be read says what to do', () => {
  test('pages that are pictures; one such page among others is a warning', async () => {
    const empty = await PDFDocument.create();
    empty.addPage();
    expect(await problem(await empty.save())).toMatchObject({ code: 'scanned', hint: expect.stringContaining('OCR') });
    for (let pages = 1; pages < 150; pages++) empty.addPage();
    expect(await problem(await empty.save())).toMatchObject({
      code: 'scanned',
      message: expect.stringContaining('100 pages'),
    });
    rmSync(join(folder, 'a.pdf'));
    expect((await read(pdf([column(LINES, { x: 50 }), []]))).warnings).toEqual(['pages-without-text']);
  });

  test('a file locked by a password', async () => {
    const hash = '0'.repeat(64);
    const locked = withTable(['<</Type/Catalog/Pages 2 0 R>>', '<</Type/Pages/Kids[]/Count 0>>']).toString();
    const encrypted = locked.replace(
      'trailer<<',
      `trailer<</ID[<${'0'.repeat(32)}><${'0'.repeat(32)}>]/Encrypt<</Filter/Standard/V 2/R 3/Length 128/P -44/O<${hash}>/U<${hash}>>>`,
    );
    expect(await problem(Buffer.from(encrypted))).toMatchObject({ code: 'encrypted' });
  });

  test('pages that contain themselves, and fonts whose signs mean nothing', async () => {
    const loop = withTable(['<</Type/Catalog/Pages 2 0 R>>', '<</Type/Pages/Kids[2 0 R 2 0 R]/Count 100000>>']);
    expect((await problem(loop))?.code).toMatch(/damaged|scanned|too-slow/);
    const nonsense = [
      column(
        LINES.map((line) => line.replace(/./g, (c) => String.fromCharCode(0xe000 + (c.charCodeAt(0) % 500)))),
        { x: 50 },
      ),
    ];
    expect((await problem(pdf(nonsense)))?.code).toMatch(/unreadable-fonts|scanned/);
  });
});
