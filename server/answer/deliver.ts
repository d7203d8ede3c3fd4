import type { ReportIndex } from '../../ingest/index/model.ts';
import type { AnswerTable, Citation, Language } from '../model.ts';
import { faultOf } from './check.ts';
import type { Claim, Draft } from './draft.ts';

/** What goes out of a draft, in order. */
export type Piece =
  | { type: 'citation'; citation: Citation }
  | { type: 'delta'; text: string }
  | { type: 'table'; table: AnswerTable };

export interface Delivery {
  answer: string;
  citations: Citation[];
  table: AnswerTable | null;
  pieces: Piece[];
  /** Claims that failed the check and were left out, with why; never sent. */
  dropped: { claim: Claim; fault: string }[];
}

/**
 * Checks every claim of a draft, leaves out what fails, numbers the citations in the order of their first use and renders
 * the text. The joined deltas equal `answer`.
 */
export function deliver(draft: Draft, index: ReportIndex, language: Language): Delivery {
  const dropped: Delivery['dropped'] = [];
  const pieces: Piece[] = [];
  const citations: Citation[] = [];
  const numbers = new Map<number, number>();
  const number = (old: number): number => {
    const known = numbers.get(old);
    if (known !== undefined) return known;
    const citation = draft.citations.find((c) => c.number === old);
    if (!citation) throw new Error(`the draft cites [${old}], which it does not have`);
    const next = numbers.size + 1;
    numbers.set(old, next);
    const renumbered = { ...citation, number: next };
    citations.push(renumbered);
    pieces.push({ type: 'citation', citation: renumbered });
    return next;
  };
  let answer = '';
  const say = (text: string): void => {
    if (text === '') return;
    answer += text;
    pieces.push({ type: 'delta', text });
  };
  for (const line of draft.lines) {
    const kept = line.claims.filter((claim) => {
      const fault = faultOf(claim, draft.citations, index);
      if (fault !== null) dropped.push({ claim, fault });
      return fault === null;
    });
    if (!kept.some((claim) => claim.kind !== 'frame') && line.claims.some((claim) => claim.kind !== 'frame')) continue;
    const lead = (answer === '' ? '' : '\n') + (line.item ? '- ' : '');
    kept.forEach((claim, i) => {
      const markers = claim.citations.map((n) => `[${number(n)}]`).join('');
      const gap = language === 'en' && i > 0 ? ' ' : '';
      say(`${i === 0 ? lead : gap}${claim.text}${language === 'en' && markers ? ' ' : ''}${markers}`);
    });
  }
  let table: AnswerTable | null = null;
  if (draft.table) {
    table = {
      ...draft.table,
      rows: draft.table.rows.map((row) => ({
        ...row,
        cells: row.cells.map((cell) => ({ ...cell, citations: cell.citations.map(number) })),
      })),
    };
    pieces.push({ type: 'table', table });
  }
  if (draft.coverage !== null)
    say(`${answer === '' ? '' : '\n\n'}${language === 'zh' ? '覆盖：' : 'Coverage: '}${draft.coverage}`);
  return { answer, citations, table, pieces, dropped };
}
