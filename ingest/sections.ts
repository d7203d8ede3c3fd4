import type { CleanText, Report, Section, Timing } from './model.ts';
import { type NumberStyle, numberingOf } from './numbering.ts';
import type { Paragraph } from './paragraphs.ts';
import { ADDRESS, LONGEST_HEAD } from './reports/head.ts';

/** A paragraph with where it stands. */
export interface PlacedParagraph extends Paragraph {
  /** Index of its section; null before the first heading. */
  section: number | null;
  timing: Timing;
  /** It is nothing but a heading. */
  isHeading: boolean;
  /** Offset in `text` behind the number mark. */
  mark: number;
  /** In a glossary: a note of it. */
  isNote: boolean;
}

/** A heading with its body behind it: the title ends at the first stop within so many characters. */
const RUN_IN_LIMIT = 46;
/** A line without a number and without a stop, up to this long, is a heading. */
const PLAIN_HEADING = 30;
/** An item of a list that says how much (新增托位5000个) is no heading, though it has a number and no stop. */
const COUNTED =
  /(?<!\d)(?!(?:19|20)\d\d年)\d+(?:\.\d+)?[万亿]?(?:余|多)?(?:个|家|座|所|公里|亩|人|户|套|项|张|条|处|平方|%|吨|米|名|辆|间|对)/;
/** 全屏, 收藏: buttons of a web page are no headings; the shortest plain one seen is 自身建设. */
const SHORTEST_HEADING = 4;

const RANK: Record<NumberStyle, number> = {
  part: 1,
  chinese: 1,
  'chinese-bracket': 2,
  digit: 3,
  'digit-bracket': 4,
  circled: 5,
};
/** Below every numbered style. */
const PLAIN_RANK = 6;
/** A part of the report whose title has no number stands above every numbered heading. */
const PART_RANK = 0.5;
const PART_TITLE =
  /^(?:关于)?(?:20\d\d年|[“"]?十[二三四五六]五[”"]?时期|过去[一五]年|今年|今后五年)的?[^，。]{0,16}(?:工作|任务|目标|安排|回顾|要求|建议|部署)[^，。]{0,6}(?<!报告)$|^(?:切实|全面|持续|着力|大力)?(?:加强|推进)政府自身建设$/;

const GLOSSARY =
  /^(?:附件\s*)?(?:《政府工作报告》)?(?:有关)?(?:内容)?(?:名词|用语|术语)(?:解释|注释|说明)|名词(?:解释|注释)|^(?:注释|脚注|尾注)$/;
const REVIEW = /回顾|过去一年|过去五年|一年来|主要成[就效绩]|工作总结$/;
const PLAN = /目标|任务|安排|打算|部署|总体要求|重点工作|主要工作|今年|建议|自身建设|政府治理|服务型政府|形势/;
/** Paragraphs of a plan that look back all the same: a part on the government itself may open with what it did. */
const LOOKS_BACK = /^(?:(?:在)?(?:过去(?:的)?一年|一年来|去年|刚刚过去的)|(20\d\d)年(?:以来|里|[，,]))/;

/** Finds the headings of a report and places every paragraph under them. Fills `report.sections`. */
export function placeParagraphs(report: Report, paragraphs: Paragraph[], cleaned: CleanText): PlacedParagraph[] {
  const tree = new SectionTree(report, cleaned);
  const placed: PlacedParagraph[] = [];
  const opening = Math.max(1, openingOf(paragraphs));
  paragraphs.forEach((paragraph, at) => {
    const heading =
      report.kind === 'division'
        ? null
        : headingOf(paragraph.text, { inGlossary: tree.inGlossary, inHead: at <= opening });
    if (heading) tree.open(heading, paragraph);
    else tree.add(paragraph);
    placed.push({
      ...paragraph,
      section: tree.current,
      timing: tree.timingOf(paragraph.text),
      isHeading: heading?.alone === true,
      mark: heading?.mark ?? 0,
      isNote: tree.inGlossary && heading?.glossary !== true,
    });
  });
  report.sections = tree.finish(paragraphs);
  return placed;
}

interface Heading {
  title: string;
  style: NumberStyle | 'plain';
  number: number;
  /** Nothing follows the title in its paragraph. */
  alone: boolean;
  mark: number;
  glossary: boolean;
}

/** Where 各位代表 ends the head; -1 in a text without one. */
function openingOf(paragraphs: Paragraph[]): number {
  return paragraphs.slice(0, LONGEST_HEAD).findIndex(({ text }) => ADDRESS.test(text));
}

/** @param place `inHead`: before 各位代表, or among the first lines, where titles, names and dates of pages stand. */
function headingOf(text: string, { inGlossary, inHead }: { inGlossary: boolean; inHead: boolean }): Heading | null {
  const numbering = numberingOf(text);
  if (inGlossary) return null;
  if (GLOSSARY.test(text) && text.length <= 40) {
    return { title: text, style: 'part', number: 0, alone: true, mark: 0, glossary: true };
  }
  if (numbering && numbering.style !== 'circled') {
    const rest = text.slice(numbering.length);
    const stop = rest.search(/[。！？：；]/);
    if (stop < 0 ? rest.length <= RUN_IN_LIMIT * 2 : stop <= RUN_IN_LIMIT) {
      const title = (stop < 0 ? rest : rest.slice(0, stop)).trim();
      const alone = stop < 0 || rest.slice(stop + 1).trim() === '';
      if (alone && COUNTED.test(title) && numbering.style !== 'chinese') return null;
      return title === ''
        ? null
        : { title, style: numbering.style, number: numbering.number, alone, mark: numbering.length, glossary: false };
    }
    return null;
  }
  const plain =
    text.length >= SHORTEST_HEADING &&
    text.length <= PLAIN_HEADING &&
    !/[。！？：；，、”]$/.test(text) &&
    !/[。；]/.test(text);
  if (
    plain &&
    !inHead &&
    !/^(?:各位代表|——|（|【|】|■|》|制图|来源|时间|发布|字号|(?:责任)?编辑|责编|作者|记者|点击)/.test(text) &&
    !/\d{4}年\d+月/.test(text) &&
    !/(?:省长|市长|主席)/.test(text)
  ) {
    return { title: text, style: 'plain', number: 0, alone: true, mark: 0, glossary: false };
  }
  return null;
}

