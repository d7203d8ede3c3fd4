/** What each leg and boost of retrieval is worth: the golden questions once more with each one left out. */
import type { Engine } from '../../server/engine.ts';
import { PARTS, settingsWithout } from '../../server/retrieve/settings.ts';
import { askAll } from './asking.ts';
import type { GoldQuestion } from './golden.ts';
import type { ReportTexts } from './report-texts.ts';
import { type Row, scoreAnswers } from './tally.ts';

/** One line of the table: everything, or everything but one part. */
export interface Ablation {
  part: string;
  row: Row;
}

/** Asks all questions with everything, then with each part left out; about half a minute a part. */
export async function measureParts(options: {
  engine: Pick<Engine, 'ask'>;
  questions: GoldQuestion[];
  reports: ReportTexts;
  onProgress?: (line: string) => void;
}): Promise<Ablation[]> {
  const { engine, questions, reports, onProgress = () => {} } = options;
  const measured: Ablation[] = [];
  for (const part of ['', ...PARTS]) {
    const settings = part === '' ? undefined : settingsWithout(part);
    const { answers } = await askAll(engine, questions, { settings });
    const { answerable, all } = scoreAnswers({ questions, answers, reports }).types;
    const row = answerable ?? all;
    if (row) measured.push({ part: part === '' ? 'everything' : `without ${part}`, row });
    onProgress(`ablation: ${measured.at(-1)?.part}`);
  }
  return measured;
}

const COLUMNS: [head: string, name: keyof Row][] = [
  ['found@1', 'evidenceInFirst1'],
  ['found@5', 'evidenceInFirst5'],
  ['region@5', 'evidenceInFirst5OfRegion'],
  ['found@20', 'evidenceInFirst20'],
  ['right', 'right'],
  ['refused', 'refused'],
];

/** The table; a part earns its place where leaving it out lowers a figure. */
export function ablationTable(measured: Ablation[]): string {
  const line = (name: string, cells: string[]) => name.padEnd(28) + cells.map((cell) => cell.padStart(9)).join('');
  return [
    'What each part of retrieval is worth (answerable questions, %)',
    line(
      '',
      COLUMNS.map(([head]) => head),
    ),
    ...measured.map(({ part, row }) =>
      line(
        part,
        COLUMNS.map(([, name]) => `${row[name] ?? '-'}`),
      ),
    ),
  ].join('\n');
}
