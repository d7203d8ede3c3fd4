/** The command `search`: the ranked passages for some words. */
import { parseArgs } from 'node:util';
import type { AskCommand } from '../ask-command.ts';
import { check } from '../request.ts';
import type { SearchHit } from '../retrieve/search.ts';
import { searchSchema } from '../routes/search.ts';
import { ending, type Paint, paint, readAll, usage, write } from './terminal.ts';

const HINT = 'baogao search --help';
const HELP = `Usage: baogao search WORDS [--region R]... [--year Y]... [-k N] [--json] [--explain]

The passages of the reports that fit some words best, without an answer. "-" reads the words from standard input.

  --region R   only reports of this region, by any of its names; may be given several times
  --year Y     only reports of this year; may be given several times
  -k N         so many passages at most, 10 if absent
  --json       an array of passages with their scores and offsets
  --explain    with --json: each part of the score
  --help       this text

Exit codes: 0 done, 1 failed, 2 wrong usage, 3 no index, or one of another format or model.
`;

/** Runs the command; gives the exit code and never throws. */
export function searchCommand(args: string[], command: AskCommand): Promise<number> {
  return ending(command, async () => {
    const { values, positionals } = parse(args);
    if (values.help) return write(command.output, HELP);
    const typed = positionals.join(' ');
    const request = check(
      searchSchema,
      {
        q: typed === '-' ? await readAll(command.input) : typed,
        k: values.k,
        explain: values.explain ? 'true' : 'false',
        ...(values.region && { regions: values.region.join(',') }),
        ...(values.year && { years: values.year.join(',') }),
      },
      HINT,
    );
    const engine = await command.openEngine();
    try {
      const hits = await engine.search(request);
      if (hits.length === 0) command.log('No passage fits.');
      await write(
        command.output,
        values.json ? `${JSON.stringify(hits, null, 1)}\n` : asText(hits, paint(command.colours)),
      );
    } finally {
      await engine.close();
    }
  });
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        region: { type: 'string', multiple: true },
        year: { type: 'string', multiple: true },
        k: { type: 'string', short: 'k' },
        json: { type: 'boolean' },
        explain: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw usage((error as Error).message, HINT);
  }
}

function asText(hits: SearchHit[], { strong, faint }: Paint): string {
  return hits
    .map(({ title, section, quote }, place) => {
      const words = quote.replace(/\s*\n\s*/g, ' ').trim();
      return `${strong(`${place + 1}. ${[title, ...section].join(' · ')}`)}\n   ${faint(words)}\n`;
    })
    .join('');
}
