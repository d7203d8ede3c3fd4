import { ReportError } from '../errors.ts';
import type { Warning } from '../model.ts';

/** What plain bytes say once decoded. */
export interface DecodedText {
  /** The text without a byte order mark, line ends kept. */
  text: string;
  encoding: Encoding;
  warnings: Warning[];
}

/** Names as `TextDecoder` has them; `gb18030` stands for GBK and GB2312 too, which it contains. */
export type Encoding = 'utf-8' | 'gb18030' | 'big5' | 'utf-16le' | 'utf-16be';

const ENCODINGS: readonly Encoding[] = ['utf-8', 'gb18030', 'big5', 'utf-16le', 'utf-16be'];

/** Bytes that decide between encodings; 2 KB told 40 texts apart in every encoding with the margins below. */
const SAMPLE_BYTES = 65_536;
const HEAD_BYTES = 2048;

/**
 * Least share of plausible characters among those that are not ASCII. 40 reports, simplified and traditional, have at
 * least 0.998 in their own encoding; in the nearest wrong one (GB18030 read as Big5) at most 0.53 on 2 KB and 0.73 on
 * 200 bytes, where the right one still has the larger share.
 */
const LEAST_PLAUSIBLE = 0.7;

/** Share of control characters above which valid UTF-8 is taken for a program's data, not text. */
const MOST_CONTROL = 0.01;

/** Bytes decoded at once while the place of a fault is sought. */
const FAULT_BLOCK = 65_536;

/**
 * Decodes the bytes of a text file: byte order mark, then strict UTF-8, then the encoding whose characters are the
 * most plausible Chinese. Never replaces what it cannot decode.
 * @param declared what the file says of itself (`<meta charset>`); tried before guessing.
 * @throws ReportError `not-text` for binary content, `undecodable` naming the byte offset of the first fault.
 */
export function decodeText(bytes: Uint8Array, path: string, declared?: string): DecodedText {
  const mark = byteOrderMark(bytes);
  const encoding = mark?.encoding ?? detect(bytes, path, declared);
  const body = bytes.subarray(mark?.length ?? 0);
  let text: string;
  try {
    text = new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(body);
  } catch (cause) {
    throw undecodable(bytes, (mark?.length ?? 0) + faultOffset(body, encoding), encoding, path, cause);
  }
  refuseBinary(text, encoding, path);
  // Nearly every pair of bytes is a character of these: only what they say tells a wrong one.
  if (encoding !== 'utf-8') refuseMixed(body, encoding, path, mark?.length ?? 0);
  return { text, encoding, warnings: damageWarnings(text) };
}

const MARKS: readonly { bytes: readonly number[]; encoding: Encoding }[] = [
  { bytes: [0xef, 0xbb, 0xbf], encoding: 'utf-8' },
  { bytes: [0xff, 0xfe], encoding: 'utf-16le' },
  { bytes: [0xfe, 0xff], encoding: 'utf-16be' },
  { bytes: [0x84, 0x31, 0x95, 0x33], encoding: 'gb18030' },
];

function byteOrderMark(bytes: Uint8Array): { encoding: Encoding; length: number } | undefined {
  const mark = MARKS.find((candidate) => candidate.bytes.every((byte, index) => bytes[index] === byte));
  return mark && { encoding: mark.encoding, length: mark.bytes.length };
}

function detect(bytes: Uint8Array, path: string, declared: string | undefined): Encoding {
  const hasNul = bytes.includes(0);
  if (!hasNul && isValid(bytes, 'utf-8')) return 'utf-8';
  const named = declared === undefined ? undefined : encodingNamed(declared);
  if (named !== undefined && isValid(bytes, named)) return named;
  // A file that begins in one encoding and goes on in another is judged by its head; the seam is found when it is decoded.
  for (const sample of [bytes.subarray(0, SAMPLE_BYTES), bytes.subarray(0, HEAD_BYTES)]) {
    const ranked = ENCODINGS.map((encoding) => ({ encoding, share: plausibleShare(lossy(sample, encoding)) }));
    const best = ranked.reduce((a, b) => (b.share > a.share ? b : a));
    if (best.share >= LEAST_PLAUSIBLE) return best.encoding;
  }
  if (hasNul) throw notText(path, `a NUL byte at offset ${bytes.indexOf(0)}`);
  throw undecodable(bytes, faultOffset(bytes, 'utf-8'), 'utf-8', path);
}

