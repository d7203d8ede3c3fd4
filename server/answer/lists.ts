/** The sentences that hold a list which a question asks for, wherever they stand: in one sentence, numbered, or paragraph by paragraph. */
import type { RankedSentence } from '../retrieve/rank-sentences.ts';
import type { Context } from './context.ts';
import { bodyOf, itemsAfter, type Outlined, outlineOf, placeOf } from './outline.ts';
import { sameWords } from './same-words.ts';
import { contentWords, heldShare } from './topic-words.ts';

/** A list as an answer gives it. */
export interface FoundList {
  /** Says what is listed; null where the items say it themselves. */
  head: RankedSentence | null;
  items: RankedSentence[];
}

/** Items given at most: the longest list of the reports (of things done for the people) has twenty. */
const ITEMS = 24;
/** Sentences that follow an announcement without marks, and their characters together. */
const FOLLOWING = 10;
const FOLLOWING_CHARACTERS = 700;
/** A second sentence is added when its score comes this near to the first one's. */
const SECOND_NEAR = 0.88;
/** Share of the question's content words that an announcement must hold where a sentence behind it was found. */
const ANNOUNCES = 0.6;

/** The list that the best sentences lead to; `items` has at least the best sentence. */
export function listFrom(sentences: RankedSentence[], context: Context): FoundList | null {
  const { index, reading } = context;
  const near = sentences.slice(0, DEFINING);
  const first = near.find((s) => defines(s, context)) ?? near.find((s) => counts(s, context)) ?? sentences[0];
  if (!first) return null;
  // A note of the glossary says all of it.
  if (first.passage.kind === 'glossary') return { head: null, items: [first] };
  const notes = notesOf(first, context);
  if (notes.length > 0) return { head: null, items: [first, ...notes] };
  const outline = outlineOf(index, first.passage.report);
  const at = placeOf(outline, first.sentence);
  const as = ({ sentence, passage }: Outlined): RankedSentence => ({ ...first, sentence, passage });
  const parted = semicolonList(outline, at, context);
  if (parted) return { head: as(parted.head), items: parted.items.slice(0, ITEMS).map(as) };
  const numbered = numberedList(outline, at, context);
  if (numbered) {
    return { head: numbered.head && as(numbered.head), items: numbered.items.slice(0, ITEMS).map(as) };
  }
  const counted = countedAfter(outline, at);
  if (counted.length > 0) return { head: first, items: counted.slice(0, ITEMS).map(as) };
  const named = namedLeads(outline, context);
  if (named.length > 0) return { head: first, items: named.map(as) };
  const wanted = reading.expectedCount ?? 3;
  const announces = /[:：]\s*$/.test(first.sentence.text);
  if (!announces && countItems(first.sentence.text) >= Math.min(wanted, 3)) {
    const second = sentences.find((s) => s !== first);
    return {
      head: null,
      items:
        second &&
        second.score >= first.score * SECOND_NEAR &&
        !sameWords(first, second) &&
        fitsAlike(first, second, context)
          ? [first, second]
          : [first],
    };
  }
  const leads = leadsAfter(outline, at, reading.expectedCount ?? countSaid(first.sentence.text));
  if (leads.length > 0) return { head: first, items: leads.map(as) };
  const follows = announces || outline[at]?.isLead;
  if (!follows) {
    const alike = sentences.filter(
      (s, i) =>
        i < 3 &&
        s.score >= first.score * SECOND_NEAR &&
        (i === 0 || (!sameWords(first, s) && fitsAlike(first, s, context))),
    );
    return { head: null, items: alike };
  }
  const body: RankedSentence[] = [];
  let characters = first.sentence.text.length;
  for (const one of bodyOf(outline, at)) {
    if (body.length >= FOLLOWING || characters > FOLLOWING_CHARACTERS) break;
    body.push(as(one));
    characters += one.sentence.text.length;
  }
  return { head: first, items: body.length > 0 ? body : [first] };
}

/** The list that the question names, written out: 主要预期目标是：…; looked for among so many of the best sentences. */
const DEFINING = 8;
function defines({ sentence, passage }: RankedSentence, { reading, scope }: Context): boolean {
  const noun = LISTED_NOUN.exec(reading.bare.replace(/\s+/g, ''))?.[1];
  if (!noun || !scope.fits(passage)) return false;
  const at = sentence.text.search(new RegExp(`${noun}[”"]?(?:是|为|有|包括)?[:：]|${noun}[”"]?(?:是|为|包括)`));
  return at >= 0 && countItems(sentence.text.slice(at)) >= 3;
}

