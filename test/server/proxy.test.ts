/** `docs/nginx.conf` as it stands, in front of the application: TLS, a path prefix, streams, tokens and addresses. */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { digestOf } from '../../ingest/access.ts';
import { projectRoot } from '../../ingest/config.ts';
import { createApp } from '../../server/app.ts';
import { bundlePage } from '../../server/page.ts';
import { needs } from '../require.ts';
import { answerWith, fakeEngine } from './fake-engine.ts';
import { sampleIndex } from './sample-reports.ts';

const present =
  process.platform !== 'win32' &&
  ['nginx', 'openssl'].every((command) => spawnSync(command, ['-v']).error === undefined);

describe.skipIf(!needs('nginx with openssl', present))('behind nginx', () => {
  let folder = '';
  let nginx: ChildProcess | undefined;
  let server: ReturnType<typeof serve> | undefined;
  let port = 0;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'baogao-nginx-'));
    const engine = fakeEngine(sampleIndex(), () => answerWith({ answer: '第一句。第二句。第三句。' }));
    engine.pace = 150;
    const tokens = [{ name: 'li', role: 'reader' as const, digest: digestOf('sesame') }];
    const config = { host: '127.0.0.1', basePath: '/baogao', tokens, proxies: 1 };
    const app = createApp({ engine, config, page: await bundlePage() });
    server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' });
    await new Promise((resolve) => server?.once('listening', resolve));
    const behind = (server.address() as { port: number }).port;
    port = await freePort();
    const at = (name: string): string => join(folder, name);
    execFileSync(
      'openssl',
      [
        ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1'],
        ...['-subj', '/CN=baogao.example', '-keyout', at('key'), '-out', at('crt')],
      ],
      { stdio: 'ignore' },
    );
    const site = readFileSync(join(projectRoot, 'docs/nginx.conf'), 'utf8')
      .replace('listen 443 ssl', `listen 127.0.0.1:${port} ssl`)
      .replace('/etc/ssl/baogao.crt', at('crt'))
      .replace('/etc/ssl/baogao.key', at('key'))
      .replace('127.0.0.1:8787', `127.0.0.1:${behind}`);
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
    writeFileSync(
      at('nginx.conf'),
      `daemon off; master_process off; pid ${at('pid')}; error_log ${at('error.log')}; events {}
      http { access_log off; ${temporary.map((name) => `${name}_temp_path ${at(name)};`).join(' ')}\n${site} }`,
    );
    nginx = spawn('nginx', ['-p', folder, '-c', at('nginx.conf')], { stdio: 'ignore' });
    for (let i = 0; i < 100; i++) {
      if (
        await get('/baogao/api/health').then(
          () => true,
          () => false,
        )
      )
        return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`nginx does not answer: ${readFileSync(at('error.log'), 'utf8')}`);
  }, 30_000);

  afterAll(() => {
    nginx?.kill();
    server?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const agent = new Agent({ rejectUnauthorized: false, keepAlive: false });
  /** Status, headers and the pieces of the body with when they came. */
  const get = (path: string, { headers = {}, body }: { headers?: Record<string, string>; body?: string } = {}) =>
    new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; text: string; at: number[] }>(
      (resolve, reject) => {
        const options = {
          ...{ host: '127.0.0.1', port, path, agent, servername: 'baogao.example' },
          ...{ method: body === undefined ? 'GET' : 'POST', headers: { host: 'baogao.example', ...headers } },
        };
        const sent = request(options, (response) => {
          let text = '';
          const at: number[] = [];
          response.on('data', (part) => {
            text += part;
            at.push(performance.now());
          });
          response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text, at }));
        });
        sent.on('error', reject);
        sent.end(body);
      },
    );
  const token = { authorization: 'Bearer sesame' };

  test('the page and its files come below the path, with HSTS', async () => {
    const page = await get('/baogao/');
    expect(page.status).toBe(200);
    expect(page.headers['strict-transport-security']).toContain('max-age');
    const script = /src="(assets\/[^"]+)"/.exec(page.text)?.[1];
    expect((await get(`/baogao/${script}`)).status).toBe(200);
  });

  test('a token is asked for, though the server listens on loopback', async () => {
    expect((await get('/baogao/api/documents')).status).toBe(401);
    expect((await get('/baogao/api/documents', { headers: token })).status).toBe(200);
  });

  test('an answer comes piece by piece', async () => {
    const headers = { ...token, accept: 'text/event-stream', origin: 'https://baogao.example' };
    const { status, text, at } = await get('/baogao/api/ask', { headers, body: '{"question":"问"}' });
    expect(status).toBe(200);
    expect(text).toContain('event: done');
    expect(at.length).toBeGreaterThan(2);
    expect((at.at(-1) ?? 0) - (at[0] ?? 0)).toBeGreaterThan(250);
  });

  test('a post of another site is refused', async () => {
    const headers = { ...token, origin: 'https://evil.example' };
    expect((await get('/baogao/api/ask', { headers, body: '{"question":"问"}' })).status).toBe(403);
  });

  test('an address that the client invents does not help to guess', async () => {
    let status = 0;
    for (let i = 0; i < 8; i++) {
      const headers = { authorization: `Bearer guess${i}`, 'x-forwarded-for': `10.0.0.${i}` };
      ({ status } = await get('/baogao/api/documents', { headers }));
    }
    expect(status).toBe(429);
  });
});

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}