/** The encoding that a label such as `gb2312` or `GBK` means, if it is one that reports come in. */
function encodingNamed(label: string): Encoding | undefined {
  try {
    const name = new TextDecoder(label.trim()).encoding;
    return ENCODINGS.find((encoding) => encoding === (name === 'gbk' ? 'gb18030' : name));
  } catch {
    return undefined;
  }
}

function isValid(bytes: Uint8Array, encoding: Encoding): boolean {
  try {
    new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** Decodes with U+FFFD for faults; a character cut by the end of the sample is left out. */
function lossy(bytes: Uint8Array, encoding: Encoding): string {
  return new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes, { stream: true });
}

/** Dashes, quotes, ellipsis, ‰, ℃, №, →, ①, CJK punctuation and full-width forms: what stands between Chinese words. */
const PUNCTUATION =
  /[\u00b0-\u00b7\u00d7\u2010-\u2026\u2030\u203b\u2103\u2116\u2160-\u217b\u2190-\u2193\u2460-\u249b\u25a0-\u25cf\u3000-\u3017\uff01-\uff5e\uffe5]/;

let common: Set<string> | undefined;

/** Frequent characters by the two standards' own account: level 1 of GB 2312 (3,755) and of Big5 (5,401). */
function commonCharacters(): Set<string> {
  if (common) return common;
  common = new Set();
  const add = (encoding: Encoding, from: number, to: number) => {
    for (let lead = from; lead <= to; lead++) {
      for (let trail = 0x40; trail <= 0xfe; trail++) {
        if (encoding === 'gb18030' && trail < 0xa1) continue;
        for (const character of lossy(Uint8Array.of(lead, trail), encoding)) {
          if (/\p{Script=Han}/u.test(character)) common?.add(character);
        }
      }
    }
  };
  add('gb18030', 0xb0, 0xd7);
  add('big5', 0xa4, 0xc6);
  return common;
}

/** Share of common Chinese characters and punctuation among all that is neither ASCII text nor white space. */
export function plausibleShare(text: string): number {
  const plausible = commonCharacters();
  let good = 0;
  let bad = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) {
      if (isControl(code)) bad++;
    } else if (plausible.has(character) || PUNCTUATION.test(character)) good++;
    else bad++;
  }
  return good + bad === 0 ? 1 : good / (good + bad);
}

/** Control characters other than tab, line feed, vertical tab, form feed, return, and the old end-of-file mark. */
function isControl(code: number): boolean {
  return (code < 0x20 && !(code >= 0x09 && code <= 0x0d) && code !== 0x1a) || code === 0x7f;
}

/** Offset of the first sequence of `bytes` that is not valid in `encoding`; its length if the end cuts a character. */
function faultOffset(bytes: Uint8Array, encoding: Encoding): number {
  const options = { fatal: true, ignoreBOM: true };
  const probe = new TextDecoder(encoding, options);
  let block = 0;
  try {
    for (; block < bytes.length; block += FAULT_BLOCK) {
      probe.decode(bytes.subarray(block, block + FAULT_BLOCK), { stream: true });
    }
  } catch {
    // The fault is in this block; what stands before it is decoded again, then byte by byte.
  }
  const start = Math.max(0, Math.min(block, bytes.length) - FAULT_BLOCK);
  const decoder = new TextDecoder(encoding, options);
  if (start > 0) decoder.decode(bytes.subarray(0, start), { stream: true });
  let sequence = start;
  for (let offset = start; offset < bytes.length; offset++) {
    try {
      if (decoder.decode(bytes.subarray(offset, offset + 1), { stream: true }) !== '') sequence = offset + 1;
    } catch {
      return sequence;
    }
  }
  return sequence;
}

