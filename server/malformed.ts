/** Requests that never reach the routes, since Node cannot read them: told in the shape of every other error. */
import type { Server } from 'node:http';
import type { ErrorBody } from './errors.ts';

/**
 * Bytes of address and headers. A question of 2,000 Chinese characters in an address has 18,000; Node's own limit is 16 kB, past which it
 * answers without a body.
 */
export const MAX_HEADER_BYTES = 64 * 1024;

const TOLD: Record<string, { status: string; body: ErrorBody }> = {
  HPE_HEADER_OVERFLOW: {
    status: '431 Request Header Fields Too Large',
    body: {
      error: {
        code: 'address-too-long',
        message: `The address and the headers are longer than ${MAX_HEADER_BYTES / 1024} kB together`,
        hint: 'Long questions go into the body of POST /api/ask',
      },
    },
  },
  ERR_HTTP_REQUEST_TIMEOUT: {
    status: '408 Request Timeout',
    body: { error: { code: 'request-timeout', message: 'The request did not come to its end' } },
  },
};
const UNREADABLE = {
  status: '400 Bad Request',
  body: { error: { code: 'bad-request', message: 'This is no request of HTTP/1.1 that can be read' } },
};

/** Answers them, and closes their connections. */
export function answerMalformed(server: Pick<Server, 'on'>): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
    const { status, body } = TOLD[error.code ?? ''] ?? UNREADABLE;
    const text = JSON.stringify(body);
    const headers = ['Content-Type: application/json', 'X-Content-Type-Options: nosniff', 'Connection: close'];
    const length = `Content-Length: ${Buffer.byteLength(text)}`;
    socket.end(`HTTP/1.1 ${[status, ...headers, length].join('\r\n')}\r\n\r\n${text}`);
  });
}
