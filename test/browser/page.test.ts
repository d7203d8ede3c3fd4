import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ReportError } from '../../ingest/errors.ts';
import { answerWith, cite, type FakeEngine, fakeEngine } from '../server/fake-engine.ts';
import { collection, sampleIndex } from '../server/sample-reports.ts';
import { ask, hasBrowser, launch, openPage, screenshot, startServer, type TestServer } from './browser.ts';

const index = sampleIndex();
const understood = {
  intent: 'figure' as const,
  question: '安徽2020年GDP目标？',
  regions: ['安徽省'],
  years: [2020],
  kind: 'target' as const,
  indicators: ['gdp_growth'],
  terms: [],
};
const quotes = [
  cite(index, 1, '安徽省政府工作报告', '全省生产总值增长7.5%左右'),
  cite(index, 2, '安徽省政府工作报告', '集中整治形式主义官\n\n僚主义'),
  cite(index, 3, '湖南省政府工作报告', '地区生产总值增长7.5%左右'),
];
const cell = {
  status: 'stated' as const,
  value: 7.5,
  low: null,
  high: null,
  unit: '%',
  qualifier: '左右',
  text: '增长7.5%左右',
};
const answer = answerWith({
  answer:
    '安徽省的目标是增长7.5%左右。[1]集中整治形式主义官僚主义。[2]\n- 湖南省也是**7.5%左右**。[3]\n\n覆盖：2份报告都写明。',
  understood,
  citations: quotes,
  table: {
    columns: [{ indicator: 'gdp_growth', kind: 'target', year: 2020, unit: '%', label: 'GDP增速目标' }],
    rows: [
      { region: '安徽省', year: 2020, cells: [{ ...cell, citations: [1] }] },
      { region: '湖南省', year: 2020, cells: [{ ...cell, citations: [3] }] },
      { region: '山东省', year: 2020, cells: [{ ...cell, status: 'no-report', value: null, text: '', citations: [] }] },
    ],
    coverage: { stated: [], missing: [] },
  },
});
const refusal = answerWith({
  answer: '没有载入山东省的报告。',
  refused: true,
  reason: 'no-region',
  suggestions: ['安徽2020年GDP目标？'],
});

