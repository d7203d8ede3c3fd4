/** What the page costs beside the server's own work: its size, the way from Enter to words, and from a click to the marked place. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Config } from '../../ingest/config.ts';
import { ReportError } from '../../ingest/errors.ts';
import type { Citation } from '../../server/model.ts';
import { hasBrowser, launch } from '../browser/browser.ts';
import type { GoldQuestion } from './golden.ts';
import { quantile } from './numbers.ts';
import { startServed } from './served.ts';

/** Questions of which the median counts. */
const QUESTIONS = 15;
/** What a first load may weigh without charts, compressed. */
export const MOST_BYTES = 200_000;

export interface WebSpeed {
  /** Bytes over the wire of a first load, headers with them, and requests. */
  load: { bytes: number; ofFiles: number; requests: number };
  /** Medians in milliseconds. */
  firstText: Beside;
  /** From a click on a number to the marked words, the report not loaded before. */
  marked: Beside;
}

/** The page's time, what the server takes for the same when asked without a page, and how often the one holds the other. */
export interface Beside {
  page: number | null;
  server: number | null;
  ratio: number | null;
}

/** Measures on a server of its own, page and server in turns. Throws `no-browser` without Chromium. */
export async function measureWeb(
  config: Config,
  { questions, onProgress }: { questions: GoldQuestion[]; onProgress: (line: string) => void },
): Promise<WebSpeed> {
  if (!hasBrowser) throw new ReportError('no-browser', 'There is no Chromium', { hint: 'Set CHROMIUM_PATH' });
  const stateDir = mkdtempSync(join(tmpdir(), 'bench-web-'));
  const served = await startServed(config, { indexDir: config.indexDir, stateDir });
  const browser = await launch();
  try {
    onProgress('web: first load');
    await served.ask('报告里有什么？');
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'zh-CN' });
    const page = await context.newPage();
    const load = await measureLoad(page, `${served.address}/`);
    onProgress('web: questions');
    const texts: { page: number; server: number }[] = [];
    const marks: { page: number; server: number }[] = [];
    const asked = questions.filter(({ type }) => type === 'number').slice(0, QUESTIONS);
    for (const [place, { question }] of asked.entries()) {
      // Who asks second finds the question embedded: they take turns.
      const first = place % 2 === 0 ? await pageFirstText(page, question) : null;
      const server = await serverFirstText(served.address, question);
      texts.push({ page: first ?? (await pageFirstText(page, question)), server });
      const citation = await firstCitation(served.address, question);
      if (citation === undefined) continue;
      // Loaded anew the page has the conversation, but no report.
      await page.reload({ waitUntil: 'networkidle' });
      await page.locator('.exchange .answer .marker').first().waitFor();
      const report = await serverReport(served.address, citation);
      marks.push({ page: await pageMarked(page), server: report });
    }
    return { load, firstText: beside(texts), marked: beside(marks) };
  } finally {
    await browser.close();
    await served.stop();
    rmSync(stateDir, { recursive: true, force: true });
  }
}

/** As it is printed. */
export function webLines({ load, firstText, marked }: WebSpeed): [string, string, string][] {
  const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(0)} kB`;
  const line = ({ page, server, ratio }: Beside): [string, string] => [
    `${ratio?.toFixed(2) ?? '-'} times`,
    `page ${page?.toFixed(0) ?? '-'} ms, server ${server?.toFixed(0) ?? '-'} ms`,
  ];
  return [
    [
      'first load, compressed',
      kilobytes(load.bytes),
      `${load.requests} requests, ${kilobytes(load.ofFiles)} of it scripts and styles; at most ${kilobytes(MOST_BYTES)}`,
    ],
    ['Enter to first answer text', ...line(firstText)],
    ['click to marked passage', ...line(marked)],
  ];
}

async function measureLoad(page: Page, address: string): Promise<WebSpeed['load']> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  const sizes = new Map<string, number>();
  const files = new Set<string>();
  session.on('Network.responseReceived', ({ requestId, response }) => {
    if (response.url.includes('/assets/')) files.add(requestId);
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => sizes.set(requestId, encodedDataLength));
  await page.goto(address, { waitUntil: 'networkidle' });
  await page.locator('.example').first().waitFor();
  await session.detach();
  const sum = (ids: Iterable<string>): number => [...ids].reduce((total, id) => total + (sizes.get(id) ?? 0), 0);
  return { bytes: sum(sizes.keys()), ofFiles: sum(files), requests: sizes.size };
}

/** From the request to the first words in the stream. */
async function serverFirstText(address: string, question: string): Promise<number> {
  const started = performance.now();
  const response = await fetch(`${address}/api/ask`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({ question }),
  });
  let text = '';
  let took: number | null = null;
  const decoder = new TextDecoder();
  for await (const part of response.body ?? []) {
    text += decoder.decode(part as Uint8Array, { stream: true });
    if (took === null && text.includes('event: delta')) took = performance.now() - started;
  }
  if (took === null) throw new ReportError('server-failed', `No words came for ${question}: ${text.slice(0, 200)}`);
  return took;
}

/** From Enter to the frame that shows the first words, timed inside the page. */
function pageFirstText(page: Page, question: string): Promise<number> {
  return page.evaluate<number>(`new Promise((resolve) => {
      document.querySelector('.masthead__new').click();
      const field = document.querySelector('#question');
      field.value = ${JSON.stringify(question)};
      field.dispatchEvent(new InputEvent('input', { bubbles: true }));
      const started = performance.now();
      const settled = (took) => () =>
        document.querySelector('.exchange[data-state=done]') ? resolve(took) : setTimeout(settled(took), 10);
      const watcher = new MutationObserver(() => {
        if ((document.querySelector('.exchange .answer')?.textContent ?? '') === '') return;
        watcher.disconnect();
        requestAnimationFrame(() => settled(performance.now() - started)());
      });
      watcher.observe(document.querySelector('.exchanges'), { childList: true, subtree: true, characterData: true });
      field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
    })`);
}

async function firstCitation(address: string, question: string): Promise<Citation | undefined> {
  const response = await fetch(`${address}/api/ask`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ question }),
  });
  return ((await response.json()) as { citations: Citation[] }).citations[0];
}

/** The two requests that opening a report takes. */
async function serverReport(address: string, { document, report }: Citation): Promise<number> {
  const started = performance.now();
  const path = `${address}/api/documents/${encodeURIComponent(document)}`;
  const { reports } = (await (await fetch(path)).json()) as { reports: { name: string; start: number; end: number }[] };
  const found = reports.find(({ name }) => name === report);
  await (await fetch(`${path}/source?start=${found?.start ?? 0}&end=${found?.end ?? 0}`)).text();
  return performance.now() - started;
}

function pageMarked(page: Page): Promise<number> {
  return page.evaluate<number>(
    `new Promise((resolve) => {
      const started = performance.now();
      const watcher = new MutationObserver(() => {
        if (document.querySelector('.report__mark--current') === null) return;
        watcher.disconnect();
        requestAnimationFrame(() => resolve(performance.now() - started));
      });
      watcher.observe(document.querySelector('.report'), { childList: true, subtree: true });
      document.querySelector('.exchange .answer .marker').click();
    })`,
  );
}

function beside(times: { page: number; server: number }[]): Beside {
  const page = quantile(
    times.map((one) => one.page),
    0.5,
  );
  const server = quantile(
    times.map((one) => one.server),
    0.5,
  );
  const ratio = quantile(
    times.map((one) => one.page / one.server),
    0.5,
  );
  return { page, server, ratio };
}
