import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { partsOf } from '../../ingest/parts.ts';
import { readFolder } from '../../ingest/read/index.ts';
import { docx, paragraph } from './word-file.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'baogao-word-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const linesOf = async (bytes: Uint8Array): Promise<string[]> => {
  writeFileSync(join(folder, 'a.docx'), bytes);
  const { documents, problems } = await readFolder(folder);
  expect(problems.map(({ error }) => error.message)).toEqual([]);
  return documents[0]?.text.trimEnd().split('\n') ?? [];
};
const item = (list: number, level = 0) => `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${list}"/></w:numPr>`;
const level = (at: number, format: string, text: string, more = '') =>
  `<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="${format}"/>${more}<w:lvlText w:val="${text}"/></w:lvl>`;
const abstract = (id: number, inside: string) => `<w:abstractNum w:abstractNumId="${id}">${inside}</w:abstractNum>`;
const list = (id: number, of: number, more = '') =>
  `<w:num w:numId="${id}"><w:abstractNumId w:val="${of}"/>${more}</w:num>`;

describe('numbers that Word draws', () => {
  const CHINESE =
    level(0, 'chineseCountingThousand', '%1、') + level(1, 'chineseCounting', '（%2）') + level(2, 'decimal', '%3.');

  test('stand in front of their paragraphs, each level starting again below the one above', async () => {
    const numbering = abstract(0, CHINESE) + list(1, 0);
    const body = [
      paragraph('工作回顾', item(1)),
      paragraph('稳增长', item(1, 1)),
      paragraph('2024年新开工39所', item(1, 2)),
      paragraph('稳就业', item(1, 1)),
      paragraph('没有编号'),
      paragraph('主要任务', item(1)),
      paragraph('扩内需', item(1, 1)),
    ];
    expect(await linesOf(docx(body, { numbering }))).toEqual([
      '一、工作回顾',
      '（一）稳增长',
      '1. 2024年新开工39所',
      '（二）稳就业',
      '没有编号',
      '二、主要任务',
      '（一）扩内需',
    ]);
  });

  test('come from styles, go past ten, and may be written in any Chinese manner', async () => {
    const numbering =
      abstract(0, level(0, 'chineseCounting', '第%1章', '<w:pStyle w:val="h"/>')) +
      abstract(1, level(0, 'decimalEnclosedCircle', '%1', '<w:suff w:val="nothing"/>')) +
      abstract(2, level(0, 'upperRoman', '%1') + level(1, 'decimal', '%1.%2', '<w:isLgl/>')) +
      abstract(3, level(0, 'bullet', '\uf0b7')) +
      [1, 2, 3, 4].map((id) => list(id, id - 1)).join('');
    const styles = `<w:style w:styleId="h"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style><w:style w:styleId="h2"><w:name w:val="other"/><w:basedOn w:val="h"/></w:style>`;
    const chapters = Array.from({ length: 21 }, (_, n) => paragraph('章', `<w:pStyle w:val="${n % 2 ? 'h2' : 'h'}"/>`));
    const rest = [
      paragraph('就业', item(2)),
      paragraph('上学', item(2)),
      paragraph('甲', item(3)),
      paragraph('乙', item(3, 1)),
      paragraph('点', item(4)),
      paragraph('标题而无编号', `<w:pStyle w:val="h"/><w:numPr><w:numId w:val="0"/></w:numPr>`),
    ];
    const lines = await linesOf(docx([...chapters, ...rest], { numbering, styles }));
    expect([lines[0], lines[9], lines[10], lines[19], lines[20]]).toEqual([
      '第一章 章',
      '第十章 章',
      '第十一章 章',
      '第二十章 章',
      '第二十一章 章',
    ]);
    expect(lines.slice(21)).toEqual(['①就业', '②上学', 'I 甲', '1.1 乙', '• 点', '标题而无编号']);
  });

  test('go on over lists of one kind unless a list says where it starts', async () => {
    const again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>';
    const numbering = abstract(0, CHINESE) + list(1, 0) + list(2, 0) + list(3, 0, again);
    const body = [1, 2, 3, 3].map((id) => paragraph('任务', item(id)));
    expect(await linesOf(docx(body, { numbering }))).toEqual(['一、任务', '二、任务', '一、任务', '二、任务']);
  });
});

