import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { answerWith, cite, fakeEngine } from '../server/fake-engine.ts';
import { sampleIndex } from '../server/sample-reports.ts';
import { ask, findings, hasBrowser, launch, openPage, screenshot, startServer, type TestServer } from './browser.ts';

const index = sampleIndex();
const answer = answerWith({
  answer: '安徽省的目标是增长7.5%左右。[1]',
  citations: [cite(index, 1, '安徽省政府工作报告', '全省生产总值增长7.5%左右')],
  understood: {
    intent: 'figure',
    question: '安徽2020年GDP目标？',
    regions: ['安徽省'],
    years: [2020],
    kind: 'target',
    indicators: ['gdp_growth'],
    terms: [],
  },
});

describe.skipIf(!hasBrowser)('what people keep', () => {
  let browser: Browser;
  let server: TestServer;
  let page: Page;
  let problems: string[];
  const engine = fakeEngine(index, () => answer);

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

  const open = async (options: Parameters<typeof openPage>[2] = {}, path = ''): Promise<void> => {
    ({ page, problems } = await openPage(browser, server.url + path, options));
    await page.locator('.example').first().waitFor({ state: 'attached' });
  };
  const last = () => page.locator('.exchange').last();
  const settled = () => page.locator('.exchange:last-child[data-state=done]').waitFor();
  const kept = async (path: string) => (await fetch(server.url + path)).text();

  test('conversations are on the server: another browser finds, renames and deletes them', async () => {
    await open();
    await ask(page, '安徽的增长目标？');
    await settled();
    await expect.poll(() => kept('api/conversations')).toContain('安徽的增长目标？');
    await page.context().close();
    await open();
    await page.locator('.masthead__history').click();
    const searched = page.waitForResponse((response) => response.url().includes('q=7.5'));
    await page.locator('.history__search').fill('7.5%');
    await searched;
    await page.locator('.history__title', { hasText: '安徽的增长目标？' }).waitFor();
    await page.locator('.history__item .tool').first().click();
    await page.locator('.history__rename').fill('增长目标');
    await page.keyboard.press('Enter');
    await page.locator('.history__title', { hasText: /^增长目标$/ }).waitFor();
    await screenshot(page, 'test-history');
    await page.locator('.history__title').first().click();
    await expect.poll(() => last().locator('.answer .marker').count()).toBe(1);
    await page.locator('.masthead__history').click();
    await page.locator('.history__item .tool:has(.icon--bin)').click();
    await page.locator('.history__none').waitFor();
    expect(await kept('api/conversations')).not.toContain('增长目标');
  });

  test('the meaning of a question is changed and asked again, by keyboard', async () => {
    await open();
    await ask(page, '安徽？');
    await settled();
    await last().locator('.chips__change').focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => page.evaluate('document.activeElement.value')).toBe('安徽省');
    await page.keyboard.press('Control+a');
    await page.keyboard.type('没有省');
    await page.keyboard.press('Enter');
    await last().locator('.understood__wrong', { hasText: '没有省' }).waitFor();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('湖南、anhui');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('.exchange').count()).toBe(2);
    expect(engine.asked.at(-1)?.question).toBe('湖南和安徽2020年地区生产总值增速目标分别是多少？');
  });

  test('names are completed by pinyin, and Enter still sends', async () => {
    await open();
    const before = engine.asked.length;
    await page.locator('#question').click();
    await page.keyboard.type('huna');
    await page.locator('.completions__one', { hasText: '湖南' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.inputValue('#question')).toBe('湖南');
    expect(engine.asked.length).toBe(before);
    await page.keyboard.type('czxzjy');
    await page.locator('.completions__one', { hasText: '城镇新增就业' }).click();
    await expect.poll(() => page.inputValue('#question')).toBe('湖南城镇新增就业');
    await page.keyboard.type('anh');
    await page.locator('.completions__one').first().waitFor();
    await page.keyboard.press('Enter');
    await settled();
    expect(engine.asked.at(-1)?.question).toBe('湖南城镇新增就业anh');
  });

  test('thumbs are kept with their reason', async () => {
    await open();
    await ask(page, '安徽？');
    await settled();
    await last().locator('.tool:has(.icon--thumbDown)').click();
    await last().locator('.feedback__reason').fill('漏了地区');
    await page.keyboard.press('Enter');
    await last().locator('.feedback__said').waitFor();
    await expect.poll(() => last().locator('.tool:has(.icon--thumbDown)').getAttribute('aria-pressed')).toBe('true');
    await expect.poll(() => kept('api/feedback')).toContain('漏了地区');
  });

  test('quotes and answers are pinned, ordered, noted, opened and saved with footnotes', async () => {
    await open();
    await ask(page, '安徽？');
    await settled();
    await last().locator('.tool:has(.icon--pin)').click();
    await expect.poll(() => kept('api/excerpts')).toContain('安徽？');
    await last().locator('.answer .marker').click();
    await page.locator('.report__mark--current').first().waitFor();
    await page.locator('.reader__pin button').click();
    await expect.poll(() => kept('api/excerpts')).toContain('"quote"');
    await page.locator('.views__link[data-view=excerpts]').click();
    await expect
      .poll(() => page.locator('.book__title').allTextContents())
      .toEqual(['安徽？', '2020年安徽省政府工作报告']);
    await page.locator('.book__item').nth(1).locator('.tool:has(.icon--up)').click();
    await expect.poll(() => page.locator('.book__title').first().textContent()).toBe('2020年安徽省政府工作报告');
    await page.locator('.book__note').first().fill('要核对');
    await page.locator('.book__title').first().click();
    await expect.poll(() => kept('api/excerpts')).toContain('要核对');
    await screenshot(page, 'test-excerpts');
    expect(await findings(page)).toEqual([]);
    const [saved] = await Promise.all([page.waitForEvent('download'), page.locator('[data-style=footnotes]').click()]);
    const text = readFileSync(await saved.path()).toString();
    expect(text).toContain('[^1]: 安徽省人民政府. 2020年安徽省政府工作报告[R]. 2020.');
    await page.reload();
    await page.locator('.book__source').first().click();
    await page.locator('.report__mark--current').first().waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.book__item').first().locator('.tool:has(.icon--bin)').click();
    await expect.poll(() => page.locator('.book__item').count()).toBe(1);
  });

  test.each([
    ['dark', 360, 'en-US'],
    ['light', 1280, 'zh-CN'],
  ] as const)('axe finds nothing in %s at %i px (%s)', async (colorScheme, width, locale) => {
    await open({ colorScheme, locale, viewport: { width, height: 740 } });
    await page.locator('#question').click();
    await page.keyboard.type('hun');
    await page.locator('.completions__one').first().waitFor();
    expect(await findings(page), 'completions').toEqual([]);
    await page.locator('#question').fill('');
    await ask(page, '安徽？');
    await settled();
    await last().locator('.chips__change').click();
    await last().locator('.tool:has(.icon--thumbDown)').click();
    expect(await findings(page), 'forms').toEqual([]);
    await expect.poll(() => page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    await screenshot(page, `test-forms-${width}`);
  });
});