describe.skipIf(!hasBrowser)('the page', () => {
  let browser: Browser;
  let server: TestServer;
  let engine: FakeEngine;
  let page: Page;
  let problems: string[];

  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    engine = fakeEngine(index, () => answer);
    server = await startServer(engine);
  });
  afterEach(async () => {
    await page.context().close();
    await server.close();
    expect(problems).toEqual([]);
  });

  const open = async (options: Parameters<typeof openPage>[2] = {}, path = ''): Promise<void> => {
    ({ page, problems } = await openPage(browser, server.url + path, options));
  };
  const last = () => page.locator('.exchange').last();
  const settled = (state = 'done') => page.locator(`.exchange:last-child[data-state=${state}]`).waitFor();
  const marked = async (): Promise<string> => (await page.locator('.report__mark--current').allTextContents()).join('');

  test('answers an example, and a citation opens the report at the marked words', async () => {
    await open();
    await page.locator('.example').first().click();
    await settled();
    expect(engine.asked[0]?.question).toBe('安徽2020年GDP增长目标是多少？');
    await last().locator('.answer .marker').first().hover();
    await page.locator('.quote-card', { hasText: '全省生产总值增长7.5%左右' }).waitFor();
    await last().locator('.answer .marker').first().click();
    await page.locator('.report__mark--current').first().waitFor();
    await expect.poll(() => marked()).toBe('全省生产总值增长7.5%左右');
    await expect.poll(() => page.locator('.reader__title').textContent()).toBe('2020年安徽省政府工作报告');
    await expect.poll(() => page.locator('.reader__path li').allTextContents()).toEqual(['2020年主要任务', '总体要求']);
    const box = await page.locator('.report__mark--current').first().boundingBox();
    expect(box && box.y > 100 && box.y < 800).toBe(true);
    await screenshot(page, 'test-citation');
  });

  test('walks through the citations by button and key, across reports and page breaks', async () => {
    await open();
    await ask(page, '安徽2020年GDP目标？');
    await settled();
    await last().locator('.answer .marker').first().click();
    await page.locator('.reader__next').click();
    await expect.poll(marked).toBe('集中整治形式主义官僚主义');
    await expect.poll(() => page.locator('.report__mark--current .report__break').count()).toBe(1);
    await page.keyboard.press('n');
    await expect.poll(marked).toBe('地区生产总值增长7.5%左右');
    await expect.poll(() => page.locator('.reader__title').textContent()).toBe('2020年湖南省政府工作报告');
    await expect.poll(() => page.locator('.marker[aria-current=true]').textContent()).toBe('3');
    await expect.poll(() => page.locator('.reader__next').isDisabled()).toBe(true);
    await page.keyboard.press('p');
    await expect.poll(marked).toBe('集中整治形式主义官僚主义');
    await page.keyboard.press('Escape');
    await page.locator('.shelf').waitFor();
    await expect.poll(() => page.evaluate('document.activeElement.textContent')).toBe('1');
  });

  test('shows the table, whose cells open what proves them, and sets the coverage apart', async () => {
    await open();
    await ask(page, '比较');
    await settled();
    await expect
      .poll(() => last().locator('.matrix tbody th').allTextContents())
      .toEqual(['安徽省', '湖南省', '山东省']);
    await expect
      .poll(() => last().locator('.matrix tbody td').allTextContents())
      .toEqual(['7.5%左右', '7.5%左右', '无报告']);
    await expect.poll(() => last().locator('.answer__coverage').textContent()).toContain('覆盖：');
    await last().locator('.matrix__figure').nth(1).click();
    await expect.poll(marked).toBe('地区生产总值增长7.5%左右');
    await expect
      .poll(() => last().locator('.chip').allTextContents())
      .toEqual(['安徽省', '2020年', '地区生产总值增速', '目标']);
  });

  test('folds a long list that its table shows already', async () => {
    const items = Array.from({ length: 12 }, (_, n) => `- 地区${n}：7.5%[1]`).join('\n');
    engine.script = () => ({
      ...answer,
      answer: `最高7.5%。[1]\n\n各地目标：\n${items}\n\n另一项：\n${items}\n\n覆盖：12份。`,
    });
    await open();
    await ask(page, '各省？');
    await settled();
    await expect.poll(() => last().locator('.matrix').isVisible()).toBe(true);
    await expect.poll(() => last().locator('.answer__folded li').first().isVisible()).toBe(false);
    await last().locator('.answer__folded summary').click();
    await expect.poll(() => last().locator('.answer__folded li').count()).toBe(24);
    await expect.poll(() => last().locator('.answer > p').allTextContents()).toEqual(['最高7.5%。1', '覆盖：12份。']);
  });

  test('shows the question at once, then the answer as it comes, and stops on demand', async () => {
    engine.pace = 400;
    await open();
    await ask(page, '安徽2020年GDP目标？');
    await expect.poll(() => last().getAttribute('data-state')).toBe('pending');
    await expect.poll(() => last().locator('.exchange__question').textContent()).toBe('安徽2020年GDP目标？');
    await last().locator('.answer p').first().waitFor();
    await expect.poll(() => last().getAttribute('data-state')).toBe('answering');
    await page.locator('.composer__button').click();
    await settled('stopped');
    await expect.poll(() => engine.aborted).toBe(1);
    await expect.poll(() => last().locator('.answer').textContent()).toContain('安徽省的目标');
    engine.pace = 0;
    await last().locator('.tool:has(.icon--again)').click();
    await settled();
    await expect.poll(() => page.locator('.exchange').count()).toBe(1);
  });

  test('does not send while an input method is composing', async () => {
    await open();
    const field = page.locator('#question');
    await field.fill('anhui');
    await field.focus();
    const press = (init: string) =>
      page.evaluate(
        `document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true, ${init} }))`,
      );
    await press('isComposing: true');
    await press('keyCode: 229');
    await field.press('Shift+Enter');
    await expect.poll(() => field.inputValue()).toBe('anhui\n');
    // The same key, not composing, does send: the page was listening.
    await press('keyCode: 13');
    await settled();
    expect(engine.asked.map(({ question }) => question)).toEqual(['anhui']);
    engine.asked = [];
    // A real composition, by the browser's own input method interface.
    const session = await page.context().newCDPSession(page);
    await field.fill('');
    await session.send('Input.imeSetComposition', { text: '安徽', selectionStart: 2, selectionEnd: 2 });
    await session.send('Input.dispatchKeyEvent', {
      type: 'rawKeyDown',
      key: 'Enter',
      code: 'Enter',
      windowsVirtualKeyCode: 229,
    });
    expect(engine.asked).toEqual([]);
    await session.send('Input.insertText', { text: '安徽目标' });
    await field.press('Enter');
    await settled();
    expect(engine.asked.map(({ question }) => question)).toEqual(['安徽目标']);
  });

  test('sends the conversation along, and shows what a follow-up was taken to mean', async () => {
    await open();
    await ask(page, '安徽？');
    await settled();
    await ask(page, '那目标呢？');
    await settled();
    expect(engine.asked[1]?.history).toEqual([
      { role: 'user', content: '安徽？' },
      { role: 'assistant', content: answer.answer },
    ]);
    await expect.poll(() => last().locator('.understood__question').textContent()).toContain('安徽2020年GDP目标？');
    await page.locator('.exchange').first().locator('.tool:has(.icon--edit)').click();
    await expect.poll(() => page.locator('#question').inputValue()).toBe('安徽？');
    await ask(page, '安徽省呢？');
    await settled();
    await expect.poll(() => page.locator('.exchange').count()).toBe(1);
    expect(engine.asked[2]?.history).toEqual([]);
    // A reload shows the same conversation, a new one leaves it in the list.
    await page.reload();
    await expect.poll(() => last().locator('.answer .marker').count()).toBe(3);
    await page.locator('.masthead__new').click();
    await expect.poll(() => page.locator('.exchange').count()).toBe(0);
    await page.locator('.masthead__history').click();
    await page.locator('.history__title', { hasText: '安徽省呢？' }).click();
    // It comes from the server.
    await expect.poll(() => last().locator('.answer .marker').count()).toBe(3);
  });

  test('says why it refuses, and offers what can be answered', async () => {
    engine.script = ({ question }) => (question === '山东？' ? refusal : answer);
    await open();
    await ask(page, '山东？');
    await settled();
    await expect.poll(() => last().locator('.exchange__verdict').textContent()).toContain('没有这个地区的报告');
    await expect.poll(() => last().locator('.sources').count()).toBe(0);
    await last().locator('.suggestion').click();
    await expect.poll(() => page.locator('.exchange').count()).toBe(2);
    await settled();
    expect(engine.asked[1]?.question).toBe('安徽2020年GDP目标？');
  });

  test('keeps the question when an answer fails, and tries it again', async () => {
    engine.script = () => {
      throw new ReportError('model-missing', '模型文件夹不在', { status: 503, hint: '运行 npm run ingest' });
    };
    await open();
    await ask(page, '安徽？');
    await settled('failed');
    await expect.poll(() => last().locator('.failure').textContent()).toContain('模型文件夹不在');
    await expect.poll(() => last().locator('.failure').textContent()).toContain('npm run ingest');
    await expect.poll(() => last().locator('.exchange__question').textContent()).toBe('安徽？');
    await screenshot(page, 'test-failure');
    engine.script = () => answer;
    await last().locator('.failure button').click();
    await settled();
    await expect.poll(() => page.locator('.failure').count()).toBe(0);
  });

  test('keeps what had arrived when the server goes away, and comes back with it', async () => {
    engine.pace = 200;
    await open();
    await page.locator('.example').first().waitFor();
    await ask(page, '安徽？');
    await last().locator('.answer p').first().waitFor();
    const port = Number(new URL(server.url).port);
    await server.close();
    await settled('failed');
    await expect.poll(() => last().locator('.answer').textContent()).toContain('安徽省的目标');
    await expect.poll(() => last().locator('.failure').textContent()).toContain('中途断开');
    await last().locator('.failure button').click();
    await page.locator('.failure', { hasText: '连不上服务' }).waitFor();
    await screenshot(page, 'test-server-gone');
    server = await startServer(engine, { port });
    await last().locator('.failure button').click();
    await settled();
  });

  test('tells that the reports are still being read, and that vectors are being made', async () => {
    engine.index = null;
    await open();
    await page.locator('.notice', { hasText: '正在读取报告' }).waitFor();
    engine.index = index;
    engine.vectors = 'building';
    await page.locator('.notice', { hasText: '语义检索' }).waitFor();
    await page.locator('.example').first().waitFor();
    engine.vectors = 'ready';
    await page.locator('.notice').waitFor({ state: 'hidden' });
  });

  test('is a sheet over the chat at 360 px, without sideways scrolling', async () => {
    await open({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
    await page.locator('.example').first().waitFor();
    const wide = () => page.evaluate('document.documentElement.scrollWidth');
    await expect.poll(() => wide()).toBe(360);
    await screenshot(page, 'test-360-welcome');
    await ask(page, '比较');
    await settled();
    await expect.poll(() => wide()).toBe(360);
    await screenshot(page, 'test-360-answer');
    await last().locator('.answer .marker').nth(1).tap();
    await expect.poll(marked).toBe('集中整治形式主义官僚主义');
    await expect.poll(() => page.evaluate("document.querySelector('.stage').inert")).toBe(true);
    await screenshot(page, 'test-360-sheet');
    await page.goBack();
    await expect.poll(() => page.evaluate("document.querySelector('.stage').inert")).toBe(false);
    await expect.poll(() => page.locator('.exchange').count()).toBe(1);
    await page.locator('.masthead__shelf').tap();
    await page.locator('.book', { hasText: '湖南省' }).first().tap();
    await page.locator('.report h3', { hasText: '2020年工作安排' }).waitFor();
    await page.locator('.reader__close').tap();
    await expect.poll(() => page.evaluate("document.querySelector('.stage').inert")).toBe(false);
  });

  test('opens a link to a passage, after a reload too', async () => {
    await open();
    await ask(page, '安徽？');
    await settled();
    await last().locator('.answer .marker').first().click();
    await page.locator('.report__mark--current').first().waitFor();
    expect(page.url()).toContain(`#passage=${quotes[0]?.passage}`);
    await page.reload();
    await expect.poll(marked).toContain('今年经济社会发展的主要预期目标');
    await page.locator('.reader__contents').click();
    await page.locator('.contents__item', { hasText: '2019年工作回顾' }).click();
    await expect.poll(() => page.locator('.contents').isHidden()).toBe(true);
    await page.locator('.reader__back').click();
    await expect.poll(() => page.url()).not.toContain('#');
  });

  test('speaks English by the browser, switches, and remembers', async () => {
    await open({ locale: 'en-US' });
    await page.locator('.welcome__title', { hasText: 'Ask the government work reports' }).waitFor();
    await page.locator('.example').first().waitFor();
    for (const text of await page.locator('.example').allTextContents()) expect(text).toMatch(/^[\x20-\x7e]+$/);
    await page.locator('.masthead__language').click();
    await page.locator('.welcome__title', { hasText: '问政府工作报告' }).waitFor();
    await page.reload();
    await page.locator('.welcome__title', { hasText: '问政府工作报告' }).waitFor();
    await expect.poll(() => page.evaluate('document.documentElement.lang')).toBe('zh-CN');
  });

  test('sets text as text, whatever an answer or a report holds', async () => {
    const evil = '<img src=x onerror="document.title=\'hit\'"><script>document.title="hit"</script>';
    engine.script = () =>
      answerWith({
        answer: `${evil} **${evil}**\n\n| ${evil} |\n|---|\n| ${evil} |`,
        suggestions: [evil],
        missing: [{ what: evil, reason: 'not-stated' }],
      });
    await open();
    await ask(page, evil);
    await settled();
    await expect.poll(() => page.locator('.exchange img, .exchange script').count()).toBe(0);
    await expect.poll(() => last().locator('.answer p').textContent()).toContain('<img src=x');
    await expect.poll(() => page.title()).not.toBe('hit');
  });

  test('works below a path prefix', async () => {
    await server.close();
    server = await startServer(engine, { basePath: '/office/baogao' });
    await open();
    await ask(page, '安徽？');
    await settled();
    await last().locator('.answer .marker').first().click();
    await expect.poll(marked).toBe('全省生产总值增长7.5%左右');
  });

  test('refuses to send a question that is too long, and says so', async () => {
    await open();
    await page.fill('#question', '长'.repeat(2001));
    await expect.poll(() => page.locator('.composer__note').textContent()).toContain('2001 / 2000');
    await page.press('#question', 'Enter');
    expect(engine.asked).toEqual([]);
    expect((await page.inputValue('#question')).length).toBe(2001);
  });

  test('does not move what is read while an answer grows', async () => {
    engine.pace = 60;
    await open();
    await ask(page, '一');
    await settled();
    await ask(page, '二');
    const places: number[] = [];
    await last().locator('.answer p').first().waitFor();
    // A paragraph that is just being made anew has no place.
    const look = async (): Promise<void> => {
      const box = await last().locator('.answer p').first().boundingBox();
      if (box) places.push(Math.round(box.y));
    };
    while ((await last().getAttribute('data-state')) !== 'done') await look();
    await look();
    expect(places.length).toBeGreaterThan(1);
    expect(new Set(places).size).toBe(1);
  });

  test('opens a whole report from the shelf, found by name', async () => {
    await open();
    await page.fill('.shelf__filter', 'anhui');
    await expect.poll(() => page.locator('.book').count()).toBe(1);
    await page.locator('.book').click();
    await page.locator('.report h3').first().waitFor();
    const text = (await page.locator('.report').textContent()) ?? '';
    const report = collection.text.slice(0, collection.text.indexOf('湖南省政府工作报告'));
    expect(text.replace(/\s/g, '')).toBe(report.replace(/\s/g, ''));
  });
});
