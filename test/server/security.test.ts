/** Who may come in, what every answer carries, and what no answer tells. */
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import fc from 'fast-check';
import Papa from 'papaparse';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { digestOf, type Role, soleToken } from '../../ingest/access.ts';
import { projectRoot } from '../../ingest/config.ts';
import { ReportError } from '../../ingest/errors.ts';
import type { IndicatorRow } from '../../ingest/model.ts';
import { State } from '../../ingest/state/state.ts';
import { type AppOptions, createApp } from '../../server/app.ts';
import { auditEntries } from '../../server/audit.ts';
import { hideFolders } from '../../server/errors.ts';
import { rowsToCsv } from '../../server/matrix/csv.ts';
import { type PublicRow, selectRows } from '../../server/matrix/rows.ts';
import { bundlePage } from '../../server/page.ts';
import { answerWith, type FakeEngine, fakeEngine } from './fake-engine.ts';
import { sampleIndex } from './sample-reports.ts';

const index = sampleIndex();
const office = (['reader', 'editor', 'admin'] as Role[]).map((role) => ({ name: role, role, digest: digestOf(role) }));
let engine: FakeEngine;
beforeEach(() => {
  engine = fakeEngine(index, () => answerWith({ answer: '有。' }));
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const appWith = (config: Partial<AppOptions['config']> = {}, more: Partial<AppOptions> = {}) =>
  createApp({ engine, config: { host: '127.0.0.1', basePath: '', ...config }, ...more });
const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });
const post = (body: unknown, headers: Record<string, string> = {}) => ({
  method: 'POST',
  body: JSON.stringify(body),
  headers,
});

describe('every answer', () => {
  test('has the security headers, whatever its status', async () => {
    const page = await bundlePage();
    const app = appWith({ tokens: [soleToken('sesame')] }, { page });
    const open = appWith({}, { page });
    const failing = fakeEngine(index, () => {
      throw new Error('broken');
    });
    const broken = createApp({ engine: failing, config: { host: '127.0.0.1', basePath: '' } });
    const empty = createApp({ engine: fakeEngine(null, failing.script), config: { host: '127.0.0.1', basePath: '' } });
    const answers: [number, Response][] = [
      [200, await open.request('/')],
      [200, await open.request('/api/indicators?format=csv')],
      [200, await open.request('/api/ask', post({ question: '问' }, { accept: 'text/event-stream' }))],
      [400, await open.request('/api/ask', post({}))],
      [401, await app.request('/api/documents')],
      [403, await open.request('/api/health', { headers: { host: 'evil.example' } })],
      [404, await open.request('/nothing')],
      [404, await open.request('/assets/../../package.json')],
      [404, await open.request('/api/documents/none')],
      [405, await open.request('/api/ask')],
      [413, await open.request('/api/ask', post({ question: 'x'.repeat(2 << 20) }))],
      [500, await broken.request('/api/ask', post({ question: '问' }))],
      [503, await empty.request('/api/health')],
    ];
    for (const [status, { status: found, headers }] of answers) {
      expect(found).toBe(status);
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toContain('unsafe');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
      expect(headers.get('access-control-allow-origin')).toBeNull();
    }
  });

  test('as CSV holds no formula, whatever a report says', () => {
    const [row] = selectRows(
      { ...index, indicators: [{ text: '', unit: '', qualifier: '', value: 1 } as IndicatorRow] },
      {},
    );
    const start = fc.constantFrom(
      '=',
      '+',
      '-',
      '@',
      '＝',
      '＋',
      '－',
      '＠',
      ' =',
      '\t',
      '\r',
      '\n=',
      '\u3000@',
      '\ufeff=',
    );
    const hostile = fc.tuple(start, fc.string({ unit: 'binary' })).map(([first, rest]) => first + rest);
    fc.assert(
      fc.property(hostile, (text) => {
        const csv = rowsToCsv([{ ...(row as PublicRow), text, quote: text }]).slice(1);
        const [, cells] = Papa.parse<string[]>(csv, { delimiter: ',', newline: '\r\n' }).data;
        for (const cell of cells ?? []) expect(cell).not.toMatch(/^[\s\u200b\ufeff]*[=+\-@＝＋－＠]/);
        expect(cells).toContain(`'${text}`);
      }),
    );
  });

  test('has no script inside the page', async () => {
    const html = new TextDecoder().decode((await bundlePage()).index.body);
    for (const [script] of html.matchAll(/<script[^>]*>[^<]*/g)) expect(script).toMatch(/src="[^"]+"><?$/);
    expect(html).not.toMatch(/<style|\sstyle=|\son\w+=|javascript:/i);
  });

  test('tells no folder of this machine when it is an error', async () => {
    hideFolders({ INDEX_DIR: '/srv/office/index' });
    for (const [folder, name] of [
      ['/srv/office/index', 'INDEX_DIR'],
      [join(projectRoot, 'data'), '(program)'],
      [join(homedir(), 'reports'), '('],
      [join(tmpdir(), 'x'), '(temporary folder)'],
    ] as const) {
      engine.script = () => {
        throw new ReportError('index-damaged', `There is no index in ${folder}.`, {
          hint: `Look into ${folder}/files`,
          status: 503,
        });
      };
      for (const accept of ['application/json', 'text/event-stream']) {
        const told = await (await appWith().request('/api/ask', post({ question: '问' }, { accept }))).text();
        expect(told).toContain(name);
        expect(told).not.toContain(folder);
      }
    }
  });
});

