/** `npm run restore`: the command on this process. */
import { loadConfig } from '../../ingest/config.ts';
import { restoreCommand } from './backup-commands.ts';
import { ending, processTerminal } from './terminal.ts';

const terminal = processTerminal();
let code = 0;
const failed = await ending(terminal, async () => {
  code = await restoreCommand(process.argv.slice(2), { ...terminal, stateDir: loadConfig().stateDir });
});
process.exit(failed || code);
