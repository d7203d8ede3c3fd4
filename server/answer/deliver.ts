import type { ReportIndex } from '../../ingest/index/model.ts';
import type { AnswerTable, Citation, Language } from '../model.ts';
import type { Turns } from '../turns.ts';
import { faultOf } from './check.ts';
import type { Claim, Draft, Line } from './draft.ts';

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
  const renderer = new Renderer(draft, index, language);
  for (const line of draft.lines) renderer.line(line);
  return renderer.end();
}

/** The same, in slices of a line: the check reads the figures of every text and quote, which takes 40 ms over 31 regions. */
export async function deliverInSlices(
  draft: Draft,
  index: ReportIndex,
  language: Language,
  turns: Turns,
): Promise<Delivery> {
  const renderer = new Renderer(draft, index, language);
  for (const line of draft.lines) {
    renderer.line(line);
    await turns.pause();
  }
  return renderer.end();
}

/** Renders a draft line by line, so that a line can go out before the next one is worded. */
export class Renderer {
  readonly #draft: Draft;
  readonly #index: ReportIndex;
  readonly #language: Language;
  readonly #onPiece: (piece: Piece) => void;
  /** The heading that the next claims stand under. */
  #heading: Claim['heads'];
  readonly #numbers = new Map<number, number>();
  readonly #delivery: Delivery = { answer: '', citations: [], table: null, pieces: [], dropped: [] };

  /** @param onPiece Is given every piece as it is made. */
  constructor(draft: Draft, index: ReportIndex, language: Language, onPiece: (piece: Piece) => void = () => {}) {
    this.#draft = draft;
    this.#index = index;
    this.#language = language;
    this.#onPiece = onPiece;
  }

  /** The claims of a line that pass the check; none where only its frame would be left. What fails is kept as dropped. */
  proved(line: Line): Claim[] {
    const kept = line.claims.filter((claim) => {
      if (claim.heads) this.#heading = claim.heads;
      const fault = faultOf(claim, this.#draft.citations, this.#index, { heading: this.#heading });
      if (fault !== null) this.#delivery.dropped.push({ claim, fault });
      return fault === null;
    });
    const claims = line.claims.some((claim) => claim.kind !== 'frame');
    return claims && !kept.some((claim) => claim.kind !== 'frame') ? [] : kept;
  }

  /** Adds what can be proved of a line. */
  line(line: Line): void {
    for (const [at, claim] of this.proved(line).entries()) this.claim(claim, line, at);
  }

  /** Adds a proved claim, the `at`th of its line. */
  claim(claim: Claim, line: Line, at: number): void {
    const english = this.#language === 'en';
    const markers = claim.citations.map((n) => `[${this.#number(n)}]`).join('');
    const lead = (this.#delivery.answer === '' ? '' : '\n') + (line.item ? '- ' : '');
    const gap = english && at > 0 ? ' ' : '';
    this.#say(`${at === 0 ? lead : gap}${claim.text}${english && markers ? ' ' : ''}${markers}`);
  }

  /** Adds table and coverage, and gives the whole. */
  end(): Delivery {
    const { table, coverage } = this.#draft;
    if (table) {
      this.#delivery.table = {
        ...table,
        rows: table.rows.map((row) => ({
          ...row,
          cells: row.cells.map((cell) => ({ ...cell, citations: cell.citations.map((n) => this.#number(n)) })),
        })),
      };
      this.#add({ type: 'table', table: this.#delivery.table });
    }
    if (coverage !== null)
      this.#say(
        `${this.#delivery.answer === '' ? '' : '\n\n'}${this.#language === 'zh' ? '覆盖：' : 'Coverage: '}${coverage}`,
      );
    return this.#delivery;
  }

  #number(old: number): number {
    const known = this.#numbers.get(old);
    if (known !== undefined) return known;
    const citation = this.#draft.citations.find((c) => c.number === old);
    if (!citation) throw new Error(`the draft cites [${old}], which it does not have`);
    const number = this.#numbers.size + 1;
    this.#numbers.set(old, number);
    const renumbered = { ...citation, number };
    this.#delivery.citations.push(renumbered);
    this.#add({ type: 'citation', citation: renumbered });
    return number;
  }

  #say(text: string): void {
    if (text === '') return;
    this.#delivery.answer += text;
    this.#add({ type: 'delta', text });
  }

  #add(piece: Piece): void {
    this.#delivery.pieces.push(piece);
    this.#onPiece(piece);
  }
}
