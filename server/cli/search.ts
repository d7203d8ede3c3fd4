/** `baogao search WORDS`: the command on this process. */
import { loadConfig } from '../../ingest/config.ts';
import { createEngine } from '../engine.ts';
import { searchCommand } from './search-command.ts';
import { processTerminal } from './terminal.ts';

const terminal = processTerminal();
const openEngine = async () =>
  createEngine({ config: loadConfig(), build: 'wait', models: 'here', onProgress: terminal.log });
process.exit(await searchCommand(process.argv.slice(2), { ...terminal, openEngine }));
