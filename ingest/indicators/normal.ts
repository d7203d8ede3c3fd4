/** A sentence in one normal spelling, so that the grammar need not know of spaces, full-width signs and stray marks. */

export interface NormalText {
  text: string;
  /** The span of the original that the normal span `[start, end)` came from. */
  toOriginal(start: number, end: number): { start: number; end: number };
}

/** Left out: spaces, emphasis, note marks such as [3], zero-width signs. */
const DROPPED = /\s|\*\*|\[\d{1,3}\]|［\d{1,3}］|〔\d{1,3}〕|[\u200b\ufeff\u00ad]/y;

/** Signs that compatibility decomposition leaves alone or turns into something that the grammar does not expect. */
const SIGNS: Record<string, string> = {
  ',': '，',
  ';': '；',
  ':': '：',
  '（': '(',
  '）': ')',
  '〈': '(',
  '〉': ')',
  '﹪': '%',
  µ: '微',
  μ: '微',
  '—': '-',
  '–': '-',
  '－': '-',
  '─': '-',
  '～': '~',
  '〜': '~',
  '∼': '~',
};

/** Words that stand where the printer lost the Chinese one. */
const FOREIGN_WORDS: [RegExp, string][] = [
  [/\betc\b\.?/y, '等'],
  [/\band\b/y, '和'],
];

/**
 * Rewrites a clean sentence for matching. Digits, letters and signs become half-width, letters upper case (commas, colons and semicolons
 * full-width), `PM_{2.5}` and `PM₂.₅` become `PM2.5`, thousands separators go.
 */
export function normalise(original: string): NormalText {
  const out: string[] = [];
  const from: number[] = [];
  const to: number[] = [];
  const push = (text: string, start: number, end: number) => {
    for (const character of text) {
      out.push(character);
      from.push(start);
      to.push(end);
    }
  };
  let position = 0;
  scan: while (position < original.length) {
    DROPPED.lastIndex = position;
    const dropped = DROPPED.exec(original);
    if (dropped) {
      position += dropped[0].length;
      continue;
    }
    for (const [pattern, word] of FOREIGN_WORDS) {
      pattern.lastIndex = position;
      const found = pattern.exec(original);
      if (found) {
        push(word, position, position + found[0].length);
        position += found[0].length;
        continue scan;
      }
    }
    const character = original[position] as string;
    const betweenDigits = /\d/.test(out.at(-1) ?? '') && /[\d０-９]/.test(original[position + 1] ?? '');
    if (
      (character === ',' || character === '，') &&
      betweenDigits &&
      /^[\d０-９]{3}(?![\d０-９])/.test(original.slice(position + 1, position + 5))
    ) {
      position += 1;
      continue;
    }
    const spelled = SIGNS[character] ?? normalSign(character);
    if (!(/[_{}^]/.test(spelled) && /PM[\d.]*[_{}^]*$/i.test(out.slice(-6).join('') + spelled)))
      push(spelled, position, position + 1);
    position += 1;
  }
  const text = out.join('');
  return {
    text,
    toOriginal(start, end) {
      if (end <= start) return { start: from[start] ?? original.length, end: from[start] ?? original.length };
      return { start: from[start] as number, end: to[end - 1] as number };
    },
  };
}

function normalSign(character: string): string {
  if (character < '\u0080') return character.toUpperCase();
  if (character >= '\u3400' && character <= '\u9fff') return character;
  const compatible = character.normalize('NFKC');
  return compatible.length === 1 && compatible !== character ? (SIGNS[compatible] ?? compatible) : character;
}
