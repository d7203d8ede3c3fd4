/** `baogao export WHAT`: the command on this process. */
import { loadConfig } from '../../ingest/config.ts';
import { openIndex } from '../../ingest/index/open.ts';
import { correctedIndex } from '../matrix/corrected.ts';
import { Corrections } from '../matrix/corrections.ts';
import { exportCommand } from './export-command.ts';
import { processTerminal } from './terminal.ts';

/** Figures as people corrected them, as in the table of the page. */
const open = () => {
  const config = loadConfig();
  return correctedIndex(openIndex(config.indexDir), new Corrections(config), { keepWrong: true });
};
process.exit(await exportCommand(process.argv.slice(2), { ...processTerminal(), open }));
