#!/usr/bin/env node
/** `baogao COMMAND`: one program for everything that can be done without the page. */
import { COMMANDS } from './cli/commands.ts';
import { completionScript, SHELLS } from './cli/completion.ts';
import { EXIT, processTerminal, write } from './cli/terminal.ts';
import { packageVersion } from './openapi/document.ts';

const HELP = `Usage: baogao COMMAND [OPTIONS]

Questions answered from Chinese government work reports, every sentence proved by a citation.

${Object.entries(COMMANDS)
  .map(([name, { summary }]) => `  ${name.padEnd(12)}${summary}`)
  .join('\n')}

baogao COMMAND --help tells the options of a command. Settings are environment variables, such as BAOGAO_REPORTS_DIR.

Exit codes: 0 done (a refused question too), 1 failed, 2 wrong usage, 3 no index, or one of another format or model.
`;

const [name = '', ...rest] = process.argv.slice(2);
const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
if (command?.run !== undefined && (command.flags.length > 0 || rest.length === 0)) {
  // The command reads the arguments of the process, and ends it.
  process.argv.splice(2, 1);
  await command.run();
} else process.exit(await own());

/** What needs no module of its own. */
async function own(): Promise<number> {
  const { output, log } = processTerminal();
  if (command?.run !== undefined) {
    const help = ['--help', '-h'].includes(rest[0] ?? '');
    if (help) await write(output, `Usage: baogao ${name}\n\n${command.summary}; settings are environment variables.\n`);
    else log(`baogao ${name} takes no options; found ${rest.join(' ')}`);
    return help ? EXIT.done : EXIT.usage;
  }
  if (['--help', '-h', 'help'].includes(name)) await write(output, HELP);
  else if (['--version', '-v'].includes(name)) await write(output, `${packageVersion()}\n`);
  else if (name === 'completion') {
    const shell = SHELLS.find((one) => one === rest[0]);
    if (shell !== undefined) await write(output, completionScript(shell));
    else {
      log(`Completion is for ${SHELLS.join(' or ')}; found ${JSON.stringify(rest[0] ?? '')}`);
      return EXIT.usage;
    }
  } else {
    log(name === '' ? HELP : `There is no command ${JSON.stringify(name)}\nbaogao --help lists them`);
    return EXIT.usage;
  }
  return EXIT.done;
}