/** The noun at the end of what is asked. */
const LISTED_NOUN = /([\u4e00-\u9fff]{4,8})$/;

/** Whether two sentences stand alike to the years and kind asked. */
function fitsAlike(first: RankedSentence, second: RankedSentence, { scope }: Context): boolean {
  return !scope.fits(first.passage) || scope.fits(second.passage);
}

/** Things listed in one sentence: by 、, by 和, by clauses. */
export function countItems(text: string): number {
  return text.split(/[、；]|以及|和|，(?=[^，]{4,})/).length;
}

/** The marked list that the sentence at `at` announces, or is an item of. */
function numberedList(
  outline: Outlined[],
  at: number,
  context: Context,
): { head: Outlined | null; items: Outlined[] } | null {
  const own = outline[at];
  if (!own) return null;
  if (own.mark === null || own.mark.style === 'bracket' || own.mark.style === 'comma') {
    const next = outline[at + 1];
    const announces = own.isLead || /[:：]$/.test(own.sentence.text) || ANNOUNCEMENT.test(own.sentence.text);
    if (!announces || !next) return null;
    const items = itemsAfter(outline, at + 1);
    return items.length > 0 ? { head: own, items } : null;
  }
  // One of the items was found: the list is wanted whole where the question names what announces it.
  for (let start = at; start >= 0 && at - start <= BACK; start--) {
    const one = outline[start] as Outlined;
    if (one.mark?.style !== own.mark.style || one.mark.number > 1) continue;
    const items = itemsAfter(outline, start);
    const head = outline[start - 1];
    if (!head || !items.some((item) => item.sentence.id === own.sentence.id)) return null;
    const words = contentWords(context);
    return heldShare(head.sentence.text + head.passage.path.join(''), words, context) >= ANNOUNCES
      ? { head, items }
      : null;
  }
  return null;
}

/** 办好15件重点民生实事, of what the question lists. */
const COUNTED_THINGS = /(?<!每)(?:[一二三四五六七八九十]+|\d+)(?:[件项大]|个?方面)([\u4e00-\u9fff]{2,10})/;

/** Whether a sentence counts the things that the question lists, and the report says them behind it. */
function counts({ sentence, passage }: RankedSentence, { reading, scope, index }: Context): boolean {
  const noun = LISTED_NOUN.exec(reading.bare.replace(/\s+/g, ''))?.[1]?.slice(-NOUN_END);
  const things = COUNTED_THINGS.exec(sentence.text)?.[1];
  if (!noun || !things?.includes(noun) || !scope.fits(passage)) return false;
  const outline = outlineOf(index, passage.report);
  const at = placeOf(outline, sentence);
  return (
    partsIn(semicolonRun(outline, at)) >= SEMICOLON_ITEMS ||
    countedAfter(outline, at).length > 0 ||
    itemsAfter(outline, at + 1).length > 0
  );
}
/** Characters of the listed noun that the things counted must have: 实事 of 民生实事. */
const NOUN_END = 2;

/** A list of so many parts at least is one. */
const SEMICOLON_ITEMS = 3;

/** Short parts stand together in one sentence. */
function partsIn(run: Outlined[]): number {
  return run.reduce((count, { sentence }) => count + sentence.text.split(/[；;](?=.)/).length, 0);
}

/** The sentences of one paragraph around `at` that semicolons part, the one that ends it included. */
function semicolonRun(outline: Outlined[], at: number): Outlined[] {
  const parts = (one: Outlined | undefined): boolean => one !== undefined && /[；;]\s*$/.test(one.sentence.text);
  let [from, to] = [at, at];
  while (from > 0 && !outline[from]?.opens && parts(outline[from - 1])) from--;
  while (parts(outline[to]) && outline[to + 1] && !outline[to + 1]?.opens) to++;
  return from < 0 ? [] : outline.slice(from, to + 1);
}

/** 办好10件实事：…；…；…。 A list over the semicolons of a paragraph, found by its announcement or, where that says what is asked, by an item. */
function semicolonList(
  outline: Outlined[],
  at: number,
  context: Context,
): { head: Outlined; items: Outlined[] } | null {
  const [head, ...items] = semicolonRun(outline, at);
  // 一是…；二是…: marks tell the items better.
  if (
    !head ||
    items.length === 0 ||
    partsIn([head, ...items]) < SEMICOLON_ITEMS ||
    items.some(({ mark }) => mark !== null) ||
    !/[：:]|包括|如下/.test(head.sentence.text)
  )
    return null;
  const own = head.sentence.id === outline[at]?.sentence.id;
  const words = contentWords(context);
  return own || heldShare(head.sentence.text + head.passage.path.join(''), words, context) >= ANNOUNCES
    ? { head, items }
    : null;
}

