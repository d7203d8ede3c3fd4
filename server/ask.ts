/** `npm run --silent ask -- "QUESTION"`: the command on this process. */
import { loadConfig } from '../ingest/config.ts';
import { askCommand } from './ask-command.ts';
import { processTerminal } from './cli/terminal.ts';
import { createEngine } from './engine.ts';

const terminal = processTerminal();
const openEngine = async () =>
  createEngine({ config: loadConfig(), build: 'wait', models: 'here', onProgress: terminal.log });
process.exit(await askCommand(process.argv.slice(2), { ...terminal, openEngine }));
