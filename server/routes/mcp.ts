/** `POST /mcp`: the Model Context Protocol over streamable HTTP. */
import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js';
import type { Hono } from 'hono';
import type { Engine } from '../engine.ts';
import { createMcpServer } from '../mcp/server.ts';

/** Adds the route. Every request stands for itself: there is no session to lose when the server starts again. */
export function mcpRoute(app: Hono, engine: Engine): void {
  app.post('/mcp', async (c) => {
    const { signal } = c.req.raw;
    const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true });
    const server = createMcpServer({ engine, signal });
    await server.connect(transport);
    try {
      return await transport.handleRequest(c.req.raw);
    } finally {
      await server.close();
    }
  });
}
