/** Keyboard alone: whatever is pressed, the focus is somewhere a person can go on from. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerWith, cite, fakeEngine } from '../server/fake-engine.ts';
import { sampleIndex } from '../server/sample-reports.ts';
import { ask, hasBrowser, launch, openPage, startServer, type TestServer } from './browser.ts';
import { figure } from './figure-row.ts';

const index = sampleIndex();
index.indicators.push(
  figure(index, '安徽省政府工作报告', '全省生产总值增长7.5%左右', { value: 7.5, qualifier: '左右' }),
  figure(index, '安徽省政府工作报告', '居民消费价格涨幅3.5%左右', { indicator: 'cpi', value: 3.5, qualifier: '左右' }),
);
const answer = answerWith({
  answer: '安徽省的目标是增长7.5%左右。[1]',
  citations: [cite(index, 1, '安徽省政府工作报告', '全省生产总值增长7.5%左右')],
  understood: {
    intent: 'figure',
    question: '安徽？',
    regions: ['安徽省'],
    years: [2020],
    kind: 'target',
    indicators: ['gdp_growth'],
    terms: [],
  },
  suggestions: ['湖南？'],
});

describe.skipIf(!hasBrowser)('the focus by keyboard alone', () => {
  let browser: Browser;
  let server: TestServer;
  beforeAll(async () => {
    browser = await launch();
    const engine = fakeEngine(index, ({ question }) => {
      if (question === '败') throw new Error('broken');
      return answer;
    });
    server = await startServer(engine, { basePath: '/prefix' });
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  const focused = (page: Page): Promise<string> =>
    page.evaluate(
      "[document.activeElement.className.baseVal ?? document.activeElement.className, document.activeElement.dataset.key, document.activeElement.dataset.page].filter(Boolean).join(' ')",
    );
  const press = async (page: Page, selector: string): Promise<void> => {
    await page.locator(selector).last().focus();
    await page.keyboard.press('Enter');
  };
  const done = (page: Page, count: number) => page.locator(`.exchange:nth-child(${count})[data-state=done]`).waitFor();

  test.each([
    [1280, 'zh-CN'],
    [360, 'en-US'],
  ] as const)('goes on from example to answer, page to page and back at %i px (%s)', async (width, locale) => {
    const { page, problems } = await openPage(browser, server.url, { viewport: { width, height: 740 }, locale });
    await page.locator('.example').first().waitFor();
    await press(page, '.example');
    await done(page, 1);
    await expect.poll(() => focused(page), { message: 'an example' }).toContain('exchange__question');
    await press(page, '.suggestion');
    await done(page, 2);
    await expect.poll(() => focused(page), { message: 'a suggestion' }).toContain('exchange__question');
    await press(page, '.exchange:last-child .chips__change');
    await expect.poll(() => focused(page), { message: 'chips' }).toContain('field');
    await page.keyboard.press('Enter');
    await done(page, 3);
    await expect.poll(() => focused(page), { message: 'chips asked' }).toContain('exchange__question');
    await expect.poll(() => page.locator('.understood__form').count()).toBe(0);
    await ask(page, '败');
    await page.locator('.failure .button').waitFor();
    await press(page, '.failure .button');
    await expect.poll(() => focused(page), { message: 'try again' }).toContain('exchange__question');

    await page.keyboard.press('2');
    await page.locator('.grid__figure').first().waitFor();
    await expect.poll(() => focused(page), { message: 'another page' }).toContain('matrix');
    await press(page, '[data-key="remove cpi"]');
    await expect.poll(() => page.locator('[data-key="remove cpi"]').count()).toBe(0);
    await expect.poll(() => focused(page), { message: 'an indicator that goes' }).toMatch(/remove|add/);
    await press(page, '[data-key="show bars"]');
    const bar = page.locator('.chart__hit').first();
    await bar.waitFor();
    await page.keyboard.press('Tab');
    for (let steps = 0; steps < 30 && !(await focused(page)).includes('chart__hit'); steps += 1)
      await page.keyboard.press('Tab');
    await page.locator('.quote-card').waitFor();
    // What gets the focus is scrolled into sight, which tells so a little later.
    await page.evaluate("document.dispatchEvent(new Event('scroll'))");
    await expect
      .poll(() => page.locator('.quote-card').isVisible(), { message: 'the card of what has the focus' })
      .toBe(true);
    await page.keyboard.press('Enter');
    await page.locator('.report__mark--current').first().waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => focused(page)).toContain('chart__hit');

    await page.keyboard.press('4');
    await page.locator('.document').first().waitFor();
    await expect.poll(() => focused(page), { message: 'documents' }).toContain('documents');
    // Both reports stand in one file.
    await press(page, '.document__reports summary');
    await press(page, '.document__open');
    await page.locator('.report p').first().waitFor();
    await expect.poll(() => focused(page)).toContain('reader__scroll');
    await page.keyboard.press('Escape');
    await expect.poll(() => focused(page)).toContain('document__open');

    await page.keyboard.press('h');
    await press(page, '.history__item .tool:not(:last-child)');
    await page.keyboard.type('另一个名字');
    await page.keyboard.press('Enter');
    await expect.poll(() => focused(page)).toBe('tool');
    await press(page, '.history__item .tool:last-child');
    await expect.poll(() => focused(page)).toContain('history__search');
    expect(problems).toEqual([]);
    await page.context().close();
  });
});
