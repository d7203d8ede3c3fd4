import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { projectRoot } from '../../ingest/config.ts';
import type { Engine } from '../../server/engine.ts';
import { pdf } from '../ingest/pdf-file.ts';
import { realEngine } from '../server/real-index.ts';
import { ask, findings, hasBrowser, launch, openPage, screenshot, startServer, type TestServer } from './browser.ts';

/** Two pages; a sentence begins on the first and ends on the second. */
const PAGES = [
  [
    { text: '湘潭市政府工作报告', x: 200, y: 740, size: 20 },
    { text: '——2021年1月8日在湘潭市第十五届人民代表大会上', x: 120, y: 700 },
    { text: '一、2020年工作回顾', x: 60, y: 640 },
    { text: '过去一年，全市地区生产总值增长3.9%，规模工业增加值增长4.7%。', x: 60, y: 610 },
    { text: '二、2021年工作安排', x: 60, y: 560 },
    { text: '今年主要预期目标是：地区生产总值增长7.5%以上，', x: 60, y: 530 },
  ],
  [
    { text: '城镇新增就业5.5万人，居民收入与经济增长同步。', x: 60, y: 740 },
    { text: '（一）加快建设先进制造业高地。全年新增规模工业企业100家。', x: 60, y: 700 },
  ],
];

