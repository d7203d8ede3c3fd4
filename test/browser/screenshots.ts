/** `npm run screenshots`: the pictures of the README, taken of the product with the reports that come with it. */
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import sharp from 'sharp';
import { projectRoot } from '../../ingest/config.ts';
import { realEngine } from '../server/real-index.ts';
import { ask, launch, openPage, startServer } from './browser.ts';

const FOLDER = join(projectRoot, 'docs/images');
/** Colours of a picture: text and surfaces need few, and the files stay small. */
const COLOURS = 96;
const MOST_BYTES = 200_000;

const engine = await realEngine();
const server = await startServer(engine);
const browser = await launch();
mkdirSync(FOLDER, { recursive: true });
try {
  await answer(browser);
  await compared(browser);
  await phone(browser);
} finally {
  await browser.close();
  await server.close();
  await engine.close();
}

async function answer(browser: Browser): Promise<void> {
  const page = await opened(browser, '', { viewport: { width: 1280, height: 760 }, locale: 'zh-CN' });
  await page.locator('.example').first().waitFor();
  await ask(page, '安徽、湖南和浙江2020年GDP增长目标是多少？');
  await page.locator('.exchange:last-child[data-state=done]').waitFor();
  await page.locator('.answer .marker').nth(1).click();
  await page.locator('.report__mark--current').first().waitFor();
  await saved(page, 'answer');
}

async function compared(browser: Browser): Promise<void> {
  const options = { viewport: { width: 1280, height: 760 }, locale: 'en-US' };
  const page = await opened(browser, '#view=matrix&kinds=target,result&years=2020,2019', options);
  await page.locator('.grid__figure').first().waitFor();
  await saved(page, 'compare');
  await page.locator('[data-key="show map"]').click();
  await page.locator('.chart svg').waitFor();
  await saved(page, 'map');
}

async function phone(browser: Browser): Promise<void> {
  const options: BrowserContextOptions = {
    viewport: { width: 360, height: 720 },
    deviceScaleFactor: 2,
    locale: 'zh-CN',
    colorScheme: 'dark',
    isMobile: true,
    hasTouch: true,
  };
  const page = await opened(browser, '', options);
  await page.locator('.example').first().waitFor();
  await ask(page, '哪些省份2020年城镇新增就业目标在100万人以上？');
  await page.locator('.exchange:last-child[data-state=done]').waitFor();
  await saved(page, 'phone-answer');
  await page.locator('.answer .marker').first().tap();
  await page.locator('.report__mark--current').first().waitFor();
  await page.waitForTimeout(400);
  await saved(page, 'phone-source');
}

async function opened(browser: Browser, path: string, options: BrowserContextOptions): Promise<Page> {
  const { page } = await openPage(browser, server.url + path, options);
  return page;
}

async function saved(page: Page, name: string): Promise<void> {
  const file = join(FOLDER, `${name}.png`);
  await sharp(await page.screenshot())
    .png({ palette: true, colours: COLOURS, effort: 10 })
    .toFile(file);
  const { size } = statSync(file);
  console.log(`${file} ${Math.round(size / 1000)} kB`);
  if (size > MOST_BYTES) throw new Error(`${file} has more than ${MOST_BYTES / 1000} kB`);
}
