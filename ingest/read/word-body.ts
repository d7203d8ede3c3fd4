/** The paragraphs of a Word document, in the order in which they are read. */
import type { ListPlace, Numbering, Style } from './word-numbering.ts';
import { type Attributes, type ElementReader, readXml } from './xml.ts';

/** Left out with all that is in them: deleted text, codes of fields, readings above characters, old properties, the second form of a shape. */
const LEFT_OUT = new Set([
  'del',
  'moveFrom',
  'delText',
  'instrText',
  'delInstrText',
  'rt',
  'Fallback',
  'sectPr',
  'pPrChange',
  'rPrChange',
  'tblPrChange',
  'trPrChange',
  'tcPrChange',
  'numberingChange',
]);

/** Characters of a cell, in several paragraphs, from which on a table only lays out the page. */
const LAYOUT_CELL = 200;

interface Paragraph {
  text: string;
  style: string | undefined;
  place: ListPlace;
  /** The break at its end is deleted: the next one goes on with it. */
  runsOn: boolean;
  /** Lines of the text boxes in it. */
  boxes: string[];
}

interface Cell {
  lines: string[];
  /** It is the lower part of a cell that reaches over several rows. */
  covered: boolean;
}

interface Row {
  cells: Cell[];
  deleted: boolean;
}

export class BodyReader {
  readonly #numbering: Numbering;
  readonly #styles: ReadonlyMap<string, Style>;
  /** Notes in the order of their marks, by kind and id. */
  readonly #notes = new Map<string, number>();
  /** Paragraphs that are open: a text box stands within one. */
  #paragraphs: Paragraph[] = [];
  /** Where finished lines go: the document, a cell, a text box. */
  #flows: string[][] = [];
  #rows: Row[] = [];
  #hidden = false;
  #carried = '';
  /** Pictures in the text. */
  pictures = 0;

  constructor(numbering: Numbering, styles: ReadonlyMap<string, Style>) {
    this.#numbering = numbering;
    this.#styles = styles;
  }

  /** The lines of `document.xml`. Throws where it is not well-formed. */
  read(part: Uint8Array): string[] {
    const lines: string[] = [];
    this.#flows = [lines];
    readXml(part, this.#reader());
    if (this.#carried !== '') lines.push(this.#carried);
    return lines;
  }

  /** The notes that the text refers to, each with its mark: `[1] ...`. Call it after `read`. */
  readNotes(part: Uint8Array, kind: 'footnote' | 'endnote'): string[] {
    const found: { number: number; lines: string[] }[] = [];
    const reader = this.#reader();
    let lines: string[] = [];
    let number: number | undefined;
    readXml(part, {
      ...reader,
      open: (name, attributes, parent) => {
        if (name === kind) {
          number = this.#notes.get(`${kind} ${attributes('id')}`);
          lines = [];
          this.#flows = [lines];
          return number !== undefined;
        }
        return reader.open(name, attributes, parent);
      },
      close: (name) => {
        if (name === kind && number !== undefined) found.push({ number, lines });
        else reader.close(name);
      },
    });
    return found
      .sort((a, b) => a.number - b.number)
      .map((note) => `[${note.number}] ${note.lines.map((line) => line.trim()).join('\n')}`);
  }

  #reader(): ElementReader {
    return {
      open: (name, attributes, parent) => this.#open(name, attributes, parent),
      close: (name) => this.#close(name),
      text: (text, inside) => {
        if (inside === 't') this.#add(text);
      },
    };
  }

  #open(name: string, attributes: Attributes, parent: string): boolean {
    if (LEFT_OUT.has(name)) {
      if (name === 'del' || name === 'moveFrom') this.#deleteMark(parent);
      return false;
    }
    const paragraph = this.#paragraphs.at(-1);
    switch (name) {
      case 'p':
        this.#paragraphs.push({ text: '', style: undefined, place: {}, runsOn: false, boxes: [] });
        break;
      case 'pStyle':
        if (paragraph) paragraph.style = attributes('val');
        break;
      case 'numId':
        if (paragraph) paragraph.place.list = attributes('val') ?? '0';
        break;
      case 'ilvl':
        if (paragraph) paragraph.place.level = Number(attributes('val') ?? 0);
        break;
      case 'txbxContent':
        this.#flows.push(paragraph?.boxes ?? (this.#flows.at(-1) as string[]));
        break;
      case 'tr':
        this.#rows.push({ cells: [], deleted: false });
        break;
      case 'tc': {
        const cell: Cell = { lines: [], covered: false };
        this.#rows.at(-1)?.cells.push(cell);
        this.#flows.push(cell.lines);
        break;
      }
      case 'vMerge': {
        const cell = this.#rows.at(-1)?.cells.at(-1);
        if (cell) cell.covered = attributes('val') !== 'restart';
        break;
      }
      case 'r':
        this.#hidden = false;
        break;
      default:
        if (parent === 'r' || parent === 'rPr') this.#inRun(name, attributes);
    }
    return true;
  }

