import { Converter } from 'opencc-js/t2cn';
import { ORDINARY } from './radicals.ts';

/** What single characters turn into: widths, subscripts, punctuation, single traditional characters. */

/** One code unit for each code unit; 0 where the character goes. */
const TABLE = new Uint16Array(65536);
for (let code = 0; code < TABLE.length; code++) TABLE[code] = code;

const set = (from: string, to: string) => {
  [...from].forEach((c, i) => {
    TABLE[c.charCodeAt(0)] = to.charCodeAt(i);
  });
};
for (let code = 0xff10; code <= 0xff19; code++) TABLE[code] = code - 0xfee0;
for (let code = 0xff21; code <= 0xff3a; code++) TABLE[code] = code - 0xfee0;
for (let code = 0xff41; code <= 0xff5a; code++) TABLE[code] = code - 0xfee0;
set('％＋／＝＜＞＆＃＠＊', '%+/=<>&#@*');
set('₀₁₂₃₄₅₆₇₈₉', '0123456789');
set('－﹣−﹪﹐﹑﹒﹔﹕﹗﹙﹚', '---%，、.；：！（）');
set('―─━⸺∶︰', '————::');
for (const [sign, character] of ORDINARY) TABLE[sign] = character;
for (const code of [0x200b, 0x200c, 0x200d, 0x200e, 0x200f, 0x2060, 0xfeff, 0xad]) TABLE[code] = 0;

/** `，` for `,` and so on, unless it stands between two narrow characters, as in 1,000 or 10:30. */
const WIDE = new Map([',，', ';；', ':：', '!！', '?？', '(（', ')）'].map((p) => [p.charCodeAt(0), p.charCodeAt(1)]));
const FULL_STOP = 0xff0e;

/** Whether a code is an ASCII letter or digit. */
function isNarrow(code: number): boolean {
  return isDigit(code) || isLetter(code);
}

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

export function isLetter(code: number): boolean {
  return (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}

/** The clean code for `code` between its neighbours in the source (0 if none); 0 where nothing is left. */
export function cleanCode(code: number, before: number, after: number): number {
  if (code < 0x2e80) {
    const wide = WIDE.get(code);
    if (wide !== undefined) return isNarrow(before) && isNarrow(after) ? code : wide;
    return TABLE[code] as number;
  }
  if (code === FULL_STOP) return 46;
  const clean = TABLE[code] as number;
  return clean >= HAN && clean <= HAN_END ? simplified(clean) : clean;
}

/** Blanks between characters of a line, none of which Chinese text keeps. */
export function isBlank(code: number): boolean {
  return (
    code === 32 ||
    code === 9 ||
    code === 0xa0 ||
    code === 0x3000 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x202f
  );
}

/** 涅槃 is written with it in both scripts. */
const KEPT = '槃';
const HAN = 0x4e00;
const HAN_END = 0x9fff;
const UNKNOWN = 1;

/** 0 where a character is common (GB 2312) or not yet met, else what it turns into. */
const rare = commonCharacters();
let convert: ((text: string) => string) | null = null;

/**
 * A traditional character that only that script has, in its simplified form: 學 to 学. Characters that GB 2312 holds
 * (著, 乾) are never touched, since they have uses of their own.
 */
function simplified(code: number): number {
  const known = rare[code - HAN] as number;
  if (known === 0) return code;
  if (known !== UNKNOWN) return known;
  const simplify = convert ?? Converter({ from: 't', to: 'cn' });
  convert = simplify;
  const simple = simplify(String.fromCharCode(code));
  const plain = simple.length === 1 && rare[simple.charCodeAt(0) - HAN] === 0 ? simple.charCodeAt(0) : code;
  rare[code - HAN] = plain;
  return plain;
}

function commonCharacters(): Uint16Array {
  const codes = new Uint16Array(HAN_END - HAN + 1).fill(UNKNOWN);
  const bytes: number[] = [];
  for (let high = 0xb0; high <= 0xf7; high++) for (let low = 0xa1; low <= 0xfe; low++) bytes.push(high, low);
  for (const character of new TextDecoder('gb18030').decode(new Uint8Array(bytes)) + KEPT) {
    const code = character.charCodeAt(0);
    if (code >= HAN && code <= HAN_END) codes[code - HAN] = 0;
  }
  return codes;
}
