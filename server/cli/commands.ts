/** The commands of `baogao` by name: for the dispatcher, the help and the completion. */

export interface CommandEntry {
  summary: string;
  /** Options without a value, then those with one. */
  flags: string[];
  values: string[];
  /** Words that may follow. */
  words?: string[];
  /** The module that is the command: it reads the arguments of the process when it is imported. */
  run?: () => Promise<unknown>;
}

export const COMMANDS: Record<string, CommandEntry> = {
  ask: {
    summary: 'answers a question, or a file of them (JSON lines or CSV)',
    flags: ['--json', '--resume', '--help'],
    values: ['--batch', '--format', '--column', '--out', '--passages', '--lang'],
    run: () => import('../ask.ts'),
  },
  search: {
    summary: 'the passages that fit some words best',
    flags: ['--json', '--explain', '--help'],
    values: ['--region', '--year', '-k'],
    run: () => import('./search.ts'),
  },
  indicators: {
    summary: 'figures by region, indicator, year and kind, as JSON, CSV or a workbook',
    flags: ['--missing', '--disputed', '--help'],
    values: ['--format', '--out', '--region', '--indicator', '--year', '--kind', '--q'],
    run: () => import('../indicators.ts'),
  },
  ingest: {
    summary: 'brings the index in step with the reports, adds and removes files',
    flags: ['--move', '--remove', '--watch', '--list', '--fetch', '--json', '--help'],
    values: [],
    run: () => import('../../ingest/main.ts'),
  },
  export: {
    summary: 'indicators, reports or passages as CSV, JSON or JSON lines',
    flags: ['--help'],
    values: ['--format', '--out'],
    words: ['indicators', 'reports', 'passages'],
    run: () => import('./export.ts'),
  },
  doctor: {
    summary: 'looks at the machine and the index, and says what to do',
    flags: ['--json', '--help'],
    values: [],
    run: () => import('../doctor.ts'),
  },
  backup: {
    summary: 'puts what people made into one file, also while the server runs',
    flags: ['--help'],
    values: [],
    run: () => import('./backup.ts'),
  },
  restore: {
    summary: 'puts a backup in the place of what people made',
    flags: ['--replace', '--help'],
    values: [],
    run: () => import('./restore.ts'),
  },
  serve: {
    summary: 'serves the page and the API; --share also to a phone on the local network',
    flags: ['--share', '--help'],
    values: [],
    run: () => import('../main.ts'),
  },
  mcp: {
    summary: 'the Model Context Protocol on standard input and output',
    flags: [],
    values: [],
    run: () => import('../mcp-command.ts'),
  },
  completion: {
    summary: 'completion for a shell: eval "$(baogao completion bash)"',
    flags: [],
    values: [],
    words: ['bash', 'zsh'],
  },
};
