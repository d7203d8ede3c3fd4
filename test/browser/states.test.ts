import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { ReportError } from '../../ingest/errors.ts';
import { answerWith, cite, fakeEngine } from '../server/fake-engine.ts';
import { type FakeDocument, fakeIndex } from '../server/fake-index.ts';
import { ask, findings, hasBrowser, launch, openPage, screenshot, startServer, type TestServer } from './browser.ts';

/** A task without an end, as divisions of tasks have them, and a word without a place to break. */
const LONG = `${'推进新型城镇化和乡村振兴，'.repeat(160)}${'A'.repeat(300)}。`;
const document: FakeDocument = {
  id: 'long',
  text: `安徽省政府工作报告\n\n一、2020年主要任务\n\n${LONG}\n\n地区生产总值增长7.5%。\n`,
  reports: [{ head: '安徽省政府', name: '安徽省', title: '2020年安徽省政府工作报告', region: '安徽省', year: 2020 }],
};
const index = fakeIndex([document]);
const long = answerWith({
  answer: `${LONG}[1]\n\n| 任务 | 原文 |\n|---|---|\n| 一 | ${LONG} |`,
  citations: [cite(index, 1, '安徽省', LONG)],
  missing: [{ what: LONG, reason: 'not-stated' }],
  suggestions: [LONG],
});
const refusal = answerWith({
  answer: '没有载入山东省的报告；载入的是：安徽省。',
  refused: true,
  reason: 'no-region',
  suggestions: ['安徽2020年GDP目标？', '安徽2020年主要任务？'],
});

