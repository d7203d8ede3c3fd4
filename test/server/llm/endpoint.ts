/** A language model server on loopback that answers from a script, in OpenAI's and Ollama's protocols. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Endpoint {
  url: string;
  /** The bodies of the requests, in order. */
  asked: { messages: { role: string; content: string }[]; model: string }[];
  /** Set before asking: pieces that are sent one by one, `pauseMs` apart; then the stream ends, or hangs where `hangs`. */
  pieces: string[];
  pauseMs: number;
  hangs: boolean;
  /** Not 200: an error instead of a stream. */
  status: number;
  /** Resolves with the moment (performance.now) at which a client has gone before its answer was whole. */
  gone: Promise<number>;
  close(): Promise<void>;
}

export async function startEndpoint(): Promise<Endpoint> {
  let leave: (at: number) => void = () => {};
  const endpoint: Endpoint = {
    url: '',
    asked: [],
    pieces: [],
    pauseMs: 0,
    hangs: false,
    status: 200,
    gone: new Promise((resolve) => {
      leave = resolve;
    }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  const server = createServer(async (request, response) => {
    response.once('close', () => response.writableFinished || leave(performance.now()));
    endpoint.asked.push(JSON.parse(await bodyOf(request)));
    if (endpoint.status !== 200) {
      response.writeHead(endpoint.status, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ error: { message: 'out of order' } }));
      return;
    }
    await stream(endpoint, response, request.url?.endsWith('/api/chat') ? ollama : openai);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  endpoint.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return endpoint;
}

type Protocol = { type: string; piece: (text: string) => string; end: string };

const openai: Protocol = {
  type: 'text/event-stream',
  piece: (content) =>
    `data: ${JSON.stringify({ id: 'x', object: 'chat.completion.chunk', created: 1, model: 'm', choices: [{ index: 0, delta: { role: 'assistant', content }, finish_reason: null }] })}\n\n`,
  end: 'data: [DONE]\n\n',
};

const ollama: Protocol = {
  type: 'application/x-ndjson',
  piece: (content) =>
    `${JSON.stringify({ model: 'm', created_at: '2026-01-01T00:00:00Z', message: { role: 'assistant', content }, done: false })}\n`,
  end: `${JSON.stringify({ model: 'm', created_at: '2026-01-01T00:00:00Z', message: { role: 'assistant', content: '' }, done: true })}\n`,
};

async function stream(endpoint: Endpoint, response: ServerResponse, protocol: Protocol): Promise<void> {
  response.writeHead(200, { 'content-type': protocol.type });
  response.flushHeaders();
  for (const text of endpoint.pieces) {
    if (response.destroyed) return;
    response.write(protocol.piece(text));
    await new Promise((resolve) => setTimeout(resolve, endpoint.pauseMs));
  }
  if (!endpoint.hangs) response.end(protocol.end);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += chunk;
  return body;
}
