/** `POST /mcp`: the Model Context Protocol over streamable HTTP. */
import type { Hono } from 'hono';
import type { Engine } from '../engine.ts';

/** Adds the route. Every request stands for itself: there is no session to lose when the server starts again. */
export function mcpRoute(app: Hono, engine: Engine): void {
  app.post('/mcp', async (c) => {
    // Loaded when first asked for: 25 MB that few servers need.
    const [{ WebStandardStreamableHTTPServerTransport }, { createMcpServer }] = await Promise.all([
      import('@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js'),
      import('../mcp/server.ts'),
    ]);
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