describe.skipIf(!hasBrowser)('what goes wrong', () => {
  let browser: Browser;
  let server: TestServer;
  let page: Page;
  let problems: string[];
  const engine = fakeEngine(index, ({ question }) => {
    if (question.startsWith('败')) throw new ReportError('model-missing', 'The model is gone', { status: 503 });
    return question.startsWith('山东') ? refusal : long;
  });

  beforeAll(async () => {
    [browser, server] = await Promise.all([launch(), startServer(engine)]);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });
  afterEach(async () => {
    engine.pace = 0;
    await page.context().close();
    expect(problems).toEqual([]);
  });

  const open = async (options: Parameters<typeof openPage>[2] = {}): Promise<void> => {
    ({ page, problems } = await openPage(browser, server.url, options));
    await page.locator('.example').first().waitFor({ state: 'attached' });
  };
  /** The edges of the window that something on the page does not keep inside of; where it stands, if any. */
  const outside = async (selector: string): Promise<unknown[]> => {
    const [box, size] = [await page.locator(selector).boundingBox(), page.viewportSize()];
    if (box === null || size === null) return [`no ${selector}`];
    const [right, bottom] = [size.width - box.x - box.width, size.height - box.y - box.height];
    return Object.entries({ left: box.x, top: box.y, right, bottom }).filter(([, space]) => space < 0);
  };
  const last = () => page.locator('.exchange').last();
  const settled = (state = 'done') => page.locator(`.exchange:last-child[data-state=${state}]`).waitFor();

  test.each([
    [1280, 'zh-CN', 'light'],
    [360, 'en-US', 'dark'],
  ] as const)(
    'very long quotes, words and questions break nothing at %i px (%s)',
    async (width, locale, colorScheme) => {
      await open({ viewport: { width, height: 800 }, locale, colorScheme });
      const wide = () => page.evaluate('document.documentElement.scrollWidth');
      await ask(page, `${'长'.repeat(900)}${'B'.repeat(300)}`);
      await settled();
      await expect.poll(() => wide()).toBe(width);
      expect(
        await page.evaluate(
          "document.querySelector('.chat__scroll').scrollWidth <= document.querySelector('.chat__scroll').clientWidth + 1",
        ),
      ).toBe(true);
      await screenshot(page, `test-long-${width}`);
      await last().locator('.answer .marker').first().focus();
      await page.keyboard.press('Shift+Tab');
      await page.keyboard.press('Tab');
      // Meanings of words come a moment later and make it larger; the conversation may still move under it, and away.
      await expect.poll(() => outside('.quote-card')).toEqual([]);
      for (const end of [0, 1e6]) {
        await page.locator('.chat__scroll').evaluate((node, top) => {
          node.scrollTo({ top, behavior: 'instant' });
        }, end);
        await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
        expect(await outside('.quote-card'), `scrolled to ${end}`).toEqual([]);
      }
      expect(await findings(page)).toEqual([]);
      await page.keyboard.press('Enter');
      await page.locator('.report__mark--current').first().waitFor();
      await expect.poll(() => wide()).toBe(width);
      // The beginning of the quote is in sight, not its middle.
      const box = await page.locator('.report__mark--current').first().boundingBox();
      expect(box && box.y > 0 && box.y < 800).toBe(true);
      await screenshot(page, `test-long-reader-${width}`);
    },
  );

  test.each([
    [1280, 'en-US', 'dark'],
    [360, 'zh-CN', 'light'],
  ] as const)(
    'a refusal, a failure and a stop look like answers at %i px (%s), and axe finds nothing in them',
    async (width, locale, colorScheme) => {
      await open({ viewport: { width, height: 800 }, locale, colorScheme });
      await ask(page, '山东？');
      await settled();
      await expect.poll(() => last().locator('.suggestion').count()).toBe(2);
      await screenshot(page, `test-refused-${width}`);
      expect(await findings(page), 'refused').toEqual([]);
      await ask(page, '败？');
      await settled('failed');
      await expect.poll(() => last().locator('.failure button').isVisible()).toBe(true);
      expect(await findings(page), 'failed').toEqual([]);
      engine.pace = 150;
      await ask(page, '长？');
      await last().locator('.answer p').first().waitFor();
      // Escape in the box stops, and what had come stays.
      await page.locator('#question').press('Escape');
      await settled('stopped');
      expect(((await last().locator('.answer').textContent()) ?? '').length).toBeGreaterThan(5);
      expect(await findings(page), 'stopped').toEqual([]);
      await screenshot(page, `test-stopped-${width}`);
      await expect.poll(() => page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    },
  );

  test.each([
    [1280, 'zh-CN', 'light', /服务没有响应|连不上服务/],
    [360, 'en-US', 'dark', /does not answer/],
  ] as const)(
    'a server that is gone is said wherever something would be, and all comes by itself when it is back, at %i px (%s)',
    async (width, locale, colorScheme, words) => {
      ({ page, problems } = await openPage(browser, 'about:blank', {
        viewport: { width, height: 800 },
        locale,
        colorScheme,
      }));
      await page.route('**/api/**', (route) => route.abort());
      await page.goto(server.url);
      const look = async (what: string, selector: string): Promise<void> => {
        await expect.poll(() => page.locator(selector).textContent()).toMatch(words);
        expect(await findings(page), what).toEqual([]);
        await screenshot(page, `test-gone-${what}-${width}`);
      };
      if (width < 960) {
        await page.locator('.masthead__shelf').click();
        await expect.poll(() => page.evaluate('document.activeElement.className')).toContain('shelf__close');
      }
      await look('shelf', '.shelf__none');
      await page.keyboard.press('Escape');
      if (width < 960)
        await expect.poll(() => page.evaluate('document.activeElement.className')).toContain('masthead__shelf');
      for (const view of ['matrix', 'excerpts', 'documents'] as const) {
        await page.locator(`[data-view=${view}]`).click();
        await look(view, `[data-page=${view}] .board__none`);
      }
      await page.unroute('**/api/**');
      await page.locator('.document').first().waitFor();
      await page.locator('[data-view=excerpts]').click();
      await expect.poll(() => page.locator('[data-page=excerpts] .board__none').textContent()).not.toMatch(words);
      await page.locator('[data-view=chat]').click();
      await page.locator('.example').first().waitFor();
      await expect.poll(() => page.locator('.book').count()).toBe(1);
    },
  );

  test('nothing jumps from the question to the end of its answer', async () => {
    await open();
    await page.evaluate(`(() => {
      window.jumps = [];
      new PerformanceObserver((list) => {
        for (const shift of list.getEntries()) if (!shift.hadRecentInput)
          window.jumps.push([shift.value, ...shift.sources.map(({ node }) => node?.className ?? node?.parentElement?.className)]);
      }).observe({ type: 'layout-shift', buffered: false });
    })()`);
    // Chromium counts no shifts within half a second of a key: the answer is to come after that.
    engine.pace = 700;
    await ask(page, '山东？');
    await settled();
    const jumps = await page.evaluate<[number, ...string[]][]>('window.jumps');
    expect(jumps.filter(([value]) => value > 0.001)).toEqual([]);
  });
});

describe.skipIf(!hasBrowser)('keys', () => {
  let browser: Browser;
  let server: TestServer;
  beforeAll(async () => {
    [browser, server] = await Promise.all([launch(), startServer(fakeEngine(index, () => refusal))]);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  test.each([
    [1280, 'zh-CN', 'light'],
    [1280, 'en-US', 'dark'],
    [360, 'zh-CN', 'dark'],
    [360, 'en-US', 'light'],
  ] as const)(
    'the sheet of keys at %i px (%s, %s): every key does what it says',
    async (width, locale, colorScheme) => {
      const { page, problems } = await openPage(browser, server.url, {
        viewport: { width, height: 740 },
        locale,
        colorScheme,
      });
      await page.locator('.example').first().waitFor();
      const focused = () => page.evaluate<string>('document.activeElement.className');
      await ask(page, '一');
      await page.locator('.exchange:last-child[data-state=done]').waitFor();
      await ask(page, '二');
      await page.locator('.exchange:nth-child(2)[data-state=done]').waitFor();
      await page.locator('.masthead__new').focus();
      await page.keyboard.press('?');
      await page.locator('.help[open]').waitFor();
      await expect.poll(() => page.locator('.help kbd').count()).toBeGreaterThan(15);
      expect(await findings(page)).toEqual([]);
      await expect.poll(() => page.evaluate('document.documentElement.scrollWidth')).toBe(width);
      await screenshot(page, `test-help-${width}-${locale}`);
      // Under the sheet no key does anything.
      await page.keyboard.press('2');
      await expect.poll(() => page.evaluate('document.body.dataset.view')).toBe('chat');
      await page.keyboard.press('Escape');
      await page.locator('.help').waitFor({ state: 'detached' });
      await expect.poll(() => focused()).toContain('masthead__new');
      await page.keyboard.press('j');
      await expect.poll(() => page.evaluate('document.activeElement.textContent')).toBe('一');
      await page.keyboard.press('j');
      await expect.poll(() => page.evaluate('document.activeElement.textContent')).toBe('二');
      await page.keyboard.press('k');
      await expect.poll(() => page.evaluate('document.activeElement.textContent')).toBe('一');
      await page.keyboard.press('/');
      await expect.poll(() => focused()).toContain('composer__field');
      await page.keyboard.type('?2jk');
      await expect.poll(() => page.inputValue('#question')).toBe('?2jk');
      await expect.poll(() => page.locator('.help').count()).toBe(0);
      await page.locator('.masthead__new').focus();
      await page.keyboard.press('2');
      await expect.poll(() => page.evaluate('document.body.dataset.view')).toBe('matrix');
      await page.keyboard.press('1');
      await expect.poll(() => page.evaluate('document.body.dataset.view')).toBe('chat');
      await page.keyboard.press('h');
      await page.locator('.history[open]').waitFor();
      await page.keyboard.press('Escape');
      await page.keyboard.press('c');
      await expect.poll(() => page.locator('.exchange').count()).toBe(0);
      // Switched off they are off, also after a reload.
      await page.locator('.masthead__new').focus();
      await page.keyboard.press('?');
      await page.locator('.help input').uncheck();
      await page.keyboard.press('Escape');
      await page.reload();
      await page.locator('.example').first().waitFor();
      await page.locator('.masthead__new').focus();
      await page.keyboard.press('?');
      await page.keyboard.press('2');
      await expect.poll(() => page.locator('.help').count()).toBe(0);
      await expect.poll(() => page.evaluate('document.body.dataset.view')).toBe('chat');
      expect(problems).toEqual([]);
      await page.context().close();
    },
  );
});
