import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerWith, cite, fakeEngine } from '../server/fake-engine.ts';
import { sampleIndex } from '../server/sample-reports.ts';
import { ask, findings, hasBrowser, launch, openPage, startServer, type TestServer } from './browser.ts';

const index = sampleIndex();
const cell = {
  status: 'stated' as const,
  value: 7.5,
  low: null,
  high: null,
  unit: '%',
  qualifier: '左右',
  text: '增长7.5%左右',
  citations: [1],
};
const answer = answerWith({
  answer: '安徽省的目标是增长7.5%左右。[1]\n- 集中整治形式主义官僚主义。[2]\n\n覆盖：2份报告都写明。',
  citations: [
    cite(index, 1, '安徽省政府工作报告', '全省生产总值增长7.5%左右'),
    cite(index, 2, '安徽省政府工作报告', '集中整治形式主义官\n\n僚主义'),
  ],
  understood: {
    intent: 'figure',
    question: '',
    regions: ['安徽省'],
    years: [2020],
    kind: 'target',
    indicators: ['gdp_growth'],
    terms: [],
  },
  missing: [{ what: '2018年', reason: 'no-year' }],
  suggestions: ['湖南？'],
  table: {
    columns: [{ indicator: 'gdp_growth', kind: 'target', year: 2020, unit: '%', label: 'GDP增速目标' }],
    rows: [
      { region: '安徽省', year: 2020, cells: [cell] },
      { region: '湖南省', year: 2020, cells: [{ ...cell, status: 'not-stated', citations: [] }] },
    ],
    coverage: { stated: [], missing: [] },
  },
});

describe.skipIf(!hasBrowser)('axe finds nothing', () => {
  let browser: Browser;
  let server: TestServer;
  beforeAll(async () => {
    browser = await launch();
    const engine = fakeEngine(index, ({ question }) => {
      if (question === '败') throw new Error('broken');
      return answer;
    });
    engine.vectors = 'building';
    server = await startServer(engine);
  });
  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  test.each([
    ['light', 1280, 'zh-CN'],
    ['dark', 1280, 'en-US'],
    ['dark', 360, 'zh-CN'],
  ] as const)('in %s at %i px (%s)', async (colorScheme, width, locale) => {
    const { page } = await openPage(browser, server.url, { colorScheme, locale, viewport: { width, height: 740 } });
    await page.locator('.example').first().waitFor();
    expect(await findings(page), 'welcome').toEqual([]);
    await ask(page, '安徽？');
    await page.locator('.exchange:last-child[data-state=done]').waitFor();
    expect(await findings(page), 'answer').toEqual([]);
    await page.locator('.answer .marker').first().click();
    await page.locator('.report__mark--current').first().waitFor();
    await page.locator('.reader__contents').click();
    await page.waitForTimeout(300);
    expect(await findings(page), 'reader').toEqual([]);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.locator('.masthead__history').click();
    expect(await findings(page), 'history').toEqual([]);
    await page.keyboard.press('Escape');
    await page.context().close();
  });

  test('the whole way by keyboard alone, and the focus comes back', async () => {
    const { page } = await openPage(browser, server.url);
    await page.locator('.example').first().waitFor();
    await page.keyboard.type('安徽？');
    await page.keyboard.press('Enter');
    await page.locator('.exchange:last-child[data-state=done]').waitFor();
    await expect.poll(() => page.locator('#live').textContent()).toContain('安徽省的目标是增长7.5%左右。');
    // Back from the box through the page to the first marker.
    for (let steps = 0; steps < 60; steps += 1) {
      await page.keyboard.press('Shift+Tab');
      if ((await page.evaluate('document.activeElement.className')) === 'marker') break;
    }
    await page.locator('.quote-card').waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.report__mark--current').first().waitFor();
    await page.waitForFunction("document.activeElement.classList.contains('report__mark')");
    await page.keyboard.press('Escape');
    await expect.poll(() => page.evaluate('document.activeElement.className')).toBe('marker');
    await page.context().close();
  });
});
