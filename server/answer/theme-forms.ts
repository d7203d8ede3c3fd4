/** The forms in which a report can speak of a theme: as asked, by another name of it, by its stem, with its words apart. */
import type { ReportIndex } from '../../ingest/index/model.ts';
import { regions as REGIONS } from '../../ingest/regions.ts';
import { literal } from '../literal.ts';
import { synonymsOf } from '../question/glossary.ts';
import { wordsOf } from '../retrieve/words.ts';

/** How a sentence speaks of a theme. */
export interface FormHit {
  /** 3: the very words or another name; 2: the stem (首店 for 首店经济); 1: its words apart (治理石漠化 for 石漠化治理). */
  grade: 1 | 2 | 3;
  word: string;
  at: number;
}

export interface ThemeForms {
  exact: string[];
  stems: string[];
  /** Content words that must stand together, one list for each thing asked; of each word any of its names will do. */
  apart: string[][][];
}

/** What only says what is done with a thing; the thing itself stands in front. */
const TAIL =
  /(?:治理|建设|改革|试点|改造|工程|项目|行动|经济|产业|技术|工作|制度|体系|平台|政策|措施|问题|疫情|疫病|赛事|活动|模式|应用|发展|保护|修复|防控|防治|开发|服务|机制|传承|培育|推广|利用)$/;
const TAIL_ONLY = new RegExp(`^${TAIL.source}`);
/** A stem that is in so many times as many sentences, and some more, means other things too (数字 of 数字经济). */
const STEM_SPREAD = { times: 2, more: 4 };
/** A name of four characters (国家公园) is one thing; its words apart (国家文化公园) are another. */
const SHORTEST_APART = 5;
/** Characters between the first and the last word of a theme whose words stand apart. */
const APART = 14;
/** Words that say little of a theme: what is done, how much of it, by whom. */
const LIGHT =
  /^(?:实现|宣布|进行|完成|推进|建设|发展|开展|实施|加强|加快|提出|支持|打造|促进|推动|探索|要|将|的|了|和|与|已|新|大型|国际|国家|全省|全国|省级|工作|项目|工程)$/;

/** Where words are counted: the reports asked about, so that what others say changes nothing. */
interface Counted {
  index: ReportIndex;
  reports: string[];
}

/** The forms of what is asked; `strict` keeps to the very words. */
export function formsOf(asked: string[], { strict, ...where }: Counted & { strict: boolean }): ThemeForms {
  const exact = new Set<string>();
  const stems = new Set<string>();
  const apart: string[][][] = [];
  const count = (word: string): number => sentencesWith(word, where.index, where.reports).length;
  for (const word of asked) {
    const plain = fold(word);
    if (strict) {
      exact.add(plain);
      continue;
    }
    const names = [plain, ...synonymsOf(plain).map(fold)];
    const known = names.filter((name) => count(name) > 0);
    const words = wholeWords(plain).filter((one) => one.length >= 2 && /[\u4e00-\u9fffa-z]/.test(one));
    const needed = tellingOf(words).map((one) => [one, ...synonymsOf(one).map(fold)]);
    const stem = stemOf(plain, count);
    // 职业年金 of 职业年金制度 is what is asked; its words apart, 职业 and 制度, are other things.
    const saidStem = stem === plain ? 0 : count(stem);
    const whole = wordsOf(stem).length >= 2 && saidStem > 0 && saidStem <= STEM_SPREAD.more;
    const stands =
      !whole &&
      needed.length >= 2 &&
      plain.length >= SHORTEST_APART &&
      candidatesApart(needed, where.index, where.reports).length > 0;
    if (stands && !(BODY.test(plain) && known.length > 0)) apart.push(needed);
    else if (stands) exact.add(plain);
    else if (!whole && known.length === 0) known.push(...knownEnding(plain, where));
    // 北京冬奥会: where it is seems plain to those who write of 冬奥会.
    const placed = regionPrefix(plain);
    if (placed !== null)
      for (const name of [placed, ...synonymsOf(placed).map(fold)])
        if (count(name) > 0 && count(name) <= RARE) stems.add(name);
    for (const name of known) exact.add(name);
    const inExact = known.reduce((sum, name) => sum + count(name), 0);
    if (stem !== plain && stem.length >= 2) {
      const inStem = count(stem);
      if (inStem > 0 && inStem <= inExact * STEM_SPREAD.times + STEM_SPREAD.more) stems.add(stem);
      // 长期护理保险试点: the thing that is tried out by its other names too.
      for (const name of synonymsOf(stem).map(fold)) if (count(name) > 0 && count(name) <= RARE) stems.add(name);
      if (inExact === 0 && !stands && PROJECT_TAIL.test(plain) && inStem > 0 && inStem <= RARE) {
        const works = [[stem], PROJECT_WORDS];
        if (/(?:项目|工程)$/.test(plain) && candidatesApart(works, where.index, where.reports).length > 0)
          apart.push(works);
        else stems.add(stem);
      }
    }
  }
  return { exact: [...exact], stems: [...stems], apart };
}

