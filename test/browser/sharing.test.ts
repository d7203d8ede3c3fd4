import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readFolder } from '../../ingest/read/index.ts';
import { answerWith, cite, fakeEngine } from '../server/fake-engine.ts';
import { sampleIndex } from '../server/sample-reports.ts';
import { ask, findings, hasBrowser, launch, openPage, screenshot, startServer, type TestServer } from './browser.ts';

const index = sampleIndex();
const stated = {
  status: 'stated' as const,
  value: 7.5,
  low: null,
  high: null,
  unit: '%',
  qualifier: '左右',
  text: '增长7.5%左右',
};
const evil = '<img src=x onerror=alert(1)> **重点** [9]';
const answer = answerWith({
  answer: `安徽省的目标是增长7.5%左右。[1]${evil}整治形式主义官僚主义。[2]\n- 湖南省也是**7.5%左右**。[3]\n\n覆盖：2份报告都写明。`,
  understood: {
    intent: 'figure',
    question: '安徽省2020年地区生产总值增速目标是多少？',
    regions: ['安徽省'],
    years: [2020],
    kind: 'target',
    indicators: ['gdp_growth'],
    terms: [],
  },
  citations: [
    cite(index, 1, '安徽省政府工作报告', '全省生产总值增长7.5%左右'),
    cite(index, 2, '安徽省政府工作报告', '集中整治形式主义官\n\n僚主义'),
    cite(index, 3, '湖南省政府工作报告', '地区生产总值增长7.5%左右'),
  ],
  table: {
    columns: [{ indicator: 'gdp_growth', kind: 'target', year: 2020, unit: '%', label: 'GDP增速目标' }],
    rows: [
      { region: '安徽省', year: 2020, cells: [{ ...stated, citations: [1] }] },
      { region: '湖南省', year: 2020, cells: [{ ...stated, status: 'not-stated', citations: [] }] },
    ],
    coverage: { stated: [], missing: [] },
  },
});

