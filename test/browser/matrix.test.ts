import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { ReportIndex } from '../../ingest/index/model.ts';
import type { IndicatorRow } from '../../ingest/model.ts';
import { answerWith, fakeEngine } from '../server/fake-engine.ts';
import { fakeIndex } from '../server/fake-index.ts';
import { sampleIndex } from '../server/sample-reports.ts';
import { findings, hasBrowser, launch, openPage, screenshot, startServer, type TestServer } from './browser.ts';
import { figure } from './figure-row.ts';

function sample(): ReportIndex {
  const index = sampleIndex();
  const anhui = (words: string, more: Partial<IndicatorRow>) => figure(index, '安徽省政府工作报告', words, more);
  const hunan = (words: string, more: Partial<IndicatorRow>) => figure(index, '湖南省政府工作报告', words, more);
  const jobs = { indicator: 'urban_new_jobs', unit: '万人', basis: 'level' as const };
  index.indicators.push(
    anhui('全省生产总值增长7.5%左右', { value: 7.5, qualifier: '左右' }),
    anhui('全省生产总值增长7.5%', { value: 7.5, kind: 'result', year: 2019 }),
    anhui('居民消费价格涨幅3.5%左右', { indicator: 'cpi', value: 3.5, qualifier: '左右' }),
    anhui('城镇新增就业63万人', { ...jobs, value: 63 }),
    hunan('地区生产总值增长7.5%左右', { low: 7, high: 8 }),
    hunan('地区生产总值增长7.6%', { value: 7.6, kind: 'result', year: 2019 }),
    hunan('城镇新增就业70万人以上', { ...jobs, value: 70, qualifier: '以上' }),
  );
  return index;
}

/** Counties without end, to see whether the table stays quick. */
function many(count: number): ReportIndex {
  const numbers = Array.from({ length: count }, (_, place) => place + 1);
  const text = numbers.map((n) => `${n}县政府工作报告\n\n今年生产总值增长${n}%。\n`).join('\n');
  const index = fakeIndex([
    {
      id: 'counties',
      text,
      reports: numbers.map((n) => ({
        head: `${n}县政府工作报告`,
        name: `${n}县`,
        title: `${n}县政府工作报告`,
        region: `${n}县`,
        year: 2020,
        level: 'province',
      })),
    },
  ]);
  const ids = ['gdp_growth', 'urban_new_jobs', 'surveyed_unemployment', 'cpi', 'fiscal_revenue_growth'];
  for (const n of numbers)
    for (const indicator of ids)
      index.indicators.push(figure(index, `${n}县`, `增长${n}%`, { indicator, value: n, region: `${n}县` }));
  return index;
}

