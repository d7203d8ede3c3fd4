import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { loadConfig } from '../../ingest/config.ts';
import { State } from '../../ingest/state/state.ts';
import { createApp } from '../../server/app.ts';
import { serveOptions } from '../../server/serve-options.ts';
import { networkAddress } from '../../server/share/network.ts';
import { Sharing } from '../../server/share/sharing.ts';
import { sharingFor } from '../../server/share/start.ts';
import { answerWith, fakeEngine } from './fake-engine.ts';
import { sampleIndex } from './sample-reports.ts';

const HOST = '192.168.1.20';
const engine = fakeEngine(sampleIndex(), () => answerWith({ answer: '好' }));

describe('a server shared on the local network', () => {
  const folder = mkdtempSync(join(tmpdir(), 'baogao-sharing-'));
  let state: State;
  let sharing: Sharing;
  let app: ReturnType<typeof createApp>;
  let token: string;

  beforeAll(() => {
    state = new State(folder);
  });
  afterAll(() => {
    state.close();
    rmSync(folder, { recursive: true });
  });
  beforeEach(() => {
    sharing = new Sharing({ host: HOST, basePath: '', owner: 'local' });
    app = createApp({ engine, config: { host: '127.0.0.1', basePath: '' }, state, sharing });
    token = sharing.invite();
  });

  const from = (address: string) => ({ shared: true, incoming: { socket: { remoteAddress: address } } });
  const ask = (
    path: string,
    {
      device = '192.168.1.30',
      secret = token,
      method = 'GET',
      body,
    }: { device?: string; secret?: string; method?: string; body?: unknown } = {},
  ) =>
    app.request(
      `http://${HOST}:8787${path}`,
      {
        method,
        headers: {
          host: `${HOST}:8787`,
          'content-type': 'application/json',
          ...(secret && { authorization: `Bearer ${secret}` }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      },
      from(device),
    );
  const local = (path: string, init: RequestInit = {}) =>
    app.request(`http://127.0.0.1:8787${path}`, {
      ...init,
      headers: { host: '127.0.0.1:8787', 'content-type': 'application/json', ...init.headers },
    });

  test('reads and asks with the token, and with nothing else', async () => {
    expect((await ask('/api/documents')).status).toBe(200);
    expect((await ask('/api/ask', { method: 'POST', body: { question: '好？' } })).status).toBe(200);
    expect((await ask('/api/documents', { secret: '' })).status).toBe(401);
    expect((await ask('/api/documents', { secret: 'k2v8x0q4mzr7c1dn' })).status).toBe(401);
  });

  test.each([
    ['DELETE', '/api/documents/2020-provinces-2', undefined],
    ['PATCH', '/api/documents/2020-provinces-2', { region: '湖南省' }],
    ['POST', '/api/documents', {}],
    ['PUT', '/api/conversations/x', { exchanges: [{ id: '1', question: '问', text: '答' }] }],
    ['DELETE', '/api/conversations/x', undefined],
    ['POST', '/api/feedback', {}],
    ['PUT', '/api/excerpts/x', {}],
    ['POST', '/api/indicators/corrections', {}],
  ])('refuses %s %s', async (method, path, body) => {
    expect((await ask(path, { method, body })).status).toBe(403);
  });

  test.each(['/api/audit', '/api/traces', '/metrics'])('shows nothing of %s', async (path) => {
    expect((await ask(path)).status).toBe(403);
  });

  test('a link is for the device that opened it first; another link is for another', async () => {
    expect((await ask('/api/documents')).status).toBe(200);
    const other = await ask('/api/documents', { device: '192.168.1.66' });
    expect(other.status).toBe(403);
    expect(await other.text()).toContain('another device');
    const second = sharing.invite();
    expect((await ask('/api/documents', { device: '192.168.1.66', secret: second })).status).toBe(200);
    expect((await ask('/api/documents')).status).toBe(200);
  });

  test('the conversations of the machine are read along', async () => {
    const exchanges = [{ id: '1', question: '安徽？', text: '7.5%' }];
    await local('/api/conversations/abc', { method: 'PUT', body: JSON.stringify({ exchanges }) });
    expect(await (await ask('/api/conversations')).text()).toContain('安徽？');
    expect((await ask('/api/conversations/abc')).status).toBe(200);
  });

  test('the machine itself goes on as before, and the token opens nothing there', async () => {
    expect((await local('/api/audit')).status).toBe(200);
    expect((await app.request(`http://${HOST}/api/documents`, { headers: { host: HOST } })).status).toBe(403);
  });

  test('no token stands in a form that could be printed again', () => {
    expect(JSON.stringify(sharing)).not.toContain(token);
    expect(token).toMatch(/^[\w-]{22}$/);
    expect(sharing.invite()).not.toBe(token);
  });
});

test('the address of the network a phone is likely to be in', () => {
  const entry = (address: string, internal = false) => ({
    address,
    internal,
    family: 'IPv4' as const,
    netmask: '255.255.255.0',
    mac: '00:00:00:00:00:00',
    cidr: null,
  });
  const lo = [entry('127.0.0.1', true)];
  expect(networkAddress({ lo, docker0: [entry('172.17.0.1')], wlan0: [entry('192.168.1.5')] })).toBe('192.168.1.5');
  expect(networkAddress({ lo, eth0: [entry('10.1.2.3')], eth1: [entry('203.0.113.9')] })).toBe('10.1.2.3');
  expect(networkAddress({ lo, eth0: [entry('169.254.3.4')] })).toBeNull();
});

test('only a server that nobody else reaches is shared', () => {
  expect(() => sharingFor(loadConfig({ HOST: '0.0.0.0', TOKEN: 'k2v8x0q4mzr7c1dn' }))).toThrow('already');
  expect(() => sharingFor(loadConfig({ PROXIES: '1', TOKEN: 'k2v8x0q4mzr7c1dn' }))).toThrow('already');
});

test('the command line', () => {
  expect(serveOptions(['--share'])).toEqual({ share: true, help: false });
  expect(() => serveOptions(['--shar'])).toThrow(/--shar/);
});
