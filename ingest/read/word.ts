import mammoth from 'mammoth';
import { ReportError } from '../errors.ts';
import type { Extracted } from './extracted.ts';

/**
 * The text of a .docx: a line a paragraph, table rows as lines, footnotes behind the text.
 * @throws ReportError `damaged`.
 */
export async function readWord(bytes: Uint8Array, path: string): Promise<Extracted> {
  try {
    const { value } = await mammoth.extractRawText({
      buffer: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    });
    // A paragraph ends in two line breaks there; one is enough, and empty paragraphs say nothing.
    return { text: value.replace(/\n{2,}/g, '\n'), warnings: [] };
  } catch (cause) {
    throw new ReportError(
      'damaged',
      `${path}: expected a whole .docx, found one that cannot be opened (${(cause as Error).message})`,
      {
        hint: 'Open it in Word, WPS or LibreOffice and save it again, or fetch it again.',
        status: 422,
        cause,
      },
    );
  }
}
