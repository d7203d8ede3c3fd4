/** Quotes in the English page, with what each word means. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerWith, cite, fakeEngine } from '../server/fake-engine.ts';
import { sampleIndex } from '../server/sample-reports.ts';
import { ask, findings, hasBrowser, launch, openPage, screenshot, startServer, type TestServer } from './browser.ts';

const index = sampleIndex();
const quote = cite(index, 1, '安徽省政府工作报告', '全省生产总值增长7.5%左右');
const answer = answerWith({
  answer: 'Anhui, 2020 report: “全省生产总值增长7.5%左右” [1]',
  language: 'en',
  citations: [quote],
});

describe.skipIf(!hasBrowser)('quotes for readers without Chinese', () => {
  let browser: Browser;
  let server: TestServer;
  beforeAll(async () => {
    browser = await launch();
    server = await startServer(fakeEngine(index, () => answer));
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  const meanings = (page: Page, within: string): Promise<string[]> =>
    page.locator(`${within} ruby rt`).allTextContents();

  test('each word has its English, in the list of sources and in the card of a marker', async () => {
    const { page, problems } = await openPage(browser, server.url, { locale: 'en-GB' });
    await ask(page, 'What is the GDP target of Anhui?');
    await page.locator('.source__quote ruby').first().waitFor();
    expect(await meanings(page, '.source__quote')).toEqual(
      expect.arrayContaining(['whole province', 'growth', 'about']),
    );
    await page.locator('.marker').first().hover();
    await page.locator('.quote-card ruby').first().waitFor();
    expect(await meanings(page, '.quote-card')).toContain('growth');
    // Joined, the words are the quote.
    const words = await page
      .locator('.quote-card__quote')
      .evaluate((node) =>
        [...node.childNodes].map((part) => part.firstChild?.textContent ?? part.textContent).join(''),
      );
    expect(words).toBe('全省生产总值增长7.5%左右');
    await screenshot(page, 'gloss');
    await page.keyboard.press('Escape');
    expect(await findings(page)).toEqual([]);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  test('the Chinese page shows the quote alone', async () => {
    const { page } = await openPage(browser, server.url);
    await ask(page, '安徽2020年GDP目标？');
    await page.locator('.source__quote').first().waitFor();
    expect(await page.locator('ruby').count()).toBe(0);
    await page.context().close();
  });
});
