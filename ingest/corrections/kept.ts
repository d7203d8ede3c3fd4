/** Corrections made in the page or by the API; they live in `state.db` and go before those of `catalog.json`. */
import type { State } from '../state/state.ts';
import { type CorrectedField, type Correction, checkField } from './fields.ts';

interface Row {
  document: string;
  report: string;
  field: string;
  value: string;
}

/** All of them, in a fixed order. */
export function keptCorrections(state: State): Correction[] {
  const rows =
    state.existing
      ?.prepare<[], Row>(
        'SELECT document, report, field, value FROM document_corrections ORDER BY document, report, field',
      )
      .all() ?? [];
  return rows.flatMap(({ document, report, field, value }) => {
    const checked = checkField(field, JSON.parse(value));
    // A field that a later program knows and this one does not is left where it is.
    return 'fault' in checked ? [] : [{ document, report: report || null, ...checked, from: 'page' as const }];
  });
}

/** Keeps fields of a document (of one report in it unless null); null as a value takes a correction back. */
export function keepCorrections(
  state: State,
  target: { document: string; report: string | null },
  values: { [Name in CorrectedField]?: Correction['value'] | null },
): void {
  const { database } = state;
  const put = database.prepare('INSERT OR REPLACE INTO document_corrections VALUES (?, ?, ?, ?, ?)');
  const drop = database.prepare('DELETE FROM document_corrections WHERE document = ? AND report = ? AND field = ?');
  const now = new Date().toISOString();
  database.transaction(() => {
    for (const [field, value] of Object.entries(values)) {
      if (value === undefined) continue;
      if (value === null) drop.run(target.document, target.report ?? '', field);
      else put.run(target.document, target.report ?? '', field, JSON.stringify(value), now);
    }
  })();
}

/** Forgets everything about a document that is gone for good. */
export function forgetCorrections(state: State, document: string): void {
  state.existing?.prepare('DELETE FROM document_corrections WHERE document = ?').run(document);
}
