/** Quotes in the English page, with what each word means. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { IndicatorRow } from '../../ingest/model.ts';
import { answerWith, cite, fakeEngine } from '../server/fake-engine.ts';
import { sampleIndex } from '../server/sample-reports.ts';
import { ask, findings, hasBrowser, launch, openPage, screenshot, startServer, type TestServer } from './browser.ts';
import { figure } from './figure-row.ts';

const index = sampleIndex();
const said = (more: Partial<IndicatorRow>) =>
  index.indicators.push(figure(index, '安徽省政府工作报告', '全省生产总值增长7.5%左右', more));
said({ value: 7.5, qualifier: '左右' });
said({ indicator: 'surveyed_unemployment', value: 5, qualifier: '低于', basis: 'level' });
said({ indicator: 'urban_new_jobs', value: 50, unit: '万人', qualifier: '突破', basis: 'level' });
said({ indicator: 'fiscal_revenue_growth', qualifier: '与经济增长基本同步' });
said({ indicator: 'cpi', qualifier: '总体可控' });
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

  test.each([1280, 360])('no word and no meaning is parted or lies on another at %i px', async (width) => {
    const { page } = await openPage(browser, server.url, { locale: 'en-GB', viewport: { width, height: 740 } });
    await ask(page, 'What is the GDP target of Anhui?');
    await page.locator('.source__quote ruby').first().waitFor();
    const faults = await page.evaluate<string[]>(`(() => {
      const boxes = [...document.querySelectorAll('.source__quote ruby')].flatMap((ruby) => {
        const range = document.createRange();
        range.selectNodeContents(ruby.firstChild);
        return [['word', range, ruby], ['meaning', ruby.querySelector('rt'), ruby]];
      }).map(([what, node, ruby]) => ({ name: what + ' ' + ruby.textContent, rects: [...node.getClientRects()] }));
      const meets = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 3 && b.top < a.bottom - 3;
      return [
        ...boxes.filter(({ rects }) => rects.length > 1).map(({ name }) => name + ' is parted'),
        ...boxes.flatMap((one, at) => boxes.slice(at + 1)
          .filter((other) => meets(one.rects[0], other.rects[0])).map((other) => one.name + ' lies on ' + other.name)),
      ];
    })()`);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  test('the matrix and its charts have no Chinese where a report qualifies a figure or has words alone', async () => {
    const { page, problems } = await openPage(browser, `${server.url}#view=matrix`, { locale: 'en-GB' });
    await page.locator('.grid__figure').first().waitFor();
    const texts = await page.locator('.grid tbody td').allTextContents();
    expect(texts).toEqual(
      expect.arrayContaining([
        'below 5%',
        'more than 500,000 people',
        'broadly in step with economic growth',
        'in words',
      ]),
    );
    await expect.poll(() => page.locator('.grid').textContent()).not.toMatch(/[\u4e00-\u9fff]/);
    await page.locator('[data-key="show bars"]').click();
    await page.locator('.chart svg').waitFor();
    await expect.poll(() => page.locator('.chart').textContent()).not.toMatch(/[\u4e00-\u9fff]/);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  test('the Chinese page shows the quote alone', async () => {
    const { page } = await openPage(browser, server.url);
    await ask(page, '安徽2020年GDP目标？');
    await page.locator('.source__quote').first().waitFor();
    await expect.poll(() => page.locator('ruby').count()).toBe(0);
    await page.context().close();
  });
});