describe.skipIf(!hasBrowser)('sharing', () => {
  let browser: Browser;
  let server: TestServer;
  let page: Page;
  let problems: string[];
  const engine = fakeEngine(index, () => answer);

  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    engine.asked = [];
    server = await startServer(engine);
  });
  afterEach(async () => {
    await page.context().close();
    await server.close();
    expect(problems).toEqual([]);
  });

  const open = async (options: Parameters<typeof openPage>[2] = {}, path = ''): Promise<void> => {
    ({ page, problems } = await openPage(browser, server.url + path, options));
    await page.locator('.example').first().waitFor({ state: 'attached' });
  };
  const last = () => page.locator('.exchange').last();
  const settled = () => page.locator('.exchange:last-child[data-state=done]').waitFor();
  const save = async (format: string): Promise<{ name: string; bytes: Buffer }> => {
    await last().locator('.share summary').click();
    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      last().locator(`[data-share=${format}]`).click(),
    ]);
    return { name: saved.suggestedFilename(), bytes: readFileSync(await saved.path()) };
  };

  test('an answer as Markdown, with sources or GB/T 7714 footnotes, and as a Word document with them', async () => {
    await open();
    await ask(page, '安徽2020年GDP目标？');
    await settled();
    const { name, bytes } = await save('md');
    expect(name).toBe('安徽2020年GDP目标.md');
    const markdown = bytes.toString();
    expect(markdown).toContain('安徽省的目标是增长7.5%左右。[1]');
    expect(markdown).toContain('| 安徽省 | 7.5%左右[1] |');
    expect(markdown).toContain('| 湖南省 | 未写明 |');
    expect(markdown).toContain('2. 2020年安徽省政府工作报告 · 2020年主要任务 · 总体要求：“集中整治形式主义官僚主义”');
    expect(markdown).not.toMatch(/<img/.source.replace('<', '(?<!\\\\)<'));
    const footnotes = (await save('footnotes')).bytes.toString();
    expect(footnotes).toContain('增长7.5%左右。[^1]');
    expect(footnotes).toContain('[^3]: 湖南省人民政府. 2020年湖南省政府工作报告[R]. 2020.');
    const word = await save('docx');
    expect(word.name).toBe('安徽2020年GDP目标.docx');
    // Read back by the product's own reader of Word files, which keeps footnotes and tables.
    const text = await wordText(word.bytes);
    expect(text).toContain('安徽省的目标是增长7.5%左右。');
    expect(text).toContain('<img src=x onerror=alert(1)>');
    expect(text).toContain('安徽省人民政府. 2020年安徽省政府工作报告[R]. 2020.');
    expect(text).toContain('同注[1]');
    expect(text).toContain('未写明');
  });

  test.each([
    [1280, 'zh-CN', 'light'],
    [360, 'en-US', 'dark'],
  ] as const)(
    'one HTML file whose numbers open their passages offline, without script, at %i px (%s)',
    async (width, locale, colorScheme) => {
      await open({ locale });
      await ask(page, '安徽？');
      await settled();
      await ask(page, '那湖南呢？');
      await settled();
      await last().locator('.share summary').click();
      await last().locator('.share__whole').check();
      await page.keyboard.press('Escape');
      const { bytes } = await save('html');
      const html = bytes.toString();
      expect(html.match(/<h1>/g)?.length).toBe(2);
      expect(html).not.toMatch(/<script|<img|https?:\/\//);
      const file = join(tmpdir(), `baogao-${process.pid}-${width}.html`);
      writeFileSync(file, bytes);
      const context = await browser.newContext({
        viewport: { width, height: 800 },
        colorScheme,
        javaScriptEnabled: false,
        offline: true,
      });
      const offline = await context.newPage();
      await offline.goto(pathToFileURL(file).href);
      await screenshot(offline, `test-share-html-${width}`);
      await offline.locator('.marker').nth(1).click();
      const target = offline.locator('li:target');
      await expect.poll(() => target.locator('mark').textContent()).toBe('集中整治形式主义官僚主义');
      await expect.poll(() => target.locator('blockquote').textContent()).toContain('为基层减负');
      const box = await target.boundingBox();
      expect(box && box.y >= 0 && box.y < 800).toBe(true);
      await screenshot(offline, `test-share-passage-${width}`);
      await target.locator('.back').click();
      await expect.poll(() => offline.locator('.marker:target').textContent()).toBe('2');
      await context.close();
      // The same file with scripts, for axe alone.
      const checked = await openPage(browser, pathToFileURL(file).href, {
        viewport: { width, height: 800 },
        colorScheme,
        bypassCSP: true,
      });
      expect(await findings(checked.page)).toEqual([]);
      expect(await checked.page.evaluate('document.documentElement.scrollWidth')).toBe(width);
      await checked.page.context().close();
    },
  );

  test('a link to an answer survives a reload, another browser, and the loss of its conversation', async () => {
    await open();
    await ask(page, '安徽？');
    await settled();
    await ask(page, '那目标呢？');
    await settled();
    const first = page.locator('.exchange').first();
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await first.locator('.share summary').click();
    await first.locator('[data-share=link]').click();
    await expect.poll(() => page.evaluate<string>('navigator.clipboard.readText()')).toContain('#conversation=');
    const link = await page.evaluate<string>('navigator.clipboard.readText()');
    await expect.poll(async () => (await fetch(`${server.url}api/conversations`)).text()).toContain('安徽？');
    await page.context().close();
    // Another browser of the same person: the conversation comes from the server, nothing is asked again.
    const asked = engine.asked.length;
    ({ page, problems } = await openPage(browser, link));
    await page.locator('.exchange--linked').waitFor();
    await expect.poll(() => page.locator('.exchange').count()).toBe(2);
    await page.reload();
    await page.locator('.exchange--linked').waitFor();
    expect(engine.asked.length).toBe(asked);
    await page.locator('.masthead__new').click();
    expect(page.url()).not.toContain('conversation=');
    await expect.poll(() => page.locator('.exchange').count()).toBe(0);
    await page.context().close();
    const id = new URLSearchParams(new URL(link).hash.slice(1)).get('conversation');
    await fetch(`${server.url}api/conversations/${id}`, { method: 'DELETE' });
    ({ page, problems } = await openPage(browser, link));
    await settled();
    expect(engine.asked.at(-1)?.question).toBe('安徽省2020年地区生产总值增速目标是多少？');
  });

  test('prints the chosen answer alone, with the whole of its quotes', async () => {
    await open({ colorScheme: 'dark' });
    await ask(page, '安徽？');
    await settled();
    await ask(page, '湖南？');
    await settled();
    await page.evaluate('window.print = () => dispatchEvent(new Event("beforeprint"))');
    await last().locator('.share summary').click();
    await last().locator('[data-share=print]').click();
    await page.emulateMedia({ media: 'print' });
    await page.locator('.exchange').first().waitFor({ state: 'hidden' });
    await last().locator('.source__quote').first().waitFor({ state: 'visible' });
    await page.locator('.composer').waitFor({ state: 'hidden' });
    await expect
      .poll(() => page.evaluate('getComputedStyle(document.body).backgroundColor'))
      .toBe('rgb(255, 255, 255)');
    await screenshot(page, 'test-print');
    const paper = await page.pdf({ format: 'A4' });
    expect(paper.subarray(0, 5).toString()).toBe('%PDF-');
    await page.evaluate('dispatchEvent(new Event("afterprint"))');
    await page.emulateMedia({ media: 'screen' });
    await page.locator('.exchange').first().waitFor({ state: 'visible' });
  });

  test('is reached by keyboard alone, gives the focus back, and axe finds nothing in it', async () => {
    await open({ locale: 'en-US', viewport: { width: 360, height: 740 } });
    await ask(page, 'Anhui?');
    await settled();
    await last().locator('.share summary').focus();
    await page.keyboard.press('Enter');
    await last().locator('.menu__item').first().waitFor();
    expect(await findings(page)).toEqual([]);
    await expect.poll(() => page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    await screenshot(page, 'test-share-menu-360');
    await page.keyboard.press('Tab');
    await expect.poll(() => page.evaluate('document.activeElement.dataset.share')).toBe('link');
    await page.keyboard.press('Escape');
    await expect.poll(() => page.evaluate('document.activeElement.tagName')).toBe('SUMMARY');
  });
});

async function wordText(bytes: Uint8Array): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'baogao-shared-'));
  writeFileSync(join(folder, 'answer.docx'), bytes);
  const { documents, problems } = await readFolder(folder);
  rmSync(folder, { recursive: true });
  expect(problems).toEqual([]);
  return documents[0]?.text ?? '';
}