describe.skipIf(!hasBrowser)('the reading pane', () => {
  const folder = mkdtempSync(join(tmpdir(), 'baogao-reading-'));
  let browser: Browser;
  let server: TestServer;
  let engine: Engine;
  let page: Page;
  let problems: string[];

  beforeAll(async () => {
    copyFileSync(join(projectRoot, 'data/reports/2020-zhuzhou.txt'), join(folder, '2020-zhuzhou.txt'));
    writeFileSync(join(folder, '2021-xiangtan.pdf'), pdf(PAGES));
    engine = await realEngine(folder);
    [browser, server] = await Promise.all([launch(), startServer(engine)]);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
    await engine?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  afterEach(async () => {
    await page.context().close();
    expect(problems).toEqual([]);
  });

  const open = async (options: Parameters<typeof openPage>[2] = {}, path = ''): Promise<void> => {
    ({ page, problems } = await openPage(browser, server.url + path, options));
    await page.locator('.example').first().waitFor({ state: 'attached' });
  };
  const settled = () => page.locator('.exchange:last-child[data-state=done]').waitFor();
  const focused = (): Promise<string> => page.evaluate('document.activeElement.className');
  const inSight = (selector: string): Promise<boolean> =>
    page.evaluate(
      `(() => { const box = document.querySelector('${selector}').getBoundingClientRect();
        const pane = document.querySelector('.reader__scroll').getBoundingClientRect();
        return box.top >= pane.top && box.bottom <= pane.bottom; })()`,
    );

  test.each([
    [1280, 'zh-CN', 'light'],
    [360, 'en-US', 'dark'],
    [1280, 'en-US', 'dark'],
    [360, 'zh-CN', 'light'],
  ] as const)(
    'by keyboard alone at %i px (%s, %s): found words, contents, citations, the clean text',
    async (width, locale, colorScheme) => {
      await open({ viewport: { width, height: 800 }, locale, colorScheme });
      await page.locator('#question').focus();
      await page.keyboard.type('株洲2020年GDP增长目标和财政收入增长目标是多少？');
      await page.keyboard.press('Enter');
      await settled();
      await page.locator('.answer .marker').first().focus();
      await page.keyboard.press('Enter');
      await page.locator('.report__mark--current').first().waitFor();
      await expect.poll(() => page.evaluate('document.documentElement.scrollWidth')).toBe(width);
      // Find: the count, the next place, round and back, and every place in sight.
      await page.keyboard.press('f');
      await expect.poll(() => focused()).toContain('find__field');
      await page.keyboard.type('增长');
      const count = async (): Promise<number[]> =>
        ((await page.locator('.find__count').textContent()) ?? '').match(/\d+/g)?.map(Number) ?? [];
      const [first, all = 0] = await count();
      expect(first).toBe(1);
      await expect.poll(() => page.locator('.report__found').count()).toBeGreaterThanOrEqual(all);
      await page.keyboard.press('Enter');
      await expect.poll(() => count()).toEqual([2, all]);
      await page.keyboard.press('Shift+Enter');
      await page.keyboard.press('Shift+Enter');
      await expect.poll(() => count()).toEqual([all, all]);
      await expect.poll(() => inSight('.report__found--here')).toBe(true);
      expect(await findings(page), 'find').toEqual([]);
      await screenshot(page, `test-reading-find-${width}-${locale}`);
      await page.keyboard.press('Escape');
      await expect.poll(() => page.locator('.report__found').count()).toBe(0);
      await expect.poll(() => focused()).toContain('report__mark--current');
      // Contents: a tree that opens and closes, and leads there.
      await page.keyboard.press('t');
      await page.locator('.contents__item').first().waitFor();
      await expect.poll(() => focused()).toContain('contents__item');
      await page.keyboard.press('Home');
      // Down to the first heading that has others below it.
      while (!(await page.evaluate("document.activeElement.parentElement.matches(':has(> .contents__fold)')")))
        await page.keyboard.press('ArrowDown');
      const shown = async (): Promise<number> => page.locator('.contents__item:visible').count();
      const before = await shown();
      await page.keyboard.press('ArrowLeft');
      await expect.poll(() => shown()).toBeLessThan(before);
      await page.keyboard.press('ArrowRight');
      await expect.poll(() => shown()).toBe(before);
      await page.keyboard.press('ArrowDown');
      const heading = await page.evaluate<string>('document.activeElement.textContent');
      expect(await findings(page), 'contents').toEqual([]);
      await screenshot(page, `test-reading-contents-${width}-${locale}`);
      await page.keyboard.press('Enter');
      await expect.poll(() => page.locator('.contents').isHidden()).toBe(true);
      await expect
        .poll(() =>
          page.evaluate<boolean>(
            `[...document.querySelectorAll('.report [data-start]')].some((node) => {
            const top = node.getBoundingClientRect().top - document.querySelector('.reader__scroll').getBoundingClientRect().top;
            return node.textContent.includes(${JSON.stringify(heading)}) && top >= 0 && top < 200; })`,
          ),
        )
        .toBe(true);
      // The clean text beside the source, where words differ.
      await page.locator('.reader__clean').focus();
      await page.keyboard.press('Enter');
      await page.locator('.cleaning__text').first().waitFor();
      expect(await findings(page), 'cleaning').toEqual([]);
      await screenshot(page, `test-reading-cleaning-${width}-${locale}`);
      await expect.poll(() => page.evaluate('document.documentElement.scrollWidth')).toBe(width);
      const row = page.locator('button.cleaning__text').first();
      const words = ((await row.textContent()) ?? '').replace(/[␣⏎\s]/g, '');
      await row.focus();
      await page.keyboard.press('Enter');
      await page.locator('.report').waitFor();
      expect(((await page.locator('.report').textContent()) ?? '').replace(/\s/g, '')).toContain(words);
      // Escape leads back to where it was opened.
      await page.keyboard.press('Escape');
      await expect.poll(focused).toBe('marker');
    },
  );

  test('the clean text differs where the server says, and nowhere else', async () => {
    const report = engine.index?.reports.find(({ name }) => name.includes('株洲'));
    const answer = await fetch(
      `${server.url}api/documents/2020-zhuzhou/cleaning?${new URLSearchParams({ report: report?.name ?? '' })}`,
    );
    const { differences } = (await answer.json()) as {
      differences: { start: number; end: number; source: string; clean: string; kind: string }[];
    };
    const source = engine.index?.source('2020-zhuzhou') ?? '';
    expect(differences.length).toBeGreaterThan(50);
    for (const { start, end, source: text, clean } of differences) {
      expect(source.slice(start, end)).toBe(text);
      expect(text).not.toBe(clean);
    }
    // Put back in their places they give the clean text of every passage.
    const sentences = (engine.index?.passagesOf(report?.id ?? '') ?? []).flatMap(
      ({ id }) => engine.index?.sentencesOf(id) ?? [],
    );
    for (const { span, text } of sentences) {
      const changed = differences.find(({ start, end }) => start === span.start && end === span.end);
      expect(changed?.clean ?? source.slice(span.start, span.end)).toBe(text);
    }
    expect(new Set(differences.map(({ kind }) => kind)).size).toBeGreaterThan(1);
    await open();
  });

  test('a PDF has its pages, in the head and in the text', async () => {
    await open();
    await ask(page, '湘潭市2021年城镇新增就业目标是多少？');
    await settled();
    await expect.poll(() => page.locator('.answer').textContent()).toContain('5.5万人');
    await page.locator('.answer .marker').first().click();
    await page.locator('.report__mark--current').first().waitFor();
    await expect.poll(() => page.locator('.reader__page').textContent()).toBe('第2页');
    await expect
      .poll(() => page.locator('.report__page').evaluateAll((nodes) => nodes.map((node) => node.dataset.page)))
      .toEqual(['1', '2']);
    await screenshot(page, 'test-reading-pages');
    expect(await findings(page)).toEqual([]);
    // The section path leads to its heading.
    await page.locator('.reader__part').first().click();
    await expect.poll(() => inSight('.report h3:nth-of-type(2)')).toBe(true);
  });

  test('words that are not there are said to be not there', async () => {
    await open();
    await page.locator('.book').first().click();
    await page.locator('.report p').first().waitFor();
    await page.keyboard.press('f');
    await page.keyboard.type('没有这几个字');
    await expect.poll(() => page.locator('.find__count').textContent()).toBe('没有找到');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('.report__found').count()).toBe(0);
    await page.locator('.find__close').click();
    await expect.poll(() => page.locator('.find').isHidden()).toBe(true);
  });
});
