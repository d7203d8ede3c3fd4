/** How fast files become clean text, without cutting, figures and embedding. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clean } from '../../ingest/clean.ts';
import { readDocuments } from '../../ingest/read/documents.ts';
import { Parser } from '../../ingest/read/parser.ts';
import { docx, paragraph } from '../ingest/word-file.ts';
import { quantile } from './numbers.ts';

/** Each is the median of so many. */
const REPEATS = 7;
/** A long provincial report. */
const DOCX_CHARACTERS = 30_000;
const PARAGRAPH = 400;

export interface ReadingSpeed {
  /** Bytes of the text files in the folder of reports. */
  textBytes: number;
  textMs: number;
  /** Megabytes of text read and cleaned in a second. */
  megabytesPerSecond: number;
  docxCharacters: number;
  /** Read and cleaned in this process, and the same through the process that parsers run in, once it has started. */
  docxMs: number;
  docxBesideMs: number;
}

/** Reads and cleans the text files of `reportsDir`, and a Word file of 30,000 characters made of their text. */
export async function measureReading(reportsDir: string): Promise<ReadingSpeed> {
  const files = readdirSync(reportsDir, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.(?:txt|md)$/.test(name),
  );
  const texts = files.map((name) => ({ name, bytes: readFileSync(join(reportsDir, name)) }));
  const textBytes = texts.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const textMs = await median(async () => {
    for (const { name, bytes } of texts) await readAndClean(bytes, name);
  });
  const file = wordFile(texts.map(({ bytes }) => bytes.toString()).join('\n'));
  const docxMs = await median(() => readAndClean(file, 'report.docx'));
  return {
    textBytes,
    textMs,
    megabytesPerSecond: textBytes / 1e6 / (textMs / 1000),
    docxCharacters: DOCX_CHARACTERS,
    docxMs,
    docxBesideMs: await measureBeside(file),
  };
}

async function measureBeside(file: Uint8Array): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const parser = new Parser();
  try {
    const path = join(folder, 'report.docx');
    writeFileSync(path, file);
    return await median(async () => {
      const { documents } = await parser.parse(path, 'report.docx');
      for (const { text } of documents) clean(text);
    });
  } finally {
    parser.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function readAndClean(bytes: Uint8Array, path: string): Promise<void> {
  await readDocuments(bytes, path, {
    begin: () => true,
    loading: () => {},
    alive: () => {},
    found: (_, { documents, problems }) => {
      if (problems[0]) throw problems[0].error;
      for (const { text } of documents) clean(text);
    },
  });
}

function wordFile(text: string): Uint8Array {
  const plain = text.replace(/[<>&\s]/g, '').slice(0, DOCX_CHARACTERS);
  const paragraphs = plain.match(new RegExp(`.{1,${PARAGRAPH}}`, 'gu')) ?? [];
  return docx(paragraphs.map((one) => paragraph(one)));
}

/** In milliseconds; the first run, which loads what is loaded once, is not counted. */
async function median(work: () => Promise<void>): Promise<number> {
  await work();
  const times: number[] = [];
  for (let round = 0; round < REPEATS; round++) {
    const started = performance.now();
    await work();
    times.push(performance.now() - started);
  }
  return quantile(times, 0.5) ?? 0;
}