/** The open sections from the top down while a report is read. */
class SectionTree {
  readonly #report: Report;
  readonly #cleaned: CleanText;
  readonly #sections: (Section & { rank: number; number: number; first: number; last: number; hasText: boolean })[] =
    [];
  #open: number[] = [];
  #timing: Timing;
  inGlossary = false;

  constructor(report: Report, cleaned: CleanText) {
    this.#report = report;
    this.#cleaned = cleaned;
    // A report opens with its review, and a part of a page that begins in the middle does so too; other kinds only plan.
    this.#timing = report.kind === 'report' ? 'review' : 'plan';
  }

  get current(): number | null {
    return this.#open[this.#open.length - 1] ?? null;
  }

  open(heading: Heading, paragraph: Paragraph): void {
    const rank = this.#rankOf(heading);
    this.#takeAsAbove(heading, rank);
    while (this.#open.length > 0 && (this.#at(this.#open.length - 1)?.rank ?? 0) >= rank) this.#open.pop();
    const parent = this.current;
    const index = this.#sections.length;
    if (heading.glossary) this.inGlossary = true;
    const timing = heading.glossary ? 'neither' : this.#timingOf(heading, rank);
    this.#sections.push({
      index,
      parent,
      title: heading.title,
      depth: this.#open.length + 1,
      timing,
      span: { start: 0, end: 0 },
      rank,
      number: heading.number,
      first: paragraph.start,
      last: paragraph.end,
      hasText: !heading.alone,
    });
    this.#open.push(index);
    this.#extend(paragraph);
  }

  /** A paragraph that is no heading goes into the open section. */
  add(paragraph: Paragraph): void {
    const index = this.current;
    const section = index === null ? undefined : this.#sections[index];
    if (section) section.hasText = true;
    this.#extend(paragraph);
  }

  #extend(paragraph: Paragraph): void {
    for (const index of this.#open) {
      const section = this.#sections[index];
      if (section) section.last = paragraph.end;
    }
  }

  timingOf(text: string): Timing {
    if (this.inGlossary) return 'neither';
    const index = this.current;
    const timing = index === null ? this.#timing : (this.#sections[index]?.timing ?? this.#timing);
    const back = LOOKS_BACK.exec(text);
    if (timing === 'plan' && back && (back[1] === undefined || Number(back[1]) < (this.#report.year ?? 0)))
      return 'review';
    return timing;
  }

  finish(paragraphs: Paragraph[]): Section[] {
    if (paragraphs.length === 0) return [];
    return this.#sections.map(({ index, parent, title, depth, timing, first, last }) => ({
      index,
      parent,
      title,
      depth,
      timing,
      span: this.#cleaned.toSource(first, last),
    }));
  }

  #at(place: number) {
    const index = this.#open[place];
    return index === undefined ? undefined : this.#sections[index];
  }

  /** Numbering that restarts at 一、 below an open 一、 is one level deeper, and its followers stay there. */
  #rankOf(heading: Heading): number {
    if (heading.style === 'plain') return PART_TITLE.test(heading.title) ? PART_RANK : PLAIN_RANK;
    if (heading.glossary) return PART_RANK;
    const rank = RANK[heading.style];
    if (heading.style !== 'chinese') return rank;
    const top = this.#open.map((i) => this.#sections[i]).find((s) => s?.rank === 1);
    const nested = this.#open.map((i) => this.#sections[i]).find((s) => s?.rank === 1.5);
    if (heading.number === 1 && top) return 1.5;
    if (nested && heading.number === nested.number + 1 && !this.#isTop(heading.title)) return 1.5;
    return rank;
  }

  /** A heading without a number and without text of its own stands above the list that begins under it (十件民生实事, 1. …). */
  #takeAsAbove({ style, number }: Heading, rank: number): void {
    const last = this.#at(this.#open.length - 1);
    if (last?.rank !== PLAIN_RANK || last.hasText || style === 'plain' || number !== 1) return;
    last.rank = rank - 0.25;
  }

  #isTop(title: string): boolean {
    return /20\d\d年/.test(title) || REVIEW.test(title) || /自身建设|政府治理/.test(title);
  }

  /** Headings of the first level say it; those below do as the one above does. */
  #timingOf(heading: Heading, rank: number): Timing {
    const parent = this.current === null ? undefined : this.#sections[this.current];
    if (parent && (rank > 1 || parent.rank === PART_RANK)) return parent.timing;
    const { year } = this.#report;
    const named = /(20\d\d)年/.exec(heading.title)?.[1];
    if (rank <= 1 || this.#report.kind !== 'report') {
      if (named && year !== null && Number(named) < year && !PLAN.test(heading.title.replace(/工作/, '')))
        this.#timing = 'review';
      else if (REVIEW.test(heading.title) && !(named && year !== null && Number(named) >= year))
        this.#timing = 'review';
      else if (named || PLAN.test(heading.title) || heading.number > 1) this.#timing = 'plan';
    }
    return this.#timing;
  }
}
