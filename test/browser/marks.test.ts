/** A person says what is right and wrong in the matrix, over the real reports. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from '../../server/engine.ts';
import { realEngine } from '../server/real-index.ts';
import { findings, hasBrowser, launch, openPage, screenshot, startServer, type TestServer } from './browser.ts';

describe.skipIf(!hasBrowser)('marks on figures', () => {
  let browser: Browser;
  let engine: Engine;
  let server: TestServer;
  let page: Page;
  let problems: string[];

  beforeAll(async () => {
    engine = await realEngine();
    server = await startServer(engine);
    browser = await launch();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
    await engine?.close();
  });
  afterEach(async () => {
    await page.context().close();
    expect(problems).toEqual([]);
  });

  const open = async (options: Parameters<typeof openPage>[2] = {}): Promise<void> => {
    ({ page, problems } = await openPage(
      browser,
      `${server.url}#view=matrix&indicators=gdp_growth&kinds=target&years=2020`,
      options,
    ));
    await page.locator('.grid__figure').first().waitFor();
  };
  const figureOf = (region: string) =>
    page.locator('.grid tbody tr', { hasText: region }).locator('.grid__figure').first();
  const marking = () => page.locator('[data-key=marks]');
  const rowOf = (region: string) =>
    engine.index?.indicators.filter(
      (row) => row.region === region && row.indicator === 'gdp_growth' && row.kind === 'target' && row.year === 2020,
    ) ?? [];

  test('a figure is called wrong, answers do without it, and it is taken back', async () => {
    await open();
    await marking().click();
    await expect.poll(() => marking().getAttribute('aria-pressed')).toBe('true');
    expect(rowOf('湖南省').length).toBeGreaterThan(0);
    await figureOf('湖南省').click();
    await expect.poll(() => page.locator('.dialog h2').textContent()).toMatch(/^湖南省，.*2020年目标$/);
    await expect.poll(() => page.locator('.marks__quote').textContent()).toContain('7.5%左右');
    await page.locator('.dialog input[value=wrong]').check();
    await page.locator('[data-field=note]').fill('核对过');
    await page.locator('.dialog .button--main').click();
    await page.locator('.dialog').waitFor({ state: 'detached' });
    await expect.poll(() => figureOf('湖南省').textContent()).toContain('✗');
    expect(await figureOf('湖南省').getAttribute('aria-label')).toContain('有人指出有误');
    // Answers have the row no more; the table keeps it, so that it can be taken back.
    expect(rowOf('湖南省')).toEqual([]);
    await figureOf('湖南省').click();
    await page.getByText('撤销以前的说法').click();
    await page.locator('.dialog').waitFor({ state: 'detached' });
    await expect.poll(() => figureOf('湖南省').textContent()).not.toContain('✗');
    expect(rowOf('湖南省').length).toBeGreaterThan(0);
  });

  test('another figure is given, by keyboard alone; the focus comes back; what is no number is said', async () => {
    await open();
    await marking().focus();
    await page.keyboard.press('Enter');
    await figureOf('安徽省').focus();
    await page.keyboard.press('Enter');
    await page.locator('.dialog').waitFor();
    await page.locator('.dialog input[value=right]').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.locator('[data-field=figure]').focus();
    await page.keyboard.type('七点二');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('.form__note').textContent()).toContain('例如 7.5');
    await page.keyboard.press('Control+a');
    await page.keyboard.type('7.2');
    await page.keyboard.press('Enter');
    await page.locator('.dialog').waitFor({ state: 'detached' });
    await expect.poll(() => figureOf('安徽省').textContent()).toBe('7.2% ✎');
    await expect.poll(() => page.evaluate('document.activeElement.dataset.key ?? ""')).toContain('figure 安徽省');
    expect(rowOf('安徽省').map(({ value }) => value)).toContain(7.2);
  });

  test('the source is one step away; without the mode a figure opens it as before', async () => {
    await open();
    await marking().click();
    await figureOf('北京市').click();
    await page.locator('.dialog').getByText('打开原文').click();
    await page.locator('.report__mark--current').first().waitFor();
    await page.keyboard.press('Escape');
    await marking().click();
    await figureOf('北京市').click();
    await page.locator('.report__mark--current').first().waitFor();
    await expect.poll(() => page.locator('.dialog').count()).toBe(0);
  });

  test.each([
    ['light', 1280, 'zh-CN'],
    ['dark', 360, 'en-US'],
  ] as const)('axe finds nothing in %s at %i px (%s)', async (colorScheme, width, locale) => {
    await open({ colorScheme, locale, viewport: { width, height: 740 } });
    await marking().click();
    await page.locator('.grid[data-marking] .grid__figure').first().click();
    await page.locator('.dialog input[value=value]').check();
    expect(await findings(page)).toEqual([]);
    await expect.poll(() => page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    await screenshot(page, `test-marks-${colorScheme}-${width}`);
  });
});
