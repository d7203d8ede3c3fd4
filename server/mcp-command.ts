/** `npm run --silent mcp`: the Model Context Protocol on standard input and output; everything else goes to standard error. */
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { loadConfig } from '../ingest/config.ts';
import { createEngine } from './engine.ts';
import { createMcpServer } from './mcp/server.ts';

const log = (line: string): void => console.error(line);
// The protocol has standard output for itself.
console.log = console.error;

// Agents wait for the greeting only a few seconds: the models are loaded meanwhile, and a missing index is built.
const engine = createEngine({ config: loadConfig(), build: 'wait', models: 'here', onProgress: log });
engine.catch((error: unknown) => {
  log(error instanceof Error ? error.message : String(error));
  process.exit(1);
});

// A client that goes away closes standard input.
process.stdin.once('end', () => process.exit(0));
await createMcpServer({ engine }).connect(new StdioServerTransport());
