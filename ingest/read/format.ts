import { ReportError } from '../errors.ts';
import type { SourceDocument, Warning } from '../model.ts';
import { decodeText } from './text.ts';

/** A format that can be read; `zip` is a folder of files that can. */
export type Format = SourceDocument['format'] | 'zip';

export interface FoundFormat {
  format: Format;
  warnings: Warning[];
}

const ENDINGS: Readonly<Record<string, Format>> = {
  txt: 'txt',
  text: 'txt',
  md: 'md',
  markdown: 'md',
  docx: 'docx',
  docm: 'docx',
  pdf: 'pdf',
  html: 'html',
  htm: 'html',
  xhtml: 'html',
  shtml: 'html',
  csv: 'csv',
  tsv: 'csv',
  xlsx: 'xlsx',
  xlsm: 'xlsx',
  zip: 'zip',
};

const TO_DOCX = 'Open it in Word, WPS or LibreOffice and save it as .docx.';
const TO_XLSX = 'Open it in Excel, WPS or LibreOffice and save it as .xlsx or .csv.';
const UNPACK = 'Unpack it and put the files into the folder, or pack them as .zip.';
const RECOGNISE = 'Let a text recognition program (OCR) make a searchable PDF, .docx or .txt of it.';
const TO_PDF = 'Open it in its reader and print or export it as a PDF with text, or save it as .docx.';
const TO_HTML = 'Open it in a browser and save the page as .html (page only), or copy its text into a .txt file.';

/** What formats that cannot be read are called, and the conversion to make. */
const UNSUPPORTED: Readonly<Record<string, { name: string; hint: string }>> = {
  doc: { name: 'an old Word file (.doc)', hint: TO_DOCX },
  dot: { name: 'an old Word template (.dot)', hint: TO_DOCX },
  wps: { name: 'a WPS text (.wps)', hint: TO_DOCX },
  rtf: { name: 'Rich Text (.rtf)', hint: TO_DOCX },
  odt: { name: 'an OpenDocument text (.odt)', hint: TO_DOCX },
  ole: { name: 'an old Office or WPS file (.doc, .wps, .xls)', hint: `${TO_DOCX} A table: save it as .xlsx.` },
  wordxml: { name: 'a Word 2003 XML file', hint: TO_DOCX },
  xls: { name: 'an old Excel file (.xls)', hint: TO_XLSX },
  et: { name: 'a WPS table (.et)', hint: TO_XLSX },
  ods: { name: 'an OpenDocument table (.ods)', hint: TO_XLSX },
  ppt: { name: 'a PowerPoint file', hint: TO_PDF },
  pptx: { name: 'a PowerPoint file', hint: TO_PDF },
  ofd: {
    name: 'an OFD document (.ofd)',
    hint: 'Open it in an OFD reader (WPS, 数科, 福昕) and export it as PDF with text or .docx.',
  },
  caj: { name: 'a CAJ document (.caj)', hint: 'Open it in CAJViewer and print or export it as a PDF with text.' },
  ceb: { name: 'a CEB document (.ceb)', hint: TO_PDF },
  epub: { name: 'an e-book (.epub)', hint: 'Convert it to .docx or .txt, with Calibre for example.' },
  mht: { name: 'a web archive (.mht)', hint: TO_HTML },
  mhtml: { name: 'a web archive (.mhtml)', hint: TO_HTML },
  rar: { name: 'a RAR archive', hint: UNPACK },
  '7z': { name: 'a 7-Zip archive', hint: UNPACK },
  gz: { name: 'a gzip archive', hint: UNPACK },
  tgz: { name: 'a gzip archive', hint: UNPACK },
  bz2: { name: 'a bzip2 archive', hint: UNPACK },
  xz: { name: 'an xz archive', hint: UNPACK },
  tar: { name: 'a tar archive', hint: UNPACK },
  png: { name: 'a picture (PNG)', hint: RECOGNISE },
  jpg: { name: 'a picture (JPEG)', hint: RECOGNISE },
  jpeg: { name: 'a picture (JPEG)', hint: RECOGNISE },
  gif: { name: 'a picture (GIF)', hint: RECOGNISE },
  bmp: { name: 'a picture (BMP)', hint: RECOGNISE },
  webp: { name: 'a picture (WebP)', hint: RECOGNISE },
  heic: { name: 'a picture (HEIC)', hint: RECOGNISE },
  tif: { name: 'a picture (TIFF)', hint: RECOGNISE },
  tiff: { name: 'a picture (TIFF)', hint: RECOGNISE },
};

