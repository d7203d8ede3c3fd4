import { ReportError } from '../errors.ts';

/** What plain bytes say once decoded. */
export interface DecodedText {
  /** The text without a byte order mark, line ends kept. */
  text: string;
  /** Name of the encoding found, such as `utf-8`, `gb18030`, `utf-16le`. */
  encoding: string;
}

/**
 * Decodes the bytes of a plain text file. Never replaces what it cannot decode.
 * @throws ReportError `not-text` where no encoding fits.
 */
export function decodeText(bytes: Uint8Array, path: string): DecodedText {
  const encodings = bytes[0] === 0xff && bytes[1] === 0xfe ? ['utf-16le'] : ['utf-8', 'gb18030'];
  for (const encoding of encodings) {
    try {
      return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes), encoding };
    } catch {
      // Not this one.
    }
  }
  throw new ReportError('not-text', `${path}: expected text in UTF-8, GB18030 or UTF-16`, { status: 422 });
}