describe('a token', () => {
  test('is asked for on every address but health and the page', async () => {
    const app = appWith({ tokens: [soleToken('sesame')] });
    expect((await app.request('/api/health')).status).toBe(200);
    for (const path of ['/api/documents', '/api/nothing', '/metrics', '/v1/models', '/mcp', '/api/audit', '/api/ask'])
      expect((await app.request(path)).status, path).toBe(401);
    for (const wrong of ['sesam', 'sesamee', 'SESAME', '', 'sesame x'])
      expect((await app.request('/api/documents', bearer(wrong))).status).toBe(401);
  });

  test('lets in whoever has it', async () => {
    const app = appWith({ tokens: [soleToken('sesame')] });
    expect((await app.request('/api/documents', bearer('sesame'))).status).toBe(200);
    expect((await app.request('/api/documents', { headers: { authorization: 'bearer sesame' } })).status).toBe(200);
  });

  test('that is wrong too often locks its address out, each time for longer, and not for ever', async () => {
    vi.useFakeTimers();
    const app = appWith({ tokens: [soleToken('sesame')], proxies: 1 });
    const from = (address: string, token: string) =>
      app.request('/api/documents', {
        headers: { authorization: `Bearer ${token}`, 'x-forwarded-for': `6.6.6.6, ${address}` },
      });
    for (let i = 0; i < 5; i++) expect((await from('10.0.0.1', `guess${i}`)).status).toBe(401);
    expect((await from('10.0.0.1', 'sesame')).status).toBe(200);
    const locks: number[] = [];
    for (let i = 0; i < 12; i++) {
      expect((await from('10.0.0.1', `more${i}`)).status).toBe(401);
      const locked = await from('10.0.0.1', 'sesame');
      expect(locked.status).toBe(429);
      locks.push(Number(locked.headers.get('retry-after')));
      expect((await from('10.0.0.2', 'sesame')).status).toBe(200);
      await vi.advanceTimersByTimeAsync((locks.at(-1) ?? 0) * 1000 + 1);
      expect((await from('10.0.0.1', 'sesame')).status).toBe(200);
    }
    expect(locks.slice(0, 5)).toEqual([2, 4, 8, 16, 32]);
    expect(Math.max(...locks)).toBeLessThanOrEqual(900);
  });

  test('cannot be guessed from changing addresses of one IPv6 network, nor with an invented X-Forwarded-For', async () => {
    const behind = appWith({ tokens: [soleToken('sesame')], proxies: 1 });
    const direct = appWith({ tokens: [soleToken('sesame')] });
    const guess = (app: typeof behind, i: number, address: string) =>
      app.request('/api/documents', { headers: { authorization: `Bearer guess${i}`, 'x-forwarded-for': address } });
    let last: Response[] = [];
    for (let i = 0; i < 10; i++)
      last = [await guess(behind, i, `2001:db8:1:2::${i}`), await guess(direct, i, `10.0.0.${i}`)];
    expect(last.map(({ status }) => status)).toEqual([429, 429]);
  });

  test('of a program that asks without end is slowed down', async () => {
    const app = appWith({ tokens: office });
    let last = 200;
    for (let i = 0; i < 1300 && last === 200; i++) last = (await app.request('/api/names', bearer('reader'))).status;
    expect(last).toBe(429);
    expect((await app.request('/api/names', bearer('editor'))).status).toBe(200);
  });
});