/** First bytes, as Latin-1, that give a format away whatever the ending says. */
const MAGIC: readonly [RegExp, string][] = [
  [/^%PDF-/, 'pdf'],
  [/^PK(?:\x03\x04|\x05\x06|\x07\x08)/, 'zip'],
  [/^\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1/, 'ole'],
  [/^\{\\rtf/, 'rtf'],
  [/^Rar!\x1a\x07/, 'rar'],
  [/^7z\xbc\xaf\x27\x1c/, '7z'],
  [/^\x1f\x8b/, 'gz'],
  [/^BZh[1-9]/, 'bz2'],
  [/^\xfd7zXZ\0/, 'xz'],
  [/^[\s\S]{257}ustar/, 'tar'],
  [/^\x89PNG\r\n\x1a\n/, 'png'],
  [/^\xff\xd8\xff/, 'jpg'],
  [/^GIF8[79]a/, 'gif'],
  [/^BM[\s\S]{4}\0\0\0\0/, 'bmp'],
  [/^RIFF[\s\S]{4}WEBP/, 'webp'],
  [/^(?:II\*\0|MM\0\*)/, 'tif'],
  [/^(?:\xef\xbb\xbf)?\s*<\?xml[^>]*>\s*<\?mso-application progid="Word/, 'wordxml'],
  [/^(?:CAJ|HN\0|KDH )/, 'caj'],
  [/^Founder CEB/, 'ceb'],
  [/^(?:From|MIME-Version|Subject|Snapshot-Content-Location): [\s\S]{0,2000}multipart\/related/i, 'mht'],
  [
    /^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]{0,2000}?-->\s*)*<(?:!doctype html|html|head|body)[\s>]/i,
    'html',
  ],
];

/** Bytes that the magic numbers above may look at. */
const HEAD_BYTES = 4096;

/** A PDF may begin within its first 1,024 bytes (PDF 1.7, appendix H), after what a mail or web program put there. */
const PDF_WITHIN = 1024;

/**
 * What kind of file this is, by its content first and its ending second; where they disagree, a warning says so.
 * @param members the names inside it, if it is an archive: they tell .docx from .zip.
 * @throws ReportError `unsupported-format` naming the conversion to make.
 */
export function formatOf(bytes: Uint8Array, path: string, members?: readonly string[]): FoundFormat {
  const ending = endingOf(path);
  const byEnding = Object.hasOwn(ENDINGS, ending) ? ENDINGS[ending] : undefined;
  const byContent = contentOf(bytes, members);
  if (byContent === 'ole' && isLocked(bytes)) throw locked(path);
  if (byContent !== undefined && Object.hasOwn(UNSUPPORTED, byContent)) throw unsupported(path, byContent, ending);
  if (byContent !== undefined) {
    const format = byContent as Format;
    // Table text and Markdown have no magic number; a page saved as text does, and is one.
    return { format, warnings: format === byEnding ? [] : [wrongEnding(format, ending)] };
  }
  if (Object.hasOwn(UNSUPPORTED, ending)) throw unsupported(path, ending, ending);
  if (byEnding === 'txt' || byEnding === 'md' || byEnding === 'csv' || byEnding === 'html') {
    return { format: byEnding, warnings: [] };
  }
  if (byEnding !== undefined && isText(bytes, path)) return { format: 'txt', warnings: [wrongEnding('txt', ending)] };
  if (byEnding !== undefined) {
    throw new ReportError('damaged', `${path}: expected ${byEnding}, found other content`, {
      hint: 'The file may be damaged, cut short or not what its ending says: fetch it again.',
      status: 422,
    });
  }
  if (ending === '') return { format: 'txt', warnings: [wrongEnding('txt', ending)] };
  throw new ReportError('unsupported-format', `${path}: expected a report, found a file ending in .${ending}`, {
    hint: 'Save it as .txt, .md, .docx, .pdf, .html, .csv or .xlsx; if it is plain text, let its name end in .txt.',
    status: 415,
  });
}

