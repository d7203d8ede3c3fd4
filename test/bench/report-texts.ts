/** The report files as the judge sees them: whether a quote is in one, and in which region of a collection it stands. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bare } from './matching.ts';

interface RegionSpan {
  start: number;
  end: number;
  region: string;
}

const TEXT_ENDING = '.txt';
const COLLECTION_MARK = /【第[一二三四五六七八九十]+篇】([^】【]{2,12}?)政府工作报告/gu;

/** Where the regions of a collection stand; its table of contents names each once before. */
function regionSpans(text: string): RegionSpan[] {
  const seen = new Set<string>();
  const starts: { start: number; region: string }[] = [];
  for (const match of text.matchAll(COLLECTION_MARK)) {
    const region = match[1] ?? '';
    if (seen.has(region)) starts.push({ start: match.index, region });
    seen.add(region);
  }
  return starts.map(({ start, region }, index) => ({ start, end: starts[index + 1]?.start ?? text.length, region }));
}

export class ReportTexts {
  readonly #sources = new Map<string, string>();
  readonly #bare = new Map<string, string>();
  readonly #spans = new Map<string, RegionSpan[]>();

  /** Takes sources by document name. */
  constructor(sources: Record<string, string>) {
    for (const [document, source] of Object.entries(sources)) {
      const text = bare(source);
      this.#sources.set(document, source);
      this.#bare.set(document, text);
      this.#spans.set(document, regionSpans(text));
    }
  }

  /** Reads the .txt files of a folder. */
  static read(folder: string): ReportTexts {
    const files = readdirSync(folder).filter((name) => name.endsWith(TEXT_ENDING));
    return new ReportTexts(
      Object.fromEntries(
        files.map((name) => [
          name.slice(0, -TEXT_ENDING.length),
          readFileSync(join(folder, name), 'utf8').replace(/^\ufeff/, ''),
        ]),
      ),
    );
  }

  /** The sources by document name. */
  get sources(): ReadonlyMap<string, string> {
    return this.#sources;
  }

  /** The document that a citation names, with or without its ending; undefined if there is none. */
  document(name: string | undefined): string | undefined {
    const trimmed = (name ?? '').trim();
    const id = trimmed.endsWith(TEXT_ENDING) ? trimmed.slice(0, -TEXT_ENDING.length) : trimmed;
    return this.#bare.has(id) ? id : undefined;
  }

  /** True when the quote stands in the document, white space aside. */
  has(document: string, quote: string): boolean {
    const wanted = bare(quote ?? '');
    return wanted !== '' && (this.#bare.get(document) ?? '').includes(wanted);
  }

  /** True when the quote is exactly the slice of the source that its offsets name. */
  hasExactly(document: string, quote: string, start: number, end: number): boolean {
    return quote !== '' && this.#sources.get(document)?.slice(start, end) === quote;
  }

  /** Regions that the places of a quote touch; undefined where the file has no regions or not the quote. */
  regionsOf(document: string, quote: string): Set<string> | undefined {
    const spans = this.#spans.get(document) ?? [];
    const text = this.#bare.get(document) ?? '';
    const wanted = bare(quote ?? '');
    if (spans.length === 0 || !wanted || !text.includes(wanted)) return undefined;
    const regions = new Set<string>();
    for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
      for (const { start, end, region } of spans) if (start < at + wanted.length && at < end) regions.add(region);
    }
    return regions;
  }
}