/** Bytes judged together; 500 characters, of which a wrong encoding makes less than two thirds plausible. */
const MIXED_BLOCK = 1024;
/** Least share of a block, and least characters that are not ASCII, to judge it. */
const MIXED_SHARE = 0.75;
const MIXED_CHARACTERS = 60;

/** A file that two programs wrote in two encodings is told of where the second begins. */
function refuseMixed(bytes: Uint8Array, encoding: Encoding, path: string, markLength: number): void {
  const decoder = new TextDecoder(encoding, { ignoreBOM: true });
  for (let start = 0; start < bytes.length; start += MIXED_BLOCK) {
    const text = decoder.decode(bytes.subarray(start, start + MIXED_BLOCK), { stream: true });
    const wide = text.match(/[^\x00-\x7f]/g)?.length ?? 0;
    if (wide >= MIXED_CHARACTERS && plausibleShare(text) < MIXED_SHARE)
      throw undecodable(bytes, markLength + start, encoding, path);
  }
}

function undecodable(
  bytes: Uint8Array,
  offset: number,
  encoding: Encoding,
  path: string,
  cause?: unknown,
): ReportError {
  const found = [...bytes.subarray(offset, offset + 4)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
  return new ReportError(
    'undecodable',
    `${path}: expected text in ${encoding}, found bytes that are none at byte offset ${offset} (${found || 'the end'})`,
    {
      hint: 'The file may be damaged or cut short: fetch it again, or open it in an editor that shows it right and save it as UTF-8.',
      status: 422,
      cause,
    },
  );
}

function refuseBinary(text: string, encoding: Encoding, path: string): void {
  const nul = text.indexOf('\0');
  if (nul >= 0) throw notText(path, `a NUL character at character ${nul} of its ${encoding} text`);
  let controls = 0;
  for (let index = 0; index < text.length; index++) if (isControl(text.charCodeAt(index))) controls++;
  if (controls > text.length * MOST_CONTROL) throw notText(path, `${controls} control characters`);
}

function notText(path: string, found: string): ReportError {
  return new ReportError('not-text', `${path}: expected text, found ${found}`, {
    hint: 'It is a program’s own format under the ending of a text file. Open it in the program that made it and save it as .docx, .pdf or plain text.',
    status: 415,
  });
}

/** Damage that an earlier program did: it cannot be undone here, but people should know. */
function damageWarnings(text: string): Warning[] {
  const warnings: Warning[] = [];
  const lost = text.match(/\ufffd|锟斤拷/g)?.length ?? 0;
  if (lost > 0) {
    const message = 'characters were lost before the file came here (\ufffd or 锟斤拷)';
    warnings.push({ code: 'lost-characters', message, count: lost });
  }
  const sample = text.slice(0, SAMPLE_BYTES);
  const strange = sample.match(/[\u0080-\u00ff\u4e00-\u9fff]/g)?.length ?? 0;
  if (strange >= MIXED_CHARACTERS && strange > (sample.match(/[^\x00-\x7f]/g)?.length ?? 0) / 2) {
    if (plausibleShare(sample) < LEAST_PLAUSIBLE) {
      const message = 'its characters look like text that another program decoded wrongly: fetch the original';
      warnings.push({ code: 'mojibake', message });
    }
  }
  const unnamed = text.match(/[\ue000-\uf8ff]/g)?.length ?? 0;
  if (unnamed > 0) {
    const message = 'characters of a private font have no meaning outside it';
    warnings.push({ code: 'private-characters', message, count: unnamed });
  }
  return warnings;
}
