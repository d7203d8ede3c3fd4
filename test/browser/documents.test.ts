/** The page of what is loaded, on a real engine: its ingests run beside it with the real models. */
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { loadConfig, projectRoot } from '../../ingest/config.ts';
import { createEngine, type Engine } from '../../server/engine.ts';
import { encode } from '../ingest/encode.ts';
import { SmallReports, smallReport } from '../ingest/small-reports.ts';
import { needs } from '../require.ts';
import { findings, hasBrowser, launch, openPage, screenshot, startServer, type TestServer } from './browser.ts';

const hasModels = needs(
  'the embedding models (data/models)',
  existsSync(join(projectRoot, 'data/models/bge-small-zh-v1.5')),
);
/** Reading, cutting and publishing on a busy machine. */
const SOON = { timeout: 60_000 };

describe.runIf(hasBrowser && hasModels)('the documents page', () => {
  let browser: Browser;
  let folder: SmallReports;
  let engine: Engine;
  let server: TestServer;
  let page: Page;
  let problems: string[];

  beforeAll(async () => {
    folder = new SmallReports();
    folder.put('2021-安徽省.txt', smallReport('安徽省'));
    folder.put('2021-湖南省.txt', smallReport('湖南省').replace('粮食获得', '粮食获\n\n得'));
    folder.put('无名.txt', '政府工作报告\n各位代表：\n一、过去一年工作回顾\n粮食丰收。\n');
    folder.put('旧.wps', 'x');
    const config = loadConfig(folder.env);
    engine = await createEngine({ config, build: 'background', models: 'apart' });
    await engine.ingests?.refresh().complete;
    server = await startServer(engine, { stateDir: config.stateDir });
    browser = await launch();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
    await engine?.close();
    folder?.remove();
  });
  afterEach(async () => {
    await page.context().close();
    expect(problems).toEqual([]);
  });

  const open = async (options: Parameters<typeof openPage>[2] = {}): Promise<void> => {
    ({ page, problems } = await openPage(browser, `${server.url}#view=documents`, options));
    await page.locator('.document').first().waitFor();
  };
  const item = (id: string) => page.locator(`.document[data-id="${id}"]`);
  const said = () => page.locator('#live').textContent();
  const focused = () => page.evaluate<string>('document.activeElement.dataset.key ?? ""');

  test('says what is loaded, what was warned of, what could not be read, and finds it', async () => {
    await open();
    await expect.poll(() => page.locator('.board__status').textContent()).toBe('3 个文件，3 份报告，2 个地区');
    const text = await item('2021-安徽省').textContent();
    for (const words of [
      '2021年安徽省政府工作报告',
      '安徽省 · 2021年 · 省级 · 工作报告',
      '2 节',
      '1 个数字',
      'txt utf-8',
    ])
      expect(text).toContain(words);
    expect(await item('无名').textContent()).toContain('地区不明 · 年份不明 · 级别不明');
    expect(await item('无名').locator('.document__check').count()).toBe(3);
    // What cleaning did is there for who asks.
    await item('2021-湖南省').locator('summary').click();
    expect(await item('2021-湖南省').locator('[data-code=joined-line]').textContent()).toContain('接上');
    await expect.poll(() => page.locator('.problems').textContent()).toMatch(/旧\.wps.*\.docx/);
    await page.locator('[data-show=check]').click();
    await expect.poll(() => page.locator('.document').count()).toBe(1);
    await page.locator('[data-show=all]').click();
    await page.locator('.board__filter').fill('hunan');
    await expect.poll(() => page.locator('.document').count()).toBe(1);
    await page.locator('.board__filter').fill('没有');
    await page.locator('.documents .board__none').waitFor();
    await page.locator('.board__filter').fill('');
    await item('2021-安徽省').locator('.document__open').click();
    await page.locator('.report').getByText('生产总值增长3.9%').waitFor();
  });

  test('files that are chosen say how they are getting on, and answer', async () => {
    await open();
    await page.setInputFiles('input[type=file]', [
      { name: '2021-福建省.txt', mimeType: 'text/plain', buffer: Buffer.from(smallReport('福建省', '3.3')) },
      { name: '扫描.rar', mimeType: 'application/x-rar', buffer: Buffer.from('Rar!') },
    ]);
    await page.locator('.adding[data-stage=done]').waitFor(SOON);
    const states = await page
      .locator('.adding__file')
      .evaluateAll((nodes) => nodes.map((node) => (node as unknown as { dataset: { state: string } }).dataset.state));
    expect(states).toEqual(['read', 'refused']);
    await expect.poll(() => page.locator('.adding').textContent()).toMatch(/已读取：1 份.*这种格式读不了.*\.docx/);
    await expect.poll(() => said()).toContain('添加了 1 个文件，1 个没有采用');
    await expect.poll(() => item('2021-福建省').textContent()).toContain('自己添加');
    await screenshot(page, 'test-documents-added');
    await page.locator('.adding .button').click();
    await expect.poll(() => focused()).toBe('add');
    expect(engine.index?.reports.map(({ region }) => region)).toContain('福建省');
  });

  test.each([
    [1280, 'zh-CN', /正在发送：.*MB \/ 2\.9 MB/, /正在发送 \d+%/],
    [360, 'en-US', /Sending: .* of 2\.9 MB/, /sending \d+%/],
  ] as const)('a file on its way says how much of it has gone out at %i px (%s)', async (width, locale, all, own) => {
    await open({ viewport: { width, height: 740 }, locale });
    const session = await page.context().newCDPSession(page);
    const slow = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 2 ** 20 };
    await session.send('Network.emulateNetworkConditions', slow);
    await page.setInputFiles('input[type=file]', [
      { name: '大.rar', mimeType: 'application/x-rar', buffer: Buffer.alloc(3_000_000) },
      { name: '小.rar', mimeType: 'application/x-rar', buffer: Buffer.from('Rar!') },
    ]);
    await expect.poll(() => page.locator('.adding__stage').textContent(), SOON).toMatch(all);
    await expect.poll(() => page.locator('.adding__file').first().textContent(), SOON).toMatch(own);
    const bar = page.locator('.adding__file .adding__bar').first();
    await expect
      .poll(() => bar.evaluate((node) => (node as unknown as { value: number }).value), SOON)
      .toBeGreaterThan(100_000);
    expect(await findings(page)).toEqual([]);
    // What is chosen meanwhile waits for its turn.
    await page.setInputFiles('input[type=file]', [
      { name: '后来.rar', mimeType: 'application/x-rar', buffer: Buffer.from('Rar!') },
    ]);
    await page.locator('.adding__file[data-state=waiting]', { hasText: '后来.rar' }).waitFor();
    await screenshot(page, `test-documents-sending-${width}-${locale}`);
    await page.locator('.adding[data-stage=done]').waitFor(SOON);
    await expect.poll(() => page.locator('.adding__bar').count()).toBe(0);
    await expect.poll(() => page.locator('.adding__file[data-state=refused]').count()).toBe(3);
  });

  test('a zip with names in GBK is dropped on the page', async () => {
    await open();
    const name = encode('河北省.txt', 'gb18030');
    const ascii = 'x'.repeat(name.length);
    const archive = Buffer.from(zipSync({ [`a/${ascii}`]: strToU8(smallReport('河北省', '3.7')) }));
    for (let at = archive.indexOf(ascii); at >= 0; at = archive.indexOf(ascii, at + 1)) archive.set(name, at);
    const bytes = JSON.stringify([...archive]);
    const transfer = await page.evaluateHandle(
      `(() => { const made = new DataTransfer(); made.items.add(new File([Uint8Array.from(${bytes})], '2021年.zip')); return made; })()`,
    );
    await page.dispatchEvent('[data-page=documents]', 'dragover', { dataTransfer: transfer });
    await expect.poll(() => page.locator('[data-page=documents]').getAttribute('data-dropping')).toBe('松开即添加');
    await page.dispatchEvent('[data-page=documents]', 'drop', { dataTransfer: transfer });
    await page.locator('.adding[data-stage=done]').waitFor(SOON);
    await item('2021年/a/河北省').waitFor(SOON);
  });

  test('a region and a year are corrected and taken back, by keyboard alone; the focus comes back', async () => {
    await open();
    await item('无名').locator('[data-key^="correct "]').focus();
    await page.keyboard.press('Enter');
    await page.locator('.form__why', { hasText: '没有找到' }).first().waitFor();
    await page.locator('[data-field=region]').focus();
    await page.keyboard.type('株洲');
    await page.keyboard.press('Tab');
    await page.keyboard.type('21');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('.form__note').textContent()).toContain('1949');
    await page.keyboard.press('Control+a');
    await page.keyboard.type('2019');
    await page.keyboard.press('Enter');
    await page.locator('.dialog').waitFor({ state: 'detached', ...SOON });
    await expect.poll(() => item('无名').textContent()).toContain('株洲市 · 2019年 · 市级');
    expect(await item('无名').locator('.document__mark').textContent()).toBe('已更正');
    await expect.poll(() => focused()).toBe('correct 无名');
    await page.keyboard.press('Enter');
    await page.locator('.form__why', { hasText: '手工更正' }).first().waitFor();
    await page.getByText('恢复自动认定').click();
    await page.locator('.dialog').waitFor({ state: 'detached', ...SOON });
    await expect.poll(() => item('无名').textContent()).toContain('地区不明 · 年份不明');
    // What is not changed is not sent.
    await item('无名').locator('[data-key^="correct "]').click();
    await page.keyboard.press('Escape');
    await expect.poll(() => focused()).toBe('correct 无名');
  });

  test('a document of the folder is left out and had back; an added one is deleted; each is asked first', async () => {
    await open();
    await item('2021-湖南省').locator('[data-key^="remove "]').click();
    await expect.poll(() => page.locator('.dialog').textContent()).toContain('文件留在报告文件夹里');
    await page.locator('.dialog').getByText('取消').click();
    await expect.poll(() => focused()).toBe('remove 2021-湖南省');
    await page.keyboard.press('Enter');
    await page.locator('.dialog').getByText('确定移除').click();
    await page.locator('.dialog').waitFor({ state: 'detached', ...SOON });
    await expect.poll(() => item('2021-湖南省').textContent()).toContain('已移出');
    expect(engine.index?.reports.map(({ region }) => region)).not.toContain('湖南省');
    await page.locator('[data-show=out]').click();
    await item('2021-湖南省').locator('[data-key^="restore "]').click();
    await expect.poll(said, SOON).toBe('已恢复');
    await page.locator('[data-show=added]').click();
    await item('2021-福建省').locator('[data-key^="remove "]').click();
    await expect.poll(() => page.locator('.dialog').textContent()).toContain('从磁盘上删除');
    await page.locator('.dialog').getByText('确定移除').click();
    await item('2021-福建省').waitFor({ state: 'detached', ...SOON });
    expect(existsSync(join(folder.uploadsDir, '2021-福建省.txt'))).toBe(false);
  });

  test('what was put into the folder and taken out of it is followed when asked', async () => {
    await open();
    folder.put('2021-云南省.txt', smallReport('云南省'));
    rmSync(join(folder.config.reportsDir, '旧.wps'));
    writeFileSync(join(folder.config.reportsDir, 'catalog.json'), '{ broken');
    await page.locator('[data-key=refresh]').click();
    await item('2021-云南省').waitFor(SOON);
    await expect.poll(said, SOON).toBe('已与文件夹一致');
    await expect.poll(() => page.locator('.problems').textContent()).toMatch(/catalog\.json/);
    await expect.poll(() => page.locator('.problems').textContent()).not.toContain('旧.wps');
    await expect.poll(() => focused()).toBe('refresh');
    rmSync(join(folder.config.reportsDir, 'catalog.json'));
  });

  test('a server that is gone is told, in the list and in what was begun, and tried again', async () => {
    await open();
    await page.route('**/api/documents', (route) => route.abort());
    await page.setInputFiles('input[type=file]', [{ name: 'x.txt', mimeType: 'text/plain', buffer: Buffer.from('x') }]);
    await page.locator('.adding__why', { hasText: '连不上服务' }).waitFor();
    await page.locator('.documents .board__none', { hasText: '连不上服务' }).waitFor();
    await page.unroute('**/api/documents');
    await page.locator('.documents .board__none .button').click();
    await page.locator('.document').first().waitFor();
  });

  test.each([
    ['light', 1280, 'zh-CN'],
    ['dark', 1280, 'en-US'],
    ['dark', 360, 'zh-CN'],
    ['light', 360, 'en-US'],
  ] as const)(
    'axe finds nothing in %s at %i px (%s), and nothing is wider than the screen',
    async (colorScheme, width, locale) => {
      await open({ colorScheme, locale, viewport: { width, height: 740 } });
      const look = async (what: string): Promise<void> => {
        expect(await findings(page), what).toEqual([]);
        await expect.poll(() => page.evaluate('document.documentElement.scrollWidth'), { message: what }).toBe(width);
        await screenshot(page, `test-documents-${what}-${colorScheme}-${width}-${locale}`);
      };
      await look('list');
      await item('无名').locator('[data-key^="correct "]').click();
      await page.locator('.form__why:not(:empty)').first().waitFor();
      await look('correct');
      await page.keyboard.press('Escape');
      await item('2021-安徽省').locator('[data-key^="remove "]').click();
      await look('remove');
      await page.keyboard.press('Escape');
      await page.setInputFiles('input[type=file]', [{ name: 'a.rar', mimeType: 'x/x', buffer: Buffer.from('Rar!') }]);
      await page.locator('.adding[data-stage=done]').waitFor(SOON);
      await look('adding');
    },
  );
});
