/**
 * What people said of rows of the matrix: in the page (kept in `state.db`) and in `corrections.json` of the report folder, which is only
 * read. A correction is kept by what its row says, so that it outlives every index.
 */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ReportError } from '../../ingest/errors.ts';
import type { FigureKind } from '../../ingest/model.ts';
import { State } from '../../ingest/state/state.ts';
import { fullName } from '../question/region-names.ts';
import type { Figure } from './corrected.ts';
import { indicatorId } from './rows.ts';

export interface Correction {
  /** Id of the row; null where a person wrote it by hand and named the cell. */
  row: string | null;
  region: string;
  indicator: string;
  year: number;
  kind: FigureKind;
  /** By hand: the figure that is meant, where the cell has several; null for any. */
  was: number | [number, number] | null;
  verdict: 'right' | 'wrong' | 'value';
  /** The right figure, for `value`. */
  figure: Figure | null;
  note: string;
  /** When it was made, ISO 8601; null in the file. */
  made: string | null;
  origin: 'page' | 'file';
}

const FILE = 'corrections.json';
/** How long the file is taken to be unchanged, so that a question does not look at the disk each time it asks for rows. */
const LOOK_EVERY_MS = 1000;

const figureSchema = z.strictObject({
  value: z.number().nullable().default(null),
  low: z.number().nullable().default(null),
  high: z.number().nullable().default(null),
  unit: z.string().max(40).default('%'),
  qualifier: z.string().max(60).default(''),
});

const fileSchema = z.object({
  indicators: z
    .array(
      z.strictObject({
        region: z.string(),
        indicator: z.string(),
        year: z.int(),
        kind: z.enum(['target', 'result']),
        was: z.union([z.number(), z.tuple([z.number(), z.number()])]).optional(),
        verdict: z.enum(['right', 'wrong', 'value']),
        figure: figureSchema.optional(),
        note: z.string().max(2000).default(''),
      }),
    )
    .default([]),
});

/** The body of `POST /api/indicators/corrections`. */
export const correctionSchema = z
  .strictObject({
    row: z.string().regex(/^[0-9a-f]{16}$/, 'expected the "id" of a row of GET /api/indicators'),
    verdict: z.enum(['right', 'wrong', 'value'], 'expected "right", "wrong" or "value"'),
    figure: figureSchema.optional(),
    note: z.string().max(2000).default(''),
  })
  .refine((one) => one.verdict !== 'value' || one.figure !== undefined, {
    path: ['figure'],
    error: 'is missing; expected the right figure, such as {"value": 7.5, "unit": "%"}',
  });

interface Stored {
  row: string;
  region: string;
  indicator: string;
  year: number;
  kind: FigureKind;
  verdict: Correction['verdict'];
  figure: string | null;
  note: string;
  made: string;
}

/** All corrections of one server or command. */
export class Corrections {
  readonly #state: State;
  readonly #path: string;
  #version = 0;
  #looked = Number.NEGATIVE_INFINITY;
  #stamp = '';
  #file: Correction[] = [];

  constructor({ stateDir, reportsDir }: { stateDir: string; reportsDir: string }) {
    this.#state = new State(stateDir);
    this.#path = join(reportsDir, FILE);
  }

  /** Counts up with every change, so that who lays them over rows knows when to do it again. */
  get version(): number {
    this.#look();
    return this.#version;
  }

  /** Those of the page first: the later word of a person goes before the file. */
  list(): Correction[] {
    this.#look();
    const rows = (this.#state.existing?.prepare('SELECT * FROM indicator_corrections ORDER BY made DESC').all() ??
      []) as Stored[];
    const kept = rows.map(
      ({ figure, ...one }): Correction => ({
        ...one,
        was: null,
        figure: figure === null ? null : (JSON.parse(figure) as Figure),
        origin: 'page',
      }),
    );
    return [...kept, ...this.#file];
  }

  /** Keeps what a person said of a row, in the place of what was said of it before. */
  keep(correction: Omit<Correction, 'was' | 'made' | 'origin' | 'row'> & { row: string }): void {
    const { row, region, indicator, year, kind, verdict, figure, note } = correction;
    this.#state.database
      .prepare(
        `INSERT INTO indicator_corrections (row, region, indicator, year, kind, verdict, figure, note, made) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (row) DO UPDATE SET verdict = excluded.verdict, figure = excluded.figure, note = excluded.note, made = excluded.made`,
      )
      .run(
        row,
        region,
        indicator,
        year,
        kind,
        verdict,
        figure && JSON.stringify(figure),
        note,
        new Date().toISOString(),
      );
    this.#version += 1;
  }

  /** Takes back what was said of a row in the page; false if nothing was. */
  drop(row: string): boolean {
    const changes =
      this.#state.existing?.prepare('DELETE FROM indicator_corrections WHERE row = ?').run(row).changes ?? 0;
    if (changes > 0) this.#version += 1;
    return changes > 0;
  }

  close(): void {
    this.#state.close();
  }

  /** Reads the file again when it changed. */
  #look(): void {
    if (performance.now() - this.#looked < LOOK_EVERY_MS) return;
    this.#looked = performance.now();
    const stat = statSync(this.#path, { throwIfNoEntry: false });
    const stamp = stat ? `${stat.mtimeMs} ${stat.size}` : '';
    if (stamp === this.#stamp) return;
    this.#stamp = stamp;
    this.#file = stat ? readCorrections(this.#path) : [];
    this.#version += 1;
  }
}

function readCorrections(path: string): Correction[] {
  let parsed: z.infer<typeof fileSchema>;
  try {
    parsed = fileSchema.parse(JSON.parse(readFileSync(path, 'utf8').replace(/^\ufeff/, '')));
  } catch (cause) {
    throw new ReportError('bad-corrections', `${path} cannot be read: ${describe(cause)}.`, {
      hint: 'Expected {"indicators": [{"region": "安徽省", "indicator": "gdp_growth", "year": 2020, "kind": "target", "verdict": "right"|"wrong"|"value", "figure"?: {"value": 7.5, "unit": "%"}}]}',
      cause,
    });
  }
  return parsed.indicators.map(({ region, indicator, was = null, figure = null, ...one }) => ({
    ...one,
    row: null,
    region: fullName(region) ?? region,
    indicator: indicatorId(indicator),
    was,
    figure,
    made: null,
    origin: 'file',
  }));
}

function describe(cause: unknown): string {
  if (!(cause instanceof z.ZodError)) return (cause as Error).message;
  return cause.issues
    .slice(0, 3)
    .map((issue) => `${issue.path.join('.')} ${issue.message}`)
    .join('; ');
}
