import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import writeXlsx from 'write-excel-file/node';
import { projectRoot } from '../../ingest/config.ts';
import type { ReportIndex } from '../../ingest/index/model.ts';
import { openIndex } from '../../ingest/index/open.ts';
import { ingest } from '../../ingest/ingest.ts';
import { encode } from './encode.ts';
import { column, pdf } from './pdf-file.ts';
import { docx, paragraph } from './word-file.ts';

/** The report of a province, so that no two files hold the same one. */
const reportOf = (region: string, figure: string): string[] => [
  `${region}政府工作报告`,
  `——2021年1月12日在${region}第十三届人民代表大会第四次会议上`,
  '各位代表：',
  '一、2020年工作回顾',
  `全省生产总值增长${figure}%，粮食获得丰收，城镇新增就业 39 万人，教育、医疗etc事业发展。`,
  `${'经济社会保持平稳健康发展，人民生活水平稳步提高。'.repeat(12)}`,
  '二、2021年重点工作',
  `全省生产总值增长${Number(figure) + 1}%以上，**新开工**项目“两个一百” [3] 个。`,
];

let folder = '';
let index: ReportIndex;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'baogao-formats-'));
  const reportsDir = join(folder, 'reports');
  mkdirSync(reportsDir);
  const put = (name: string, bytes: Uint8Array | string) => writeFileSync(join(reportsDir, name), bytes);
  const lines = (region: string, figure: string, end = '\n') => reportOf(region, figure).join(end);
  put('utf8.txt', `\ufeff${lines('安徽省', '3.1')}`);
  put('gbk.txt', encode(lines('福建省', '3.2', '\r\n'), 'gb18030'));
  put('utf16.md', Buffer.from(lines('河南省', '3.3', '\r\n'), 'utf16le'));
  put('word.docx', docx(reportOf('湖北省', '3.4').map((line) => paragraph(line))));
  const wrapped = reportOf('江西省', '3.5').flatMap((line) => line.match(/.{1,38}/g) ?? []);
  put('print.pdf', pdf([column(wrapped.slice(0, 6), { x: 40 }), column(wrapped.slice(6), { x: 40 })]));
  const page = `<html><head><meta charset="gbk"></head><body><div>首页</div><div id="zoom">${reportOf('山东省', '3.6').join('<br>')}</div></body></html>`;
  put('page.html', encode(page, 'gb18030'));
  put('rows.csv', `省份,正文\n四川省,"${lines('四川省', '3.7')}"\n贵州省,"${lines('贵州省', '3.8', '\r\n')}"\n`);
  put('sheet.xlsx', await writeXlsx([[{ value: '正文' }], [{ value: lines('云南省', '3.9') }]]).toBuffer());
  put('pack.zip', zipSync({ 'a/甘肃.txt': strToU8(lines('甘肃省', '4.1')) }));
  const config = { reportsDir, indexDir: join(folder, 'index'), modelsDir: join(projectRoot, 'data/models') };
  const { problems } = await ingest({ config, vectors: false });
  expect(problems).toEqual([]);
  index = openIndex(config.indexDir);
}, 120_000);
afterAll(() => {
  index?.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a report in each format goes in with its region, its year and a figure', () => {
  const regions = ['安徽省', '福建省', '河南省', '湖北省', '江西省', '山东省', '四川省', '贵州省', '云南省', '甘肃省'];
  expect(index.reports.map(({ region, year }) => `${region} ${year}`).sort()).toEqual(
    regions.map((one) => `${one} 2021`).sort(),
  );
  const growth = index.indicators.filter(({ indicator, kind }) => indicator === 'gdp_growth' && kind === 'target');
  expect(growth.map(({ region }) => region).sort()).toEqual([...regions].sort());
});

test('every quote of every format is an exact slice of the source that is stored with the index', () => {
  let slices = 0;
  for (const row of index.indicators) {
    expect(index.source(row.document)?.slice(row.start, row.end)).toBe(row.quote);
    slices++;
  }
  for (const report of index.reports) {
    const source = index.source(report.document) ?? '';
    expect(source.startsWith('\ufeff')).toBe(false);
    for (const passage of index.passagesOf(report.id)) {
      for (const { text, span } of [passage, ...index.sentencesOf(passage.id)]) {
        const bare = (words: string) =>
          words
            .replace(/\*\*|\[3\]|\s/g, '')
            .replace('etc', '等')
            .replace(/,/g, '，');
        expect(bare(source.slice(span.start, span.end))).toBe(bare(text));
        slices++;
      }
    }
  }
  expect(slices).toBeGreaterThan(100);
});
