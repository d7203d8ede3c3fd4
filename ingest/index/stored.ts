/** What the generation before knows: texts of unchanged files, and what was cut out of unchanged documents. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Correction } from '../corrections/fields.ts';
import { DUPLICATE_WARNING } from '../duplicates.ts';
import { ReportError } from '../errors.ts';
import { lazy } from '../lazy.ts';
import type { IndicatorRow, Passage, Report, ReportParts, Sentence, SourceDocument } from '../model.ts';
import type { Found } from '../read/documents.ts';
import { type SourceFile, sourceKey } from '../sources.ts';
import { unpackSource } from './database.ts';
import { FILES_FOLDER } from './format.ts';
import { fileOf } from './generations.ts';
import type { DocumentRecord, IndexFile, Manifest } from './model.ts';
import { type PassageRow, type SentenceRow, toPassage, toSentence } from './rows.ts';

/** What was cut out of a document; passages, sentences and figures are read when they are asked for. */
export interface StoredParts {
  parts: ReportParts[];
  readonly indicators: IndicatorRow[];
  /** How many passages it has. */
  passages: number;
}

/** The documents of one generation; close it when done. Only for a generation that was made by the same rules. */
export class StoredDocuments {
  readonly #parts: StoredPart[];

  constructor(indexDir: string, manifest: Manifest) {
    this.#parts = (manifest.segments ?? [manifest]).map(({ files }) => new StoredPart(indexDir, manifest, files));
  }

  /** What stands in a file that has not changed since; undefined for any other. */
  found(file: SourceFile): Found | undefined {
    // What one file holds may lie in several parts; its problems are the whole generation's.
    const found = this.#parts.map((part) => part.found(file)).filter((one) => one !== undefined);
    const [first] = found;
    return first && { ...first, documents: found.flatMap(({ documents }) => documents) };
  }

  /** What was cut out of a document; undefined where it, or what was corrected in it, changed, or a part of it was left out. */
  parts(source: SourceDocument, corrections: readonly Correction[]): StoredParts | undefined {
    for (const part of this.#parts) {
      const parts = part.parts(source, corrections);
      if (parts) return parts;
    }
    return undefined;
  }

  close(): void {
    for (const part of this.#parts) part.close();
  }
}

/** Those of one part of it. */
class StoredPart {
  readonly #database: Database.Database;
  readonly #manifest: Manifest;
  readonly #records = new Map<string, DocumentRecord>();
  readonly #byFile = new Map<string, DocumentRecord[]>();
  readonly #reports: Report[];
  /** From 1, as in the database. */
  readonly #ordinals: Map<string, number>;

  constructor(indexDir: string, manifest: Manifest, files: IndexFile[]) {
    const file = fileOf({ files }, 'reports');
    if (!file) throw new ReportError('index-damaged', `Generation ${manifest.generation} has no database.`);
    this.#manifest = manifest;
    this.#database = new Database(join(indexDir, FILES_FOLDER, file.name), { readonly: true, fileMustExist: true });
    const rows = this.#recordsBy<DocumentRecord>('SELECT record FROM documents ORDER BY ordinal');
    for (const record of rows) {
      this.#records.set(record.id, record);
      if (!record.origin) continue;
      const key = sourceKey({ path: record.origin.file, upload: record.origin.upload });
      this.#byFile.set(key, [...(this.#byFile.get(key) ?? []), record]);
    }
    this.#reports = this.#recordsBy<Report>('SELECT record FROM reports ORDER BY ordinal');
    this.#ordinals = new Map(this.#reports.map(({ id }, at) => [id, at + 1]));
  }

  found(file: SourceFile): Found | undefined {
    const key = sourceKey(file);
    if (file.hash === '' || this.#manifest.sources[key] !== file.hash) return undefined;
    const records = this.#byFile.get(key) ?? [];
    const problems = (this.#manifest.problems ?? [])
      .filter((one) => one.file === file.path && (one.upload ?? false) === file.upload)
      .map(({ path, code, message, hint }) => ({
        path,
        error: new ReportError(code, message, hint === undefined ? {} : { hint }),
      }));
    if (records.length + problems.length === 0) return undefined;
    return { documents: records.map((record) => this.#sourceOf(record)), problems };
  }

  parts(source: SourceDocument, corrections: readonly Correction[]): StoredParts | undefined {
    const record = this.#records.get(source.id);
    if (record?.hash !== source.hash || record.path !== source.path) return undefined;
    if (JSON.stringify(record.corrections ?? []) !== JSON.stringify(corrections)) return undefined;
    if (record.warnings.some(({ code }) => code === DUPLICATE_WARNING)) return undefined;
    const indicatorsOf = (): IndicatorRow[] => this.#indicatorsOf(source.id);
    return {
      parts: record.reports.map((id) => this.#partsOf(id)),
      get indicators() {
        return indicatorsOf();
      },
      passages: record.passages,
    };
  }

  close(): void {
    this.#database.close();
  }

  #sourceOf(record: DocumentRecord): SourceDocument {
    const { id, path, format, hash, encoding, hints = {}, pages, warnings, origin } = record;
    const packed = this.#database
      .prepare<[string], { source: Buffer }>('SELECT source FROM documents WHERE id = ?')
      .get(id);
    return {
      id: origin?.plainId ?? id,
      path,
      format,
      text: unpackSource((packed as { source: Buffer }).source),
      hash,
      encoding,
      hints,
      ...(pages && { pages }),
      warnings: warnings.filter(({ code }) => code !== DUPLICATE_WARNING),
    };
  }

  /** Adding a report to a large index reads hardly any of the others again. */
  #partsOf(id: string): ReportParts {
    const ordinal = this.#ordinals.get(id) ?? 0;
    const passages = lazy(() => this.#passagesOf(ordinal));
    const sentences = lazy(() => this.#sentencesOf(ordinal));
    return {
      report: this.#reports[ordinal - 1] as Report,
      get passages() {
        return passages();
      },
      get sentences() {
        return sentences();
      },
    };
  }

  #passagesOf(report: number): Passage[] {
    const rows = this.#database
      .prepare<[number], PassageRow>(
        `SELECT passages.* FROM reports JOIN passages
         ON passages.row BETWEEN reports.first_passage AND reports.first_passage + reports.passages - 1
         WHERE reports.ordinal = ? ORDER BY passages.row`,
      )
      .all(report);
    return rows.map((row) => toPassage(row, this.#reports));
  }

  #sentencesOf(report: number): Sentence[] {
    const rows = this.#database
      .prepare<[number], SentenceRow>(
        `SELECT sentences.*, passages.id AS passage_id FROM reports JOIN sentences
         ON sentences.row BETWEEN reports.first_sentence AND reports.first_sentence + reports.sentences - 1
         JOIN passages ON passages.row = sentences.passage
         WHERE reports.ordinal = ? ORDER BY sentences.row`,
      )
      .all(report);
    return rows.map(toSentence);
  }

  #indicators: Map<string, IndicatorRow[]> | undefined;

  #indicatorsOf(document: string): IndicatorRow[] {
    if (!this.#indicators) {
      this.#indicators = new Map();
      for (const row of this.#recordsBy<IndicatorRow>('SELECT record FROM indicators ORDER BY row')) {
        const rows = this.#indicators.get(row.document);
        if (rows) rows.push(row);
        else this.#indicators.set(row.document, [row]);
      }
    }
    return this.#indicators.get(document) ?? [];
  }

  #recordsBy<T>(sql: string): T[] {
    return this.#database
      .prepare<[], { record: string }>(sql)
      .all()
      .map(({ record }) => JSON.parse(record) as T);
  }
}