describe('a role', () => {
  let folder = '';
  let state: State;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'baogao-security-'));
    state = new State(join(folder, 'state'));
  });
  afterEach(() => {
    state.close();
    rmSync(folder, { recursive: true, force: true });
  });
  /** Routes that change things, whatever they are. */
  const changing = (tokens = office) => {
    const app = appWith({ tokens }, { state });
    app.post('/api/things', (c) => {
      c.set('changed', '2021-anhui.docx');
      return c.json({}, 201);
    });
    app.patch('/api/things/:id', () => {
      throw new ReportError('bad-request', 'no', { status: 400 });
    });
    app.delete('/api/things/:id', (c) => c.body(null, 204));
    return app;
  };

  test.each([
    ['GET', '/api/documents', 'reader'],
    ['POST', '/api/ask', 'reader'],
    ['POST', '/api/things', 'editor'],
    ['PATCH', '/api/things/x', 'editor'],
    ['DELETE', '/api/things/x', 'admin'],
    ['GET', '/api/audit', 'admin'],
  ] as const)('%s %s needs at least a %s', async (method, path, needed) => {
    const app = changing();
    for (const { role } of office) {
      const body = method === 'POST' ? JSON.stringify({ question: '问' }) : undefined;
      const init = { method, ...(body !== undefined && { body }), ...bearer(role) };
      const refused = (await app.request(path, init)).status === 403;
      expect(refused, role).toBe(
        ['reader', 'editor', 'admin'].indexOf(role) < ['reader', 'editor', 'admin'].indexOf(needed),
      );
    }
    expect((await app.request(path.replace('/a', '/%61'), { method, ...bearer('nobody') })).status).toBe(401);
  });

  test('stands in the audit log with what was done and how it ended, also for what failed', async () => {
    const app = changing();
    await app.request('/api/things', { method: 'POST', ...bearer('editor') });
    await app.request('/api/things/x', { method: 'PATCH', ...bearer('admin') });
    await app.request('/api/things/x', { method: 'DELETE', ...bearer('admin') });
    await app.request('/api/things/y', { method: 'DELETE', ...bearer('editor') });
    await app.request('/api/ask', { ...post({ question: '问' }), ...bearer('reader') });
    const { entries } = (await (await app.request('/api/audit', bearer('admin'))).json()) as {
      entries: ReturnType<typeof auditEntries>;
    };
    expect(entries.map((e) => [e.who, e.method, e.path, e.what, e.status])).toEqual([
      ['admin', 'DELETE', '/api/things/x', null, 204],
      ['admin', 'PATCH', '/api/things/x', null, 400],
      ['editor', 'POST', '/api/things', '2021-anhui.docx', 201],
    ]);
    expect(auditEntries(state, { limit: 1, before: entries[0]?.id })).toEqual([entries[1]]);
    expect(JSON.stringify(entries)).not.toContain('Bearer');
  });

  test('who asks without tokens is local, and what cannot be written down is not done', async () => {
    let done = 0;
    const app = appWith({}, { state });
    app.delete('/api/things/:id', (c) => {
      done++;
      return c.body(null, 204);
    });
    expect((await app.request('/api/things/x', { method: 'DELETE' })).status).toBe(204);
    expect(auditEntries(state, { limit: 9 })[0]).toMatchObject({ who: 'local', status: 204 });
    state.database.exec('DROP TABLE audit');
    expect((await app.request('/api/things/x', { method: 'DELETE' })).status).toBe(500);
    expect(done).toBe(1);
  });
});

describe('what comes over the wire', () => {
  let server: ReturnType<typeof serve>;
  let port = 0;
  beforeAll(async () => {
    const app = createApp({
      engine: fakeEngine(index, () => answerWith({ answer: '有。' })),
      config: { host: '127.0.0.1', basePath: '' },
      page: await bundlePage(),
    });
    server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' });
    await new Promise((resolve) => server.once('listening', resolve));
    port = (server.address() as { port: number }).port;
  });
  afterAll(() => {
    server.close();
    if ('closeAllConnections' in server) server.closeAllConnections();
  });

  test.each([
    'GET /../../package.json HTTP/1.1\r\nHost: localhost\r\n\r\n',
    'GET /assets/..%2f..%2fpackage.json HTTP/1.1\r\nHost: localhost\r\n\r\n',
    'GET /api/documents/..%2f..%2f..%2fpackage.json/source HTTP/1.1\r\nHost: localhost\r\n\r\n',
    'GET /api/documents/%00 HTTP/1.1\r\nHost: localhost\r\n\r\n',
    'GET /api/documents/%E0%A4%A HTTP/1.1\r\nHost: localhost\r\n\r\n',
    'GET http://evil.example/api/documents HTTP/1.1\r\nHost: evil.example\r\n\r\n',
    'GET /api/documents HTTP/1.1\r\nHost: evil.example\r\n\r\n',
    'GET /api/documents HTTP/1.1\r\nHost: 127.0.0.1.evil.example\r\n\r\n',
    'GET /api/documents HTTP/1.1\r\nHost: localhost@evil.example\r\n\r\n',
    'GET /api/documents HTTP/1.1\r\nHost: [::1\r\n\r\n',
    'GET /api/documents HTTP/1.1\r\n\r\n',
    'GET /api/documents HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n',
    `GET /api/documents?q=${'x'.repeat(40_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n`,
    'POST /api/ask HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    'POST /api/ask HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999\r\n\r\n{',
    'CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example\r\n\r\n',
    '\u0000\u0001\u0002 nothing of HTTP\r\n\r\n',
  ])('%j is refused and leaves the server answering', async (bytes) => {
    const answer = await exchange(port, bytes);
    expect(answer).not.toContain('"devDependencies"');
    expect(answer === '' ? 400 : Number(answer.slice(9, 12)), answer.slice(0, 200)).toBeGreaterThanOrEqual(400);
    expect((await fetch(`http://127.0.0.1:${port}/api/health`)).status).toBe(200);
  });
});

/** What the server says to these bytes until it closes, or falls silent. */
function exchange(port: number, bytes: string): Promise<string> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.setTimeout(250, () => socket.destroy());
    socket.on('data', (part) => {
      answer += part;
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(answer));
  });
}