describe.skipIf(!hasBrowser)('the matrix page', () => {
  let browser: Browser;
  let server: TestServer;
  let page: Page;
  let problems: string[];
  const engine = fakeEngine(sample(), () => answerWith({ answer: '好' }));

  beforeAll(async () => {
    browser = await launch();
    server = await startServer(engine);
  });
  afterAll(async () => {
    await browser.close();
    await server.close();
  });
  afterEach(async () => {
    await page.context().close();
    expect(problems).toEqual([]);
  });

  const open = async (settings = '', options: Parameters<typeof openPage>[2] = {}): Promise<void> => {
    ({ page, problems } = await openPage(browser, `${server.url}#view=matrix${settings}`, options));
  };
  const cells = () => page.locator('.grid tbody td').allTextContents();
  const regions = () => page.locator('.grid tbody th').allTextContents();
  const marked = async (): Promise<string> => (await page.locator('.report__mark--current').allTextContents()).join('');
  const save = async (format: string): Promise<Buffer> => {
    await page.locator('summary', { hasText: /导出|Export/ }).click();
    const [saved] = await Promise.all([page.waitForEvent('download'), page.locator(`[data-format=${format}]`).click()]);
    return readFileSync(await saved.path());
  };

  test('shows what is stated and what is not, and a cell opens the report at the words', async () => {
    await open('&indicators=gdp_growth,cpi');
    await page.locator('.grid__figure').first().waitFor();
    await expect.poll(() => regions()).toEqual(['安徽省', '湖南省']);
    await expect.poll(() => cells()).toEqual(['7.5%左右', '3.5%左右', '7%—8%', '未写明']);
    await expect.poll(() => page.locator('.grid__coverage').allTextContents()).toEqual(['2/2 份写明', '1/2 份写明']);
    await page.locator('.grid__figure').first().click();
    await expect.poll(marked).toBe('全省生产总值增长7.5%左右');
    await expect.poll(() => page.locator('.reader__path li').allTextContents()).toEqual(['2020年主要任务', '总体要求']);
    // The way on leads down the column.
    await page.keyboard.press('n');
    await expect.poll(marked).toBe('地区生产总值增长7.5%左右');
    await page.keyboard.press('Escape');
    await page.locator('.desk').waitFor({ state: 'hidden' });
    await expect.poll(() => page.evaluate('document.activeElement.className')).toContain('grid__figure');
  });

  test('keeps its settings in the address, through a reload and Back', async () => {
    await open();
    await page.locator('.grid__figure').first().waitFor();
    await page.locator('[data-key="kind result"]').click();
    await page.locator('[data-key="sort urban_new_jobs.target.2020"]').click();
    await expect.poll(regions).toEqual(['湖南省', '安徽省']);
    expect(page.url()).toContain('sort=-urban_new_jobs.target.2020');
    await page.locator('.board__filter').fill('anhui');
    await expect.poll(regions).toEqual(['安徽省']);
    const before = await cells();
    await page.reload();
    await page.locator('.grid__figure').first().waitFor();
    await expect.poll(() => cells()).toEqual(before);
    await expect.poll(() => page.inputValue('.board__filter')).toBe('anhui');
    await page.locator('.views__link[data-view=chat]').click();
    await page.locator('.example').first().waitFor();
    await page.goBack();
    await page.locator('.grid__figure').first().waitFor();
    await expect.poll(() => regions()).toEqual(['安徽省']);
  });

  test('shows members of a group that have no report, and says when nothing fits', async () => {
    await open('&indicators=gdp_growth');
    await page.locator('.grid__figure').first().waitFor();
    await page.locator('[data-key=group]').selectOption('中部六省');
    await expect.poll(async () => (await cells()).filter((text) => text === '无报告').length).toBe(4);
    await page.locator('.board__filter').fill('没有');
    await page.locator('.board__none', { hasText: '没有符合的地区' }).waitFor();
    await screenshot(page, 'test-matrix-empty');
    await page.locator('.board__none button').click();
    await expect.poll(async () => (await regions()).length).toBe(6);
  });

  test('is chosen and walked by keyboard alone', async () => {
    await open('&indicators=gdp_growth');
    await page.locator('.grid__figure').first().waitFor();
    await page.locator('[data-key=add]').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.type('czxzjy');
    await expect.poll(() => page.locator('.picker .check').allTextContents()).toEqual(['城镇新增就业']);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await page.keyboard.press('Escape');
    await expect.poll(async () => (await cells()).length).toBe(4);
    await expect.poll(() => page.evaluate('document.activeElement.dataset.key')).toBe('add');
    await page.locator('.grid__figure').first().focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await expect.poll(marked).toBe('城镇新增就业70万人以上');
  });

  test('draws bars with ranges, target against result, and the map; each opens its source', async () => {
    await open('&indicators=gdp_growth,urban_new_jobs&years=2020,2019&kinds=target,result');
    await page.locator('.grid__figure').first().waitFor();
    for (const show of ['bars', 'pairs', 'map']) {
      await page.locator(`[data-key="show ${show}"]`).click();
      await page.locator('.chart svg').waitFor();
      await expect.poll(() => page.locator('.chart__hit').count()).toBe(2);
      await screenshot(page, `test-matrix-${show}`);
    }
    await expect.poll(() => page.locator('.chart svg').textContent()).toContain('7–8');
    await page.locator('.chart__hit[aria-label^=安徽省]').focus();
    await page.keyboard.press('Enter');
    await expect.poll(marked).toBe('全省生产总值增长7.5%左右');
    await page.locator('[data-key="show pairs"]').click();
    await page.locator('select[data-key=column]').selectOption('urban_new_jobs.target.2020');
    await page.locator('.board__none', { hasText: '没有可以相比的一对' }).waitFor();
  });

  test('saves the view as CSV, XLSX, PNG and SVG', async () => {
    await open('&indicators=gdp_growth,cpi');
    await page.locator('.grid__figure').first().waitFor();
    const csv = (await save('csv')).toString();
    expect(csv.startsWith('\ufeff地区,')).toBe(true);
    expect(csv).toContain('全省生产总值增长7.5%左右');
    expect(csv).toContain('未写明');
    const { readSheet } = await import('read-excel-file/node');
    const rows = await readSheet(await save('xlsx'));
    expect(rows[1]).toEqual(['安徽省', '7.5%左右', '3.5%左右']);
    const svg = (await save('svg')).toString();
    expect(svg).toContain('7%—8%');
    const png = await save('png');
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect(png.length).toBeGreaterThan(5000);
    await page.locator('[data-key="show bars"]').click();
    await page.locator('.chart svg').waitFor();
    const chart = (await save('svg')).toString();
    expect(chart).toContain('安徽');
    expect(chart).not.toContain('chart__hit');
  });

  test('stays quick with 500 regions', async () => {
    const wide = await startServer(fakeEngine(many(500), () => answerWith({ answer: '好' })));
    ({ page, problems } = await openPage(browser, `${wide.url}#view=matrix`));
    await page.locator('.grid__figure').first().waitFor();
    expect((await regions()).length).toBe(500);
    const sort = page.locator('[data-key="sort cpi.target.2020"]');
    const [blank, sorted] = [await frames(page, async () => {}), await frames(page, () => sort.click())];
    expect((await regions())[0]).toBe('500县');
    await screenshot(page, 'test-matrix-500');
    // The head and the first column stay where they are.
    const frozen = () =>
      page.evaluate<number[]>(
        `(() => { const grid = document.querySelector('.grid').getBoundingClientRect();
          const head = document.querySelector('.grid thead th:last-child').getBoundingClientRect();
          const row = [...document.querySelectorAll('.grid tbody th')].find((node) => node.getBoundingClientRect().top > head.bottom).getBoundingClientRect();
          return [head.top - grid.top, row.left - grid.left].map(Math.round); })()`,
      );
    const still = await frozen();
    await page.locator('.grid').evaluate((grid) => grid.scrollTo(200, 9000));
    await expect.poll(() => frozen()).toEqual(still);
    // All of them are in the files too.
    const { readSheet } = await import('read-excel-file/node');
    expect((await readSheet(await save('xlsx'))).length).toBe(501);
    const png = await save('png');
    expect([png.subarray(1, 4).toString(), png.readUInt32BE(20) > 10_000]).toEqual(['PNG', true]);
    // In frames that a page without work would have drawn: not a measurement of this machine.
    expect(sorted).toBeLessThan(blank + 1500);
    await page.context().close();
    await wide.close();
    ({ page, problems } = await openPage(browser, server.url));
  });

  test('tells of a failure, and tries again', async () => {
    await open('&indicators=gdp_growth');
    await page.locator('.grid__figure').first().waitFor();
    await page.route('**/api/indicators**', (route) => route.abort());
    await page.locator('[data-key=add]').click();
    await page.locator('.picker input[value=cpi]').check();
    await page.keyboard.press('Escape');
    await page.locator('.board__none', { hasText: '指标没有读到' }).waitFor();
    await page.unroute('**/api/indicators**');
    await page.locator('.board__none button').click();
    await expect.poll(async () => (await cells()).length).toBe(4);
    problems = problems.filter((problem) => !problem.includes('ERR_FAILED'));
  });

  test.each([
    ['light', 1280, 'zh-CN'],
    ['dark', 1280, 'en-US'],
    ['dark', 360, 'zh-CN'],
    ['light', 360, 'en-US'],
  ] as const)('axe finds nothing in %s at %i px (%s)', async (colorScheme, width, locale) => {
    await open('&indicators=gdp_growth,cpi&years=2020,2019&kinds=target,result', {
      colorScheme,
      locale,
      viewport: { width, height: 740 },
    });
    await page.locator('.grid__figure').first().waitFor();
    await expect.poll(() => page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    expect(await findings(page), 'table').toEqual([]);
    await screenshot(page, `test-matrix-${width}-${colorScheme}`);
    for (const show of ['bars', 'pairs', 'map']) {
      await page.locator(`[data-key="show ${show}"]`).click();
      await page.locator('.chart svg').waitFor();
      expect(await findings(page), show).toEqual([]);
    }
    await page.locator('[data-key=add]').click();
    expect(await findings(page), 'picker').toEqual([]);
    await page.keyboard.press('Escape');
  });
});

/** Milliseconds from an action to the frame after next. */
async function frames(page: Page, action: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await action();
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
  return performance.now() - start;
}
