/** Word documents: the text as the page shows it, with the numbers of lists, tables, text boxes and notes. */
import { posix } from 'node:path';
import { ReportError } from '../errors.ts';
import type { Member } from './archive.ts';
import type { Extracted } from './extracted.ts';
import { BodyReader } from './word-body.ts';
import { Numbering, type Style } from './word-numbering.ts';
import { readXml } from './xml.ts';

/** Stands above the notes behind the text, as a glossary has it. */
const NOTES_TITLE = '注释';

/**
 * The text of a .docx: a line a paragraph, with its number where Word draws one; rows of tables as lines, text boxes
 * behind the paragraph that holds them, footnotes behind the text. Tracked changes are taken as accepted; hidden text,
 * comments, headers and footers are left out.
 * @param members what the file holds.
 * @throws ReportError `damaged`, `no-text`.
 */
export async function readWord(members: Member[], path: string): Promise<Extracted> {
  const found = await read(members).catch((cause: unknown): never => {
    if (cause instanceof ReportError) throw cause;
    throw new ReportError(
      'damaged',
      `${path}: expected a whole .docx, found one that cannot be opened (${(cause as Error).message})`,
      { hint: 'Open it in Word, WPS or LibreOffice and save it again, or fetch it again.', status: 422, cause },
    );
  });
  if (found.text.trim() === '') {
    throw new ReportError('no-text', `${path}: expected a .docx with text, found none in it`, {
      hint: 'Where its pages are pictures, let a text recognition program (OCR) make a .docx or .txt of them.',
      status: 422,
    });
  }
  return found;
}

async function read(members: Member[]): Promise<Extracted> {
  const bytesOf = (name: string | undefined) => members.find((member) => member.name === name)?.bytes();
  const main = (await relationsOf('', bytesOf)).get('officeDocument') ?? 'word/document.xml';
  const body = await bytesOf(main);
  if (!body) throw new Error(`it has no ${main}`);
  const relations = await relationsOf(main, bytesOf);
  const styles = stylesOf(await bytesOf(relations.get('styles')));
  const reader = new BodyReader(new Numbering(await bytesOf(relations.get('numbering')), styles), styles);
  const lines = reader.read(body);
  const notes: string[] = [];
  for (const kind of ['footnote', 'endnote'] as const) {
    const part = await bytesOf(relations.get(`${kind}s`));
    if (part) notes.push(...reader.readNotes(part, kind));
  }
  const text = [...lines, ...(notes.length > 0 ? [NOTES_TITLE, ...notes] : [])].join('\n');
  const pictures = reader.pictures;
  return {
    text: text === '' ? '' : `${text}\n`,
    warnings: pictures > 0 ? [{ code: 'pictures', message: 'Pictures, whose text is not read', count: pictures }] : [],
  };
}

/** What a part refers to, by the last word of the kind: `styles` to `word/styles.xml`. */
async function relationsOf(
  part: string,
  bytesOf: (name: string) => Promise<Uint8Array> | undefined,
): Promise<Map<string, string>> {
  const folder = posix.dirname(part || '.');
  const rels = posix.join(folder, '_rels', `${posix.basename(part)}.rels`);
  const bytes = await bytesOf(rels);
  const relations = new Map<string, string>();
  if (!bytes) return relations;
  readXml(bytes, {
    open: (name, attributes) => {
      const [kind, target] = [attributes('Type')?.split('/').at(-1), attributes('Target')];
      if (name === 'Relationship' && kind && target && attributes('TargetMode') !== 'External')
        relations.set(kind, target.startsWith('/') ? target.slice(1) : posix.join(folder, target));
      return true;
    },
    close: () => {},
    text: () => {},
  });
  return relations;
}

function stylesOf(part: Uint8Array | undefined): Map<string, Style> {
  const styles = new Map<string, Style>();
  if (!part) return styles;
  let style: Style | undefined;
  readXml(part, {
    open: (name, attributes) => {
      const value = attributes('val');
      if (name === 'style') {
        style = { name: '', place: {} };
        styles.set(attributes('styleId') ?? '', style);
      } else if (style && value !== undefined) {
        if (name === 'name') style.name = value;
        else if (name === 'basedOn') style.basedOn = value;
        else if (name === 'numId') style.place.list = value;
        else if (name === 'ilvl') style.place.level = Number(value);
      }
      return true;
    },
    close: (name) => {
      if (name === 'style') style = undefined;
    },
    text: () => {},
  });
  return styles;
}