/** A name without its place (冬奥会 of 北京冬奥会) that so few sentences have means the same thing wherever it is said. */
const RARE = 40;

/** 核电项目: what is built of a thing goes by other words. */
const PROJECT_TAIL = /(?:产业|行业|事业|传承|保护|项目|工程|建设|改造|治理|工作|试点|政策|措施|问题|活动)$/;
const PROJECT_WORDS = ['项目', '工程', '机组', '一期', '二期', '三期', '开工', '投产', '投运', '并网'];

/** What follows a province's name, where it is a name of three characters or more; null where none stands in front. */
function regionPrefix(word: string): string | null {
  const region = REGIONS.find(({ short }) => word.startsWith(short));
  const rest = region ? word.slice(region.short.length).replace(/^(?:省|市|自治区)/, '') : '';
  return rest.length >= 3 ? rest : null;
}

/** 国家医学中心: a body of a name of its own, which another body of those words (国家区域医疗中心) is not. */
const BODY = /(?:中心|[院所]|平台|城市|大会|论坛|实验室)$/;

/** A name without what is done with it, so far that reports have it: 戏曲 of 戏曲的传承保护. */
function stemOf(name: string, count: (word: string) => number): string {
  const stem = name.replace(TAIL, '').replace(/的$/, '');
  if (stem === name || stem.length < 2) return name;
  if (count(stem) > 0) return stem;
  const shorter = stemOf(stem, count);
  return shorter === stem ? stem : shorter;
}

/** The words of a name; a single character behind one (岛 of 国际旅游岛) belongs to it. */
function wholeWords(name: string): string[] {
  const words: string[] = [];
  for (const word of wordsOf(name)) {
    const last = words[words.length - 1];
    if (word.length === 1 && last !== undefined && /^[\u4e00-\u9fff]$/.test(word) && !/[的和与及或之]/.test(word))
      words[words.length - 1] = last + word;
    else words.push(word);
  }
  return words;
}

/** The words that must stand together: not what only says what is done with the thing, while two others remain. */
function tellingOf(words: string[]): string[] {
  const telling = words.filter((one) => !LIGHT.test(one));
  const things = telling.filter((one) => !TAIL_ONLY.test(one));
  return things.length >= 2 ? things : telling.length >= 2 ? telling : words;
}

/** Where no report has a name (外国总领事馆): its longest ending that one has, or another name of that ending (禁捕 for 长江十年禁渔). */
function knownEnding(word: string, { index, reports }: Counted): string[] {
  const least = Math.max(SHORTEST_ENDING, Math.ceil(word.length / 2));
  // 电项目 of 核电项目 is no ending: it begins within a word.
  const starts = new Set<number>();
  wordsOf(word).reduce((end, one) => starts.add(end) && end + one.length, 0);
  for (let at = 1; word.length - at >= SHORTEST_NAME; at++) {
    if (!starts.has(at)) continue;
    const part = word.slice(at);
    // 新冠肺炎疫情防控: what no report knows is the very thing asked, and its ending says something else.
    if (!wordsOf(word.slice(0, at)).every((one) => isSaid(one, index, reports))) return [];
    if (ANY_BODY.test(part)) return [];
    const names = [...(part.length >= least ? [part] : []), ...synonymsOf(part).map(fold)];
    const known = names.filter((name) => isSaid(name, index, reports));
    if (known.length === 0) continue;
    // 稀土研究机构: where what is left off is said more rarely than what remains, it was the thing asked.
    const heads = wordsOf(word.slice(0, at)).map((one) => sentencesWith(one, index, reports).length);
    const rest = Math.max(...known.map((one) => sentencesWith(one, index, reports).length));
    return Math.min(...heads) < rest ? [] : known;
  }
  return [];
}

/** 研究机构 of 稀土研究机构: any such body, which is not the one asked. */
const ANY_BODY =
  /^(?:研究|产业|服务|培训|检测|创新|示范|试验|开发|孵化|企业)?(?:机构|中心|基地|园区?|企业|集群|平台|院|所|项目|工程)$/;

