import { spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { projectRoot } from '../../ingest/config.ts';
import { networkAddress } from '../../server/share/network.ts';
import { needs } from '../require.ts';
import { answerWith, cite, fakeEngine } from '../server/fake-engine.ts';
import { sampleIndex } from '../server/sample-reports.ts';
import { ask, findings, hasBrowser, launch, openPage, screenshot, startServer } from './browser.ts';

const index = sampleIndex();
const answer = answerWith({
  answer: '安徽省的目标是增长7.5%左右。[1]',
  citations: [cite(index, 1, '安徽省政府工作报告', '全省生产总值增长7.5%左右')],
});

describe.skipIf(!hasBrowser)('the page as an application', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser?.close());

  test.each(['', '/office/baogao'])('can be installed at "%s", and every icon is there', async (basePath) => {
    const server = await startServer(
      fakeEngine(index, () => answer),
      { basePath },
    );
    const { page, problems } = await openPage(browser, server.url, { serviceWorkers: 'allow' });
    const href = await page.locator('link[rel=manifest]').getAttribute('href');
    const address = new URL(href ?? '', server.url);
    const manifest = (await (await fetch(address)).json()) as {
      start_url: string;
      scope: string;
      icons: { src: string; sizes: string; type: string }[];
    };
    expect(new URL(manifest.start_url, address).href).toBe(server.url);
    expect(new URL(manifest.scope, address).href).toBe(server.url);
    for (const { src, sizes, type } of manifest.icons) {
      const icon = new URL(src, address).href;
      expect((await fetch(icon)).headers.get('content-type')).toBe(type);
      const width = await page.evaluate<number>(
        `new Promise((done) => { const image = new Image(); image.onload = () => done(image.naturalWidth); image.src = ${JSON.stringify(icon)}; })`,
      );
      if (sizes !== 'any') expect(`${width}x${width}`).toBe(sizes);
    }
    // Chromium's own judgement.
    const session = await page.context().newCDPSession(page);
    const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
    expect(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).toEqual([]);
    await page.evaluate('navigator.serviceWorker.ready');
    expect(problems).toEqual([]);
    await page.context().close();
    await server.close();
  });

  test('without its server it opens, says so, shows what this browser has kept, and goes on when the server is back', async () => {
    let server = await startServer(fakeEngine(index, () => answer));
    const port = Number(new URL(server.url).port);
    const { page } = await openPage(browser, server.url, { serviceWorkers: 'allow' });
    await page.locator('.example').first().waitFor();
    await ask(page, '安徽？');
    await page.locator('.exchange:last-child[data-state=done]').waitFor();
    await page.evaluate('navigator.serviceWorker.ready');
    await page.waitForFunction("caches.match('./').then((kept) => kept !== undefined)");
    await server.close();
    await page.reload();
    await page.locator('.notice[data-notice=gone]').waitFor();
    await expect.poll(() => page.locator('.exchange .answer').textContent()).toContain('安徽省的目标是增长7.5%左右');
    // A question is not answered from anything old.
    await ask(page, '湖南？');
    await page.locator('.exchange:last-child[data-state=failed] .failure').waitFor();
    await expect.poll(() => page.locator('.exchange:last-child .answer').textContent()).toBe('');
    expect(await findings(page)).toEqual([]);
    await screenshot(page, 'test-offline');
    server = await startServer(
      fakeEngine(index, () => answer),
      { port },
    );
    await page.locator('.exchange:last-child .failure button').click();
    await page.locator('.exchange:last-child[data-state=done]').waitFor();
    await page.context().close();
    await server.close();
  });

  const network = networkAddress();
  test.skipIf(!needs('a local network', network !== null))(
    'npm start -- --share lets one phone read along, and nothing else',
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'baogao-share-'));
      mkdirSync(join(folder, 'reports'));
      copyFileSync(join(projectRoot, 'data/reports/2020-zhuzhou.txt'), join(folder, 'reports/2020-zhuzhou.txt'));
      const child = spawn(process.execPath, ['--import', 'tsx', 'server/main.ts', '--share'], {
        cwd: projectRoot,
        env: {
          ...process.env,
          PORT: '0',
          REPORTS_DIR: join(folder, 'reports'),
          INDEX_DIR: join(folder, 'index'),
          STATE_DIR: join(folder, 'state'),
        },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      try {
        const output = await new Promise<string>((resolve, reject) => {
          let text = '';
          child.stdout.on('data', (part) => {
            text += part;
            if (/^http:\/\/127\.0\.0\.1:\d+\s*$/m.test(text)) resolve(text);
          });
          child.once('exit', (code) => reject(new Error(`ended with ${code}: ${text}`)));
        });
        const link = /^(http:\/\/\S+#token=\S+)$/m.exec(output)?.[1] ?? '';
        expect(link).toContain(`http://${network}:`);
        expect(output).toMatch(/[▀▄█]{5}/);
        // The local address is the last line, as without sharing.
        expect(output.trim().split('\n').at(-1)).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
        const { page, problems } = await openPage(browser, link, {
          viewport: { width: 360, height: 740 },
          hasTouch: true,
          isMobile: true,
        });
        const refused: string[] = [];
        const asked: string[] = [];
        page.on('response', (response) => {
          asked.push(new URL(response.url()).pathname);
          if (response.status() >= 400) refused.push(`${response.status()} ${response.url()}`);
        });
        await page.reload();
        await page.locator('.example').first().waitFor();
        expect(page.url()).not.toContain('token');
        await ask(page, '株洲市2020年地区生产总值增长目标是多少？');
        await page.locator('.exchange:last-child[data-state=done]').waitFor();
        await page.locator('.answer .marker').first().tap();
        await page.locator('.report__mark--current').first().waitFor();
        await screenshot(page, 'test-share-phone');
        expect(asked).toContain('/api/ask');
        expect(refused, 'what may only be read is asked to keep something').toEqual([]);
        // Chromium says that a header is for HTTPS alone.
        expect(problems.filter((problem) => !problem.includes('Cross-Origin-Opener-Policy'))).toEqual([]);
        const origin = new URL(link).origin;
        expect((await fetch(`${origin}/api/documents`)).status).toBe(401);
        await page.context().close();
      } finally {
        const ended = new Promise((resolve) => child.once('exit', resolve));
        child.kill('SIGTERM');
        await ended;
        rmSync(folder, { recursive: true, force: true });
      }
    },
  );
});
