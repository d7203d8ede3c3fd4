/** Debian's Chromium and a real server on loopback, for the browser tests. */
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serve } from '@hono/node-server';
import axe from 'axe-core';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { State } from '../../ingest/state/state.ts';
import { createApp } from '../../server/app.ts';
import type { Engine } from '../../server/engine.ts';
import { bundlePage } from '../../server/page.ts';
import { needs } from '../require.ts';

const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const artefacts = fileURLToPath(new URL('../artefacts/', import.meta.url));

/** Whether the browser tests can run. */
export const hasBrowser = needs('Chromium (CHROMIUM_PATH)', existsSync(executablePath));

export function launch(): Promise<Browser> {
  const quiet = [
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ];
  return chromium.launch({ executablePath, args: ['--headless', '--no-sandbox', '--disable-gpu', ...quiet] });
}

export interface TestServer {
  url: string;
  close: () => Promise<void>;
}

/** Serves the page with an engine on a free port, or on the given one. */
export async function startServer(
  engine: Engine,
  { port = 0, basePath = '', stateDir = mkdtempSync(join(tmpdir(), 'page-')) } = {},
): Promise<TestServer> {
  const state = new State(stateDir);
  const app = createApp({ engine, config: { host: '127.0.0.1', basePath }, page: await bundlePage(), state });
  const server = serve({ fetch: app.fetch, port, hostname: '127.0.0.1' });
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return {
    url: `http://127.0.0.1:${address.port}${basePath}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          state.close();
          rmSync(stateDir, { recursive: true });
          resolve();
        });
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}

/** A fresh page with what went wrong in it: errors of its own, and anything that the content policy stopped. */
export interface OpenedPage {
  page: Page;
  problems: string[];
}

export async function openPage(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<OpenedPage> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    locale: 'zh-CN',
    reducedMotion: 'reduce',
    // A page kept by its worker would hide what a test does to the server; installing has a test of its own.
    serviceWorkers: 'block',
    ...options,
  });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    // A status of 4xx or 5xx is a line in the console too; the page is to show it, and tests look there.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      problems.push(message.text());
  });
  await page.goto(url);
  return { page, problems };
}

/** Types a question and sends it. */
export async function ask(page: Page, question: string): Promise<void> {
  await page.fill('#question', question);
  await page.press('#question', 'Enter');
}

/** Kept for people to look at. */
export async function screenshot(page: Page, name: string): Promise<void> {
  mkdirSync(artefacts, { recursive: true });
  await page.screenshot({ path: `${artefacts}${name}.png` });
}

/** What axe finds at all, serious or not, as readable lines. */
export async function findings(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(
    `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
      violations.flatMap(({ id, impact, nodes }) => nodes.map(({ target, failureSummary }) => [id, impact, target, failureSummary].join(' '))))`,
  );
}
