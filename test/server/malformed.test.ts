/** What Node cannot read, over a real connection: told as JSON, as every other error is. */
import { type AddressInfo, connect } from 'node:net';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerMalformed, MAX_HEADER_BYTES } from '../../server/malformed.ts';

let server: ReturnType<typeof serve>;
let port = 0;
beforeAll(async () => {
  const app = new Hono().get('/', (c) => c.text(`${c.req.query('q')?.length}`));
  const serverOptions = { maxHeaderSize: MAX_HEADER_BYTES };
  await new Promise<void>((resolve) => {
    server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0, serverOptions }, () => resolve());
    answerMalformed(server as Parameters<typeof answerMalformed>[0]);
  });
  port = (server.address() as AddressInfo).port;
});
afterAll(() => server.close());

async function send(bytes: string): Promise<{ head: string; body: string }> {
  const text = await new Promise<string>((resolve, reject) => {
    let said = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.on('data', (chunk) => {
      said += chunk;
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(said));
  });
  const [head = '', body = ''] = text.split('\r\n\r\n');
  return { head, body };
}

test('an address longer than what is read is refused with a body that says what to do', async () => {
  const { head, body } = await send(`GET /?q=${'a'.repeat(MAX_HEADER_BYTES)} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
  expect(head).toMatch(/^HTTP\/1\.1 431 [\s\S]*Content-Type: application\/json/);
  const { error } = JSON.parse(body) as { error: { code: string; hint: string } };
  expect(error.code).toBe('address-too-long');
  expect(error.hint).toContain('POST /api/ask');
});

test('the longest question that is allowed fits into an address', async () => {
  const question = '湘'.repeat(2000);
  const response = await fetch(`http://127.0.0.1:${port}/?q=${encodeURIComponent(question)}`);
  expect([response.status, await response.text()]).toEqual([200, '2000']);
});

test('what is no HTTP is refused likewise', async () => {
  const { head, body } = await send('\x16\x03\x01 hello\r\n\r\n');
  expect(head).toMatch(/^HTTP\/1\.1 400/);
  expect(JSON.parse(body)).toEqual({ error: { code: 'bad-request', message: expect.any(String) } });
});