/** 全力办好10件民生实事。继续实施…。 As many sentences of the paragraph as the one at `at` says that there are; empty where they are fewer. */
function countedAfter(outline: Outlined[], at: number): Outlined[] {
  const text = outline[at]?.sentence.text ?? '';
  const count =
    /(?:办好|抓好|实施|办|做好|推进)[^，。；]{0,8}?([一二三四五六七八九十]+|\d+)[件项大][^，。；]{0,10}[。：:]$/.exec(
      text,
    )?.[1];
  const wanted = count === undefined ? 0 : /\d/.test(count) ? Number(count) : '一二三四五六七八九十'.indexOf(count) + 1;
  if (wanted < SEMICOLON_ITEMS) return [];
  const items: Outlined[] = [];
  for (let i = at + 1; items.length < wanted && outline[i] && !outline[i]?.opens; i++)
    items.push(outline[i] as Outlined);
  return items.length === wanted ? items : [];
}

/** 办好十件实事, 五个方面: a number of things that follow. */
const ANNOUNCEMENT = /(?<!每)[一二两三四五六七八九十\d]+(?:件|项|个?方面|大(?![学桥家])|条)|以下|如下|下列/;
/** Sentences between an item of a list and its first one, at most. */
const BACK = 60;

/** How many things an announcement says that there are (三件大事: 3); null where it does not. */
function countSaid(text: string): number | null {
  const word = /([三四五六七八九十])(?:件|项|个|大|条)/.exec(text)?.[1];
  return word === undefined ? null : '一二三四五六七八九十'.indexOf(word) + 1;
}

/** `count` paragraphs after `at` that each begin with a lead (高新数字产业。); empty where they are fewer. */
function leadsAfter(outline: Outlined[], at: number, count: number | null): Outlined[] {
  if (count === null || count < 3) return [];
  const leads: Outlined[] = [];
  for (let i = at + 1; i < outline.length && leads.length < count; i++) {
    const one = outline[i] as Outlined;
    if (!one.opens) continue;
    if (!one.isLead || (one.mark && one.mark.style === 'comma')) break;
    leads.push(one);
  }
  return leads.length === count ? leads : [];
}

/** Share of the leads that must end in the noun that the question counts. */
const OF_A_KIND = 0.5;

/** Leads of one section that are as many as asked for and end in the very noun counted (七大产业: 高原生物产业。旅游文化产业。…). */
function namedLeads(outline: Outlined[], { reading, scope }: Context): Outlined[] {
  const noun = /[三四五六七八九十\d]+[大个种类项]([\u4e00-\u9fff]{2})(?![\u4e00-\u9fff])/.exec(reading.normalised)?.[1];
  if (!noun || reading.expectedCount === null || reading.expectedCount < 3) return [];
  for (const [at, one] of outline.entries()) {
    if (!one.isHeading || !scope.fits(one.passage)) continue;
    const leads = leadsAfter(outline, at, reading.expectedCount);
    if (leads.some((lead) => lead.isHeading)) continue;
    const ending = leads.filter((lead) => withoutStop(lead.sentence.text).endsWith(noun));
    if (leads.length > 0 && ending.length >= leads.length * OF_A_KIND) return leads;
  }
  return [];
}

function withoutStop(text: string): string {
  return text.replace(/[。：]$/, '');
}

/** The notes of the report's glossary that a sentence points at by its marks (未完成3项[2]). */
function notesOf(first: RankedSentence, { index }: Context): RankedSentence[] {
  const { sentence, passage } = first;
  const document = index.report(passage.report)?.document;
  const source = document === undefined ? undefined : index.source(document);
  if (source === undefined) return [];
  const marks = [
    ...source.slice(sentence.span.start, sentence.span.end + NOTE_MARK_ROOM).matchAll(/[[［]\s*(\d{1,3})\s*[\]］]/g),
  ].map((m) => m[1]);
  if (marks.length === 0) return [];
  const notes = index.passagesOf(passage.report).filter((p) => p.kind === 'glossary');
  return notes
    .filter((note) => {
      const before = /[[［]\s*(\d{1,3})\s*[\]］]\s*$/.exec(
        source.slice(Math.max(0, note.span.start - NOTE_MARK_ROOM), note.span.start),
      );
      return before !== null && marks.includes(before[1]);
    })
    .flatMap((note) => index.sentencesOf(note.id).map((own) => ({ ...first, sentence: own, passage: note })));
}

/** Characters that a note mark with its blanks takes. */
const NOTE_MARK_ROOM = 8;
