/**
 * `catalog.json` in the folder of reports: what a person says about the documents there. It is only ever read.
 * @example { "documents": [{ "document": "2020-zhuzhou", "year": 2020, "kind": "report" }, { "document": "old", "ignore": true }] }
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IngestProblem } from '../index/model.ts';
import { type Correction, checkField } from './fields.ts';

const CATALOG_FILE = 'catalog.json';
const EXPECTED =
  'Expected {"documents": [{"document": "2020-zhuzhou", "report"?: "...", "year"?: 2020, "region"?: ...}]}.';

export interface Catalog {
  corrections: Correction[];
  /** What in it cannot be used, each with a code that begins with `catalog-`; the rest of it counts all the same. */
  warnings: IngestProblem[];
}

/** The catalog of a folder; empty where there is none. */
export function readCatalog(reportsDir: string): Catalog {
  const path = join(reportsDir, CATALOG_FILE);
  if (!existsSync(path)) return { corrections: [], warnings: [] };
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''));
  } catch (error) {
    return { corrections: [], warnings: [warning('catalog-unreadable', `is no JSON (${(error as Error).message})`)] };
  }
  const { documents, ...rest } = Object(value) as { documents?: unknown };
  if (!Array.isArray(documents))
    return { corrections: [], warnings: [warning('catalog-unreadable', 'has no list "documents"')] };
  const catalog: Catalog = { corrections: [], warnings: [] };
  for (const field of Object.keys(rest))
    catalog.warnings.push(warning('catalog-unknown-field', `there is no field "${field}" beside "documents"`));
  documents.forEach((entry, at) => {
    readEntry(entry, at, catalog);
  });
  return catalog;
}

function readEntry(entry: unknown, at: number, { corrections, warnings }: Catalog): void {
  const { document, report = null, ...fields } = Object(entry) as Record<string, unknown>;
  if (typeof document !== 'string' || (report !== null && typeof report !== 'string')) {
    warnings.push(warning('catalog-bad-value', `entry ${at + 1} does not name its document (and report) by a string`));
    return;
  }
  for (const [field, value] of Object.entries(fields)) {
    const checked = checkField(field, value);
    if ('fault' in checked) {
      const code = checked.fault.startsWith('there is no') ? 'catalog-unknown-field' : 'catalog-bad-value';
      warnings.push(warning(code, `entry ${at + 1} (${document}): ${checked.fault}`));
    } else corrections.push({ document, report, ...checked, from: 'catalog' });
  }
}

/** Warnings for entries whose document or report is not there. `names` has the names of the reports by the id of their document. */
export function unknownTargets(corrections: readonly Correction[], names: Map<string, string[]>): IngestProblem[] {
  const told = new Set<string>();
  return corrections.flatMap(({ document, report, from }) => {
    const reports = names.get(document);
    if (from !== 'catalog' || told.has(`${document}\n${report}`)) return [];
    told.add(`${document}\n${report}`);
    if (reports === undefined) return [warning('catalog-unknown-document', `there is no document "${document}"`)];
    if (report === null || reports.includes(report)) return [];
    return [
      warning(
        'catalog-unknown-report',
        `${document} has no report "${report}"; it has ${reports.join(', ') || 'none'}`,
      ),
    ];
  });
}

function warning(code: string, message: string): IngestProblem {
  const hint =
    code === 'catalog-unreadable' ? EXPECTED : 'Mend the entry; the others count. `--list` names the documents.';
  return { path: CATALOG_FILE, code, message: `${CATALOG_FILE}: ${message}.`, hint };
}
