/** Answers as a Word document: footnotes after GB/T 7714, a table where an answer has one. A chunk of its own, since the library is large. */
import {
  AlignmentType,
  Document,
  FootnoteReferenceRun,
  HeadingLevel,
  LevelFormat,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import { reference } from '../excerpts/book.ts';
import type { Inline } from '../markdown.ts';
import type { Paper, PaperBlock, PaperCell } from './paper.ts';

/** In half points: 12 and 9 points, the sizes of printed reports and of their notes. */
const TEXT_SIZE = 24;
const NOTE_SIZE = 18;
/** Songti for Chinese and Times for the rest, as offices print; Word brings both or puts its own in their place. */
const FONT = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: '宋体', cs: 'Times New Roman' };
const NUMBERED = 'numbered';

export interface WordFileOptions {
  title: string;
  /** What a footnote says whose source an earlier one has told. */
  sameAs: (note: number) => string;
}

export async function wordFile(paper: Paper, options: WordFileOptions): Promise<Blob> {
  const notes = new Notes(paper, options);
  const children = paper.parts.flatMap(({ question, blocks }, part) => [
    new Paragraph({ heading: HeadingLevel.HEADING_1, children: [new TextRun(question)] }),
    ...blocks.flatMap((block) => blockNodes(block, { notes, list: part })),
  ]);
  const document = new Document({
    title: options.title,
    styles: {
      default: {
        document: { run: { font: FONT, size: TEXT_SIZE }, paragraph: { spacing: { line: 360, after: 120 } } },
        heading1: { run: { font: FONT, size: 32, bold: true, color: '000000' } },
        heading2: { run: { font: FONT, size: 28, bold: true, color: '000000' } },
      },
    },
    numbering: {
      config: [
        {
          reference: NUMBERED,
          levels: [{ level: 0, format: LevelFormat.DECIMAL, text: '%1.', alignment: AlignmentType.START }],
        },
      ],
    },
    footnotes: notes.all,
    sections: [{ children }],
  });
  return Packer.toBlob(document);
}

/** Word wants a footnote of its own for every place that cites. */
class Notes {
  readonly all: Record<string, { children: Paragraph[] }> = {};
  readonly #paper: Paper;
  readonly #options: WordFileOptions;
  readonly #first = new Map<number, number>();
  #count = 0;

  constructor(paper: Paper, options: WordFileOptions) {
    this.#paper = paper;
    this.#options = options;
  }

  /** A run that refers to a source. */
  run(source: number): FootnoteReferenceRun {
    this.#count += 1;
    const before = this.#first.get(source);
    const citation = this.#paper.sources[source - 1];
    const text =
      before !== undefined ? this.#options.sameAs(before) : citation === undefined ? '' : reference(citation);
    if (before === undefined) this.#first.set(source, this.#count);
    this.all[this.#count] = {
      children: [new Paragraph({ children: [new TextRun({ text: ` ${text}`, size: NOTE_SIZE, font: FONT })] })],
    };
    return new FootnoteReferenceRun(this.#count);
  }
}

interface Context {
  notes: Notes;
  /** Numbered lists of different answers count for themselves. */
  list: number;
}

function blockNodes(block: PaperBlock, context: Context): (Paragraph | Table)[] {
  const runs = (inlines: Inline[]) => inlines.flatMap((inline) => inlineRuns(inline, context.notes));
  switch (block.type) {
    case 'heading':
      return [new Paragraph({ heading: HeadingLevel.HEADING_2, children: runs(block.inlines) })];
    case 'list':
      return block.items.map(
        (item) =>
          new Paragraph({
            children: runs(item),
            ...(block.ordered
              ? { numbering: { reference: NUMBERED, level: 0, instance: context.list } }
              : { bullet: { level: 0 } }),
          }),
      );
    case 'table':
      return [
        tableNode(
          block.head.map((cell) => runs(cell)),
          block.rows.map((row) => row.map((cell) => runs(cell))),
        ),
        new Paragraph(''),
      ];
    case 'grid':
      return [
        tableNode(
          block.head.map((text) => [new TextRun({ text, bold: true })]),
          block.rows.map((row) => row.map((cell) => cellRuns(cell, context.notes))),
        ),
        new Paragraph(''),
      ];
    default:
      return [new Paragraph({ children: runs(block.inlines) })];
  }
}

type Run = TextRun | FootnoteReferenceRun;

function inlineRuns(inline: Inline, notes: Notes): Run[] {
  switch (inline.type) {
    case 'text':
      return [new TextRun(inline.text)];
    case 'strong':
      return [new TextRun({ text: inline.text, bold: true })];
    case 'break':
      return [new TextRun({ break: 1 })];
    case 'citation':
      return [notes.run(inline.number)];
  }
}

function cellRuns({ text, sources }: PaperCell, notes: Notes): Run[] {
  return [new TextRun(text), ...sources.map((source) => notes.run(source))];
}

function tableNode(head: Run[][], rows: Run[][][]): Table {
  const row = (cells: Run[][], isHead: boolean): TableRow =>
    new TableRow({
      tableHeader: isHead,
      cantSplit: true,
      children: cells.map((children) => new TableCell({ children: [new Paragraph({ children })] })),
    });
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    rows: [row(head, true), ...rows.map((cells) => row(cells, false))],
  });
}
