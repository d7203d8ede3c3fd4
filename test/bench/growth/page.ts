/** What growth came to as a page: `docs/growth.md` with its tables, and the plot beside it. */
import { writeFileSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../../ingest/config.ts';
import { growthChart } from './chart.ts';
import type { Size } from './growth.ts';

/** A column: its heading, and what stands in it. */
type Column = [heading: string, cell: (size: Size) => string];

const INGEST: Column[] = [
  ['times', ({ times }) => count(times)],
  ['passages', ({ passages }) => count(passages)],
  ['sentences', ({ sentences }) => count(sentences)],
  ['texts and figures written, passages/s', ({ passages, textMs }) => count((1000 * passages) / textMs)],
  [
    'vectors and graphs written, passages/s',
    ({ passages, vectorMs, neighbourMs }) => perSecond(passages, vectorMs + neighbourMs),
  ],
  ['texts on disk', ({ bytes }) => mb(bytes.text)],
  ['vectors', ({ bytes }) => mb(bytes.vectors)],
  ['graphs', ({ bytes }) => mb(bytes.neighbours)],
];

const ANSWERS: Column[] = [
  ['times', ({ times }) => count(times)],
  ['opening', ({ openMs }) => ms(openMs)],
  ['answer, median', ({ answerMs }) => ms(answerMs.median)],
  ['answer, 95th percentile', ({ answerMs }) => ms(answerMs.p95)],
  ['processor time, median', ({ cpuMs }) => ms(cpuMs.median)],
  ['processor time, 95th', ({ cpuMs }) => ms(cpuMs.p95)],
  ['full text alone', ({ fullTextMs }) => ms(fullTextMs)],
  ['recall@10 of passages', ({ recall }) => recall?.toFixed(3) ?? 'no vectors'],
  ['of sentences', ({ sentenceRecall }) => sentenceRecall?.toFixed(3) ?? 'no vectors'],
  ['memory', ({ residentBytes }) => mb(residentBytes)],
];

const ADDING: Column[] = [
  ['times', ({ times }) => count(times)],
  ['time', ({ added }) => (added ? ms(added.ms) : 'not measured')],
  ['processor time', ({ added }) => (added ? ms(added.cpuMs) : '')],
  ['written', ({ added }) => (added ? mb(added.writtenBytes) : '')],
  ['of the index', ({ added }) => (added ? `${((100 * added.writtenBytes) / added.indexBytes).toFixed(1)}%` : '')],
  ['most memory', ({ added }) => (added ? mb(added.peakBytes) : '')],
];

/** The tables in Markdown. */
export function growthTables(sizes: Size[]): string {
  return [
    `## Ingest and disk\n\n${table(INGEST, sizes)}`,
    `## Answers\n\n${table(ANSWERS, sizes)}`,
    `## Adding one report\n\n${table(ADDING, sizes)}`,
  ].join('\n\n');
}

/** Writes the page and the plot; gives their paths. */
export function writeGrowth(sizes: Size[]): string[] {
  const [page, chart] = ['docs/growth.md', 'docs/growth.svg'].map((path) => join(projectRoot, path)) as [
    string,
    string,
  ];
  writeFileSync(chart, growthChart(sizes));
  writeFileSync(page, growthPage(sizes, new Date()));
  return [page, chart];
}

/** The page. What it says of the figures is made of them. */
export function growthPage(sizes: Size[], measured: Date): string {
  return `# How it grows

Index, answers and memory with so many times the reports that come with the project, measured on one machine (${availableParallelism()} cores,
${Math.round(totalmem() / 2 ** 30)} GiB of memory) on ${measured.toISOString().slice(0, 10)} by one command, which wrote this page:

\`\`\`
npm run bench -- --growth ${sizes.map(({ times }) => times).join(',')}
\`\`\`

![Everything over what it is at the smallest size, both axes by powers of ten](growth.svg)

${summary(sizes)}

${growthTables(sizes)}

## What was real and what was made

- **Texts.** One time are the real reports. Each further time is a copy of them under another year (the first 19) or as other cities' (those beyond),
  with other digits and ten words exchanged for each other, every text as long as the real one. They go the product's own way into SQLite, full text and
  the table of figures.
- **Vectors are sampled from twice the corpus on**: those of the real reports were embedded, those of a copy are the real ones moved by
  0.45 of the difference of two others. That ingest embeds is therefore not in the figures; it takes the same for each text at any size.${without(sizes)}
- **Questions** are every third of the development set, embedded for real, asked one after the other in one process with both models; times are of the
  whole answer. \`Full text alone\` is one search of all sentences.
- **Recall@10**: of the ten nearest in all reports by comparing every row, how many the search finds for these same questions. A row whose
  score is less than 0.000001 below the tenth's counts as found: the library of neighbours adds in another order. Both compare the same 8-bit vectors.
- **Memory** is what the process holds after the questions. **Adding one report** is the product's own ingest of a folder in which one new report of a city lies; its
  texts get made-up vectors. \`Written\` is all that the process gave the system to write, and the index is published whole: written
  aside, synced, checked, shown by one rename.

## Why

- An index of more than 15,000 passages is of **parts** with files of their own. A part whose documents did not change is shared with the generation before,
  so a new report is a small part beside the others; small parts are put together when there are five. A smaller index is of one part, which is written anew.
- **Passages** are found by a graph of neighbours (HNSW). **Sentences**, nearly five times as many, by a graph over their 128 principal axes of 512, which
  names 200 candidates a part that are compared whole: a graph over all dimensions would take three times the memory of the vectors.
- **Full text** scores at most 50,000 rows: the commonest words are left out of a question to a large corpus. Within some regions every word counts,
  and each word's number of rows is counted anew in each part: this, and opening the figures, is what an answer waits for at 100 times.
`;
}

/** What the figures come to, against what is asked of them. */
function summary(sizes: Size[]): string {
  const [first] = sizes;
  const last = sizes.filter(({ recall }) => recall !== null).at(-1);
  if (!first || !last || first === last) return '';
  const times = (of: (size: Size) => number): string => (of(last) / of(first)).toFixed(1);
  const { added } = last;
  const adding = added
    ? ` Adding one report there writes ${((100 * added.writtenBytes) / added.indexBytes).toFixed(1)}% of the index's bytes.`
    : '';
  return `From ${count(first.times)} to ${count(last.times)} times the median answer takes ${times((s) => s.answerMs.median)} times as long (in processor time ${times((s) => s.cpuMs.median)}
times), the 95th percentile ${times((s) => s.answerMs.p95)} times. At ${count(last.times)} times recall@10 is ${last.recall?.toFixed(3)} for passages and ${last.sentenceRecall?.toFixed(3)} for sentences, and
the process holds ${mb(last.residentBytes)}.${adding}`;
}

function without(sizes: Size[]): string {
  const bare = sizes.filter(({ recall }) => recall === null).map(({ times }) => count(times));
  return bare.length === 0 ? '' : `\n- **No vectors** at ${bare.join(' and ')} times: full text and figures alone.`;
}

function table(columns: Column[], sizes: Size[]): string {
  const rows = sizes.map((size) => columns.map(([, cell]) => cell(size)));
  return [columns.map(([heading]) => heading), columns.map(() => '---:'), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

function perSecond(passages: number, took: number): string {
  return took === 0 ? 'none' : count((1000 * passages) / took);
}

function count(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

function ms(value: number): string {
  return `${value < 10 ? value.toFixed(1) : count(value)} ms`;
}

function mb(bytes: number): string {
  return `${count(bytes / 1e6)} MB`;
}
