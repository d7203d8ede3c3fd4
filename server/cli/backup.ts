/** `npm run backup`: the command on this process. */
import { loadConfig } from '../../ingest/config.ts';
import { backupCommand } from './backup-commands.ts';
import { ending, processTerminal } from './terminal.ts';

const terminal = processTerminal();
let code = 0;
const failed = await ending(terminal, async () => {
  code = await backupCommand(process.argv.slice(2), { ...terminal, stateDir: loadConfig().stateDir });
});
process.exit(failed || code);