/** Whether the bytes are text in an encoding that is read. */
function isText(bytes: Uint8Array, path: string): boolean {
  try {
    return decodeText(bytes, path).text.trim() !== '';
  } catch {
    return false;
  }
}

/** The ending of a name in lower case without its stop; empty if it has none that could be one. */
export function endingOf(path: string): string {
  return /\.([a-z0-9]{1,8})$/i.exec(path)?.[1]?.toLowerCase() ?? '';
}

/** The name of a path without its ending. */
export function withoutEnding(path: string): string {
  const ending = endingOf(path);
  return ending === '' ? path : path.slice(0, -ending.length - 1);
}

/** True for a file that holds other files, going by its first bytes: an archive or an Office file. */
export function isZip(bytes: Uint8Array): boolean {
  return magicOf(bytes) === 'zip';
}

function contentOf(bytes: Uint8Array, members: readonly string[] | undefined): string | undefined {
  const magic = magicOf(bytes);
  return magic === 'zip' && members !== undefined ? packageOf(members) : magic;
}

function magicOf(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, HEAD_BYTES)).toString('latin1');
  const magic = MAGIC.find(([pattern]) => pattern.test(head))?.[1];
  if (magic !== undefined) return magic;
  return head.slice(0, PDF_WITHIN).includes('%PDF-1.') && head.includes('\0') === false ? 'pdf' : undefined;
}

/** What an archive is by what is in it. */
function packageOf(members: readonly string[]): string {
  const has = (pattern: RegExp) => members.some((name) => pattern.test(name));
  if (has(/^OFD\.xml$/i)) return 'ofd';
  if (has(/^\[Content_Types\]\.xml$/i)) {
    if (has(/^word\/document\d*\.xml$/i)) return 'docx';
    if (has(/^xl\/workbook\.xml$/i)) return 'xlsx';
    if (has(/^ppt\//i)) return 'pptx';
  }
  if (has(/^META-INF\/container\.xml$/)) return 'epub';
  if (has(/^content\.xml$/) && has(/^META-INF\/manifest\.xml$/))
    return has(/^Configurations2\/.*sheet/i) ? 'ods' : 'odt';
  return 'zip';
}

function unsupported(path: string, kind: string, ending: string): ReportError {
  const { name, hint } = UNSUPPORTED[kind] ?? { name: kind, hint: TO_DOCX };
  const disguise = ending !== '' && Object.hasOwn(ENDINGS, ending) ? `, whatever its ending .${ending} says` : '';
  return new ReportError(
    'unsupported-format',
    `${path}: expected a format that can be read, found ${name}${disguise}`,
    {
      hint,
      status: 415,
    },
  );
}

/** Office keeps a file with a password in an old container, as a stream of this name in UTF-16. */
function isLocked(bytes: Uint8Array): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return buffer.includes(Buffer.from('EncryptedPackage', 'utf16le'));
}

function locked(path: string): ReportError {
  return new ReportError('encrypted', `${path}: expected a file that can be read, found one locked by a password`, {
    hint: 'Open it with its password and save it without one.',
    status: 422,
  });
}

function wrongEnding(format: Format, ending: string): Warning {
  const name = ending === '' ? 'has no ending' : `ends in .${ending}`;
  return { code: 'wrong-ending', message: `its name ${name}, but its content is ${format}: read as ${format}` };
}