/** Characters of an ending that says enough by itself, and of one that has other names. */
const SHORTEST_ENDING = 3;
const SHORTEST_NAME = 2;

/** Whether any sentence of the reports has a word, written as it is or in capitals. */
function isSaid(word: string, index: ReportIndex, reports: string[]): boolean {
  return [...new Set([word, word.toUpperCase()])].some((one) => index.scan('sentence', one, { reports }, 1).length > 0);
}

/** Ids of the sentences that have a word, written as it is or in capitals. */
export function sentencesWith(word: string, index: ReportIndex, reports?: string[]): string[] {
  const filter = reports === undefined ? {} : { reports };
  const upper = word.toUpperCase();
  const ids = index.scan('sentence', word, filter);
  return upper === word ? ids : [...new Set([...ids, ...index.scan('sentence', upper, filter)])];
}

/** Ids of the sentences that can speak of the theme. */
export function candidatesOf(forms: ThemeForms, index: ReportIndex, reports: string[]): Set<string> {
  const ids = new Set([...forms.exact, ...forms.stems].flatMap((word) => sentencesWith(word, index, reports)));
  for (const words of forms.apart) for (const id of candidatesApart(words, index, reports)) ids.add(id);
  return ids;
}

/** Ids of the sentences that have each word by one of its names. */
function candidatesApart(words: string[][], index: ReportIndex, reports: string[]): string[] {
  const lists = words.map((names) => new Set(names.flatMap((name) => sentencesWith(name, index, reports))));
  const [smallest, ...others] = lists.sort((a, b) => a.size - b.size);
  return [...(smallest ?? [])].filter((id) => others.every((list) => list.has(id)));
}

/** How a sentence speaks of the theme; null where it does not. What is `excluded` does not count. */
export function hitIn(sentence: string, forms: ThemeForms, excluded: string[]): FormHit | null {
  const text = fold(sentence);
  // What is excluded is blanked out, so that 电梯改造 does not count for 电梯 while another 电梯 in the sentence does.
  const open = excluded
    .map(fold)
    .filter((word) => !forms.exact.includes(word))
    .reduce((rest, word) => rest.replaceAll(word, ' '.repeat(word.length)), text);
  for (const word of forms.exact) {
    const at = open.indexOf(word);
    if (at >= 0) return { grade: 3, word, at };
  }
  for (const word of forms.stems) {
    const at = open.indexOf(word);
    if (at >= 0) return { grade: 2, word, at };
  }
  for (const words of forms.apart) {
    const found = together(open, words);
    if (found) return found;
  }
  return null;
}

/** A stretch of one sentence that has all the words, where it is short enough. */
function together(text: string, words: string[][]): FormHit | null {
  const [first = [], ...others] = words;
  const length = words.reduce((sum, [name = '']) => sum + name.length, 0);
  const starts = new Set<number>([0]);
  wordsOf(text).reduce((end, one) => starts.add(end + one.length) && end + one.length, 0);
  const places = (names: string[]): [number, number][] =>
    names.flatMap((name) =>
      [...text.matchAll(new RegExp(literal(name), 'g'))].flatMap(
        // 新区 of 高新区 is another word.
        (m): [number, number][] => (name.length > 2 || starts.has(m.index) ? [[m.index, m.index + name.length]] : []),
      ),
    );
  const elsewhere = others.map(places);
  // 治理石漠化 is 石漠化治理; 新区、国家级开发区 is no 国家级新区.
  const ordered = words.length === 2 && words.every(([name = '']) => !TAIL_ONLY.test(name));
  for (const [at, end] of places(first)) {
    let from = at;
    let to = end;
    for (const one of elsewhere) {
      const [nearest] = [...one]
        .filter(([begin]) => !ordered || begin >= end)
        .sort((a, b) => Math.abs(a[0] - at) - Math.abs(b[0] - at));
      from = Math.min(from, nearest?.[0] ?? Number.NEGATIVE_INFINITY);
      to = Math.max(to, nearest?.[1] ?? Number.POSITIVE_INFINITY);
    }
    // Words of two clauses are two things.
    if (to - from <= length + APART && !/[，；。,;]/.test(text.slice(from, to)))
      return { grade: 1, word: text.slice(from, to), at: from };
  }
  return null;
}

/** Width and letter case folded, length kept, so that offsets stay those of the text. */
export function fold(text: string): string {
  return text
    .replace(/[！-～]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
    .replace(/[A-Z]/g, (c) => c.toLowerCase());
}
