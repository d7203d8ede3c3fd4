/** The tables that bench prints. */
import type { FigureScore } from './figures.ts';
import type { ReadingSpeed } from './reading.ts';
import type { Speed } from './speed.ts';
import type { Failure, Row, Score } from './tally.ts';
import { type WebSpeed, webLines } from './web.ts';

const COLUMNS: [head: string, name: keyof Row][] = [
  ['n', 'n'],
  ['found@1', 'evidenceInFirst1'],
  ['found@5', 'evidenceInFirst5'],
  ['region@5', 'evidenceInFirst5OfRegion'],
  ['found@20', 'evidenceInFirst20'],
  ['right', 'right'],
  ['refused', 'refused'],
  ['exact', 'citationsExact'],
  ['in file', 'citationPrecision'],
  ['region', 'citationRegion'],
  ['evidence', 'evidenceRecall'],
  ['unsupp.', 'unsupported'],
  ['en form', 'englishForm'],
  ['cites', 'cites'],
  ['ms p50', 'msMedian'],
  ['ms p95', 'msP95'],
  ['chars', 'answerCharsMedian'],
];

export const LEGEND = `found@1, 5, 20: % of the gold evidence in the first passages   region@5: in the first 5 of its own region
refused: right for unanswerable, false for others
exact: citations that are source slices   in file: citations whose words are in the file   evidence: gold evidence cited
unsupp.: markers that their sentence does not fit   cites: citations an answer   chars: median length of an answer`;

const NAME_WIDTH = 13;
const COLUMN_WIDTH = 9;

/** One line a kind of question, percentages but for times, lengths and counts. */
export function qualityTable(title: string, types: Score['types']): string {
  const line = (name: string, cells: string[]) =>
    name.padEnd(NAME_WIDTH) + cells.map((cell) => cell.padStart(COLUMN_WIDTH)).join('');
  const lines = Object.entries(types).map(([type, row]) =>
    line(
      type,
      COLUMNS.map(([, name]) => `${row[name] ?? '-'}`),
    ),
  );
  const heads = COLUMNS.map(([head]) => head);
  return [title, line('', heads), ...lines].join('\n');
}

export function figureTable({ n, recall, precision, qualifiers, extra }: FigureScore): string {
  return `Figures: ${n} golden; recall ${recall}%, precision ${precision}%, qualifiers ${qualifiers}%, ${extra} extra`;
}

/** What is wrong, with what was wanted and what was said. */
export function failureList(failures: Failure[]): string {
  const shown = (text: string) => text.replace(/\s+/g, ' ').slice(0, 300);
  return failures
    .map(
      ({ question, answer, reason }) =>
        `${question.id} [${question.type}] ${shown(question.question)}\n  why:  ${reason}\n  gold: ${shown(question.answer)}\n  got:  ${shown(answer?.answer ?? '')}`,
    )
    .join('\n');
}

/** One figure a line, each with the floor that it is measured against. */
export function speedTable({ reading, ingest, question, blocking, server, tutorial }: Speed): string {
  const lines: SpeedLine[] = [
    ...readingLines(reading),
    ['embedding all texts alone', seconds(ingest.embedMs), `${ingest.texts} texts`],
    [
      'the same one by one with two threads',
      seconds(ingest.plainMs),
      `${times(ingest.plainMs / ingest.embedMs)} embedding; from a sample`,
    ],
    ['ingest', seconds(ingest.ingestMs), `${times(ingest.ratio)} embedding`],
    ['ingest, nothing changed', seconds(ingest.againMs)],
    ['index', megabytes(ingest.indexBytes), `${ingest.bytesPerCharacter.toFixed(1)} bytes a source character`],
    ['opening the index', milliseconds(ingest.openMs)],
    ['embedding a question alone, median', milliseconds(question.embedMs)],
    ['answer, median', milliseconds(question.answerMs.median), `${times(question.ratio.median)} embedding`],
    ['answer, 95th percentile', milliseconds(question.answerMs.p95), `${times(question.ratio.p95)} embedding`],
    ['answer, 99th percentile', milliseconds(question.answerMs.p99), `${times(question.ratio.p99)} embedding`],
    [
      'longest stretch of one question',
      milliseconds(blocking.stretchMs.longest),
      `95th ${milliseconds(blocking.stretchMs.p95)}, median ${milliseconds(blocking.stretchMs.median)}`,
    ],
    ['npm start to listening', milliseconds(server.listeningMs)],
    ['npm start to first answer', milliseconds(server.firstAnswerMs)],
    ['npm start to listening, no index', milliseconds(server.freshListeningMs)],
    ['npm start to first answer, no index', milliseconds(server.freshFirstAnswerMs)],
    ['answer over HTTP, median', milliseconds(server.answerMs.median), `95th ${milliseconds(server.answerMs.p95)}`],
    [
      'resident memory of the server',
      megabytes(server.residentBytes?.withChildren),
      `of it ${megabytes(server.residentBytes?.server)} without its model processes`,
    ],
  ];
  if (tutorial) {
    lines.push(
      ['tutorial way: ingest', seconds(tutorial.ingestMs), `${tutorial.chunks} chunks`],
      [
        'tutorial way: answer, median',
        milliseconds(tutorial.answerMs.median),
        `95th ${milliseconds(tutorial.answerMs.p95)}`,
      ],
    );
  }
  return asLines('Speed', lines);
}

/** The part of it on reading alone. */
export function readingTable(reading: ReadingSpeed): string {
  return asLines('Reading and cleaning', readingLines(reading));
}

/** The page beside the server. */
export function webTable(web: WebSpeed): string {
  return asLines('The page', webLines(web));
}

type SpeedLine = [name: string, value: string, beside?: string];

function readingLines(reading: ReadingSpeed): SpeedLine[] {
  const { textBytes, textMs, megabytesPerSecond, docxCharacters, docxMs, docxBesideMs } = reading;
  return [
    [
      'reading and cleaning text',
      `${megabytesPerSecond.toFixed(1)} MB/s`,
      `${megabytes(textBytes)} in ${milliseconds(textMs)}`,
    ],
    [
      `a docx of ${docxCharacters} characters`,
      milliseconds(docxMs),
      `${milliseconds(docxBesideMs)} in the process of parsers`,
    ],
  ];
}

function asLines(title: string, lines: SpeedLine[]): string {
  return [
    title,
    ...lines.map(([name, value, beside = '']) => `${name.padEnd(38)}${value.padStart(12)}   ${beside}`.trimEnd()),
  ].join('\n');
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

function milliseconds(ms: number | null): string {
  return ms === null ? '-' : `${ms.toFixed(ms < 10 ? 1 : 0)} ms`;
}

function megabytes(bytes: number | undefined): string {
  return bytes === undefined ? '-' : `${Math.round(bytes / 1e6)} MB`;
}

function times(ratio: number | null): string {
  return ratio === null ? '-' : `${ratio.toFixed(2)} times`;
}
