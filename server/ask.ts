/** `npm run --silent ask -- "QUESTION"`: the command on this process. */
import { loadConfig } from '../ingest/config.ts';
import { askCommand } from './ask-command.ts';
import { createEngine } from './engine.ts';

// Whoever reads may have seen enough (`| head`): no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

const log = (line: string): void => console.error(line);

const code = await askCommand(process.argv.slice(2), {
  input: process.stdin,
  output: process.stdout,
  log,
  openEngine: async () => createEngine({ config: loadConfig(), build: 'wait', models: 'here', onProgress: log }),
});
process.exit(code);