  #inRun(name: string, attributes: Attributes): void {
    switch (name) {
      case 'vanish':
        this.#hidden = !/^(?:0|false|off)$/.test(attributes('val') ?? '1');
        break;
      case 'tab':
      case 'ptab':
        this.#add('\t');
        break;
      case 'br':
      case 'cr':
        this.#add('\n');
        break;
      case 'noBreakHyphen':
        this.#add('-');
        break;
      case 'sym': {
        const code = Number.parseInt(attributes('char') ?? '', 16);
        // Those of symbol fonts have no meaning outside them.
        if (code >= 0x20 && (code < 0xe000 || code > 0xf8ff) && code <= 0xffff) this.#add(String.fromCharCode(code));
        break;
      }
      case 'footnoteReference':
      case 'endnoteReference': {
        const key = `${name.replace('Reference', '')} ${attributes('id')}`;
        const number = this.#notes.get(key) ?? this.#notes.size + 1;
        this.#notes.set(key, number);
        this.#add(`[${number}]`);
        break;
      }
      case 'drawing':
      case 'pict':
      case 'object':
        this.pictures++;
        break;
    }
  }

  #close(name: string): void {
    switch (name) {
      case 'p':
        this.#endParagraph();
        break;
      case 'txbxContent':
        // What looked like a picture is a box of text.
        this.pictures = Math.max(0, this.pictures - 1);
        this.#flows.pop();
        break;
      case 'tc':
        this.#flows.pop();
        break;
      case 'tr': {
        const row = this.#rows.pop();
        if (row && !row.deleted) this.#flows.at(-1)?.push(...linesOfRow(row));
        break;
      }
    }
  }

  #add(text: string): void {
    const paragraph = this.#paragraphs.at(-1);
    if (paragraph && !this.#hidden) paragraph.text += text;
  }

  #deleteMark(parent: string): void {
    const [paragraph, row] = [this.#paragraphs.at(-1), this.#rows.at(-1)];
    if (parent === 'rPr' && paragraph && paragraph.text === '') paragraph.runsOn = true;
    if (parent === 'trPr' && row) row.deleted = true;
  }

  #endParagraph(): void {
    const paragraph = this.#paragraphs.pop();
    const flow = this.#flows.at(-1);
    if (!paragraph || !flow) return;
    const text = this.#carried + paragraph.text;
    this.#carried = '';
    if (paragraph.runsOn) {
      this.#carried = text;
    } else {
      const mark = this.#numbering.next(paragraph.place, paragraph.style);
      // Empty paragraphs say nothing, whatever their number.
      if (text.trim() !== '') flow.push(mark + this.#asContents(text, paragraph.style));
    }
    flow.push(...paragraph.boxes);
  }

  /** A line of a table of contents has dots up to its page number, where the file has a tab. */
  #asContents(text: string, style: string | undefined): string {
    if (style === undefined || !/^toc \d/i.test(this.#styles.get(style)?.name ?? style)) return text;
    return text.replace(/\s*\t\s*(?=[\divx-]+\s*$)/i, '......');
  }
}

/** A row is a line, its cells parted by a bar; a table that only lays out the page gives its paragraphs. */
function linesOfRow({ cells }: Row): string[] {
  const filled = cells.filter(({ covered, lines }) => !covered && lines.length > 0);
  const layout = filled.some(
    ({ lines }) => lines.length > 1 && lines.reduce((sum, line) => sum + line.length, 0) > LAYOUT_CELL,
  );
  if (filled.length < 2 || layout) return filled.flatMap(({ lines }) => lines);
  return [filled.map(({ lines }) => lines.map((line) => line.trim().replace(/\s+/g, ' ')).join(' ')).join(' | ')];
}