describe('what the page shows', () => {
  test('tracked changes are accepted: inserted text stays, deleted text and breaks go', async () => {
    const run = (text: string) => `<w:r><w:t>${text}</w:t></w:r>`;
    const body = [
      `<w:p>${run('增长')}<w:del><w:r><w:delText>5%</w:delText></w:r></w:del><w:ins>${run('6%')}</w:ins>${run('左右')}</w:p>`,
      `<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>${run('一句话的')}</w:p>`,
      `<w:p>${run('后半句')}</w:p>`,
      `<w:p><w:moveFrom>${run('移走')}</w:moveFrom><w:moveTo>${run('移来')}</w:moveTo></w:p>`,
    ];
    expect(await linesOf(docx(body))).toEqual(['增长6%左右', '一句话的后半句', '移来']);
  });

  test('hidden text, codes of fields and readings above characters are left out; their results stay', async () => {
    const body = [
      '<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>看不见</w:t></w:r><w:r><w:t>看得见</w:t></w:r></w:p>',
      '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF x</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>表1</w:t></w:r></w:p>',
      '<w:p><w:r><w:ruby><w:rt><w:r><w:t>fù</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>赋能</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>',
    ];
    expect(await linesOf(docx(body))).toEqual(['看得见', '表1', '赋能']);
  });

  test('a text box stands once, behind the paragraph that holds it', async () => {
    const box = `<w:txbxContent>${paragraph('框中的话')}</w:txbxContent>`;
    const body = [
      `<w:p><w:r><w:t>前面</w:t></w:r><w:r><mc:AlternateContent xmlns:mc="m"><mc:Choice><w:drawing>${box}</w:drawing></mc:Choice><mc:Fallback><w:pict>${box}</w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>后面</w:t></w:r></w:p>`,
    ];
    expect(await linesOf(docx(body))).toEqual(['前面后面', '框中的话']);
  });

  test('a row of a table is a line; a table that lays out the page gives its paragraphs', async () => {
    const cell = (inside: string, properties = '') => `<w:tc><w:tcPr>${properties}</w:tcPr>${inside}</w:tc>`;
    const table = (...rows: string[]) => `<w:tbl>${rows.map((row) => `<w:tr>${row}</w:tr>`).join('')}</w:tbl>`;
    const long = '经济社会保持平稳健康发展。'.repeat(10);
    const body = [
      table(
        cell(paragraph('任务')) + cell(paragraph('牵头单位')),
        cell(paragraph('扩内需'), '<w:vMerge w:val="restart"/>') +
          cell(paragraph('省发展改革委') + paragraph('省商务厅')),
        cell(paragraph('盖住'), '<w:vMerge/>') + cell(paragraph('省财政厅')),
      ),
      table(cell(paragraph(long) + paragraph(long)) + cell(paragraph('旁边'))),
    ];
    expect(await linesOf(docx(body))).toEqual([
      '任务 | 牵头单位',
      '扩内需 | 省发展改革委 省商务厅',
      '省财政厅',
      long,
      long,
      '旁边',
    ]);
  });

  test('notes stand behind the text under their marks, in the order in which the text has them', async () => {
    const note = (id: number, text: string) => `<w:footnote w:id="${id}">${paragraph(text)}</w:footnote>`;
    const reference = (id: number) => `<w:r><w:footnoteReference w:id="${id}"/></w:r>`;
    const body = [
      `<w:p><w:r><w:t>两个确保</w:t></w:r>${reference(5)}<w:r><w:t>，双碳</w:t></w:r>${reference(2)}</w:p>`,
    ];
    const footnotes = note(0, '分隔线') + note(2, '双碳：碳达峰碳中和。') + note(5, '两个确保：确保目标。');
    expect(await linesOf(docx(body, { footnotes }))).toEqual([
      '两个确保[1]，双碳[2]',
      '注释',
      '[1] 两个确保：确保目标。',
      '[2] 双碳：碳达峰碳中和。',
    ]);
    const [document] = (await readFolder(folder)).documents;
    const kinds =
      document && partsOf(document).flatMap(({ passages }) => passages.map(({ kind, text }) => [kind, text]));
    expect(kinds?.filter(([kind]) => kind === 'glossary').map(([, text]) => text)).toEqual([
      '两个确保：确保目标。',
      '双碳：碳达峰碳中和。',
    ]);
  });

  test('lines of a table of contents have dots, so that cleaning leaves them out', async () => {
    const styles = '<w:style w:styleId="10"><w:name w:val="toc 1"/></w:style>';
    const body = [
      '<w:p><w:pPr><w:pStyle w:val="10"/></w:pPr><w:r><w:t>一、工作回顾</w:t></w:r><w:r><w:tab/><w:t>3</w:t></w:r></w:p>',
    ];
    expect(await linesOf(docx(body, { styles }))).toEqual(['一、工作回顾......3']);
  });
});
