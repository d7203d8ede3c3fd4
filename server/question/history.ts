import { englishName, regionByName } from '../../ingest/regions.ts';
import type { Turn } from '../model.ts';
import { findIndicators } from './indicators-found.ts';
import { findRegions } from './regions-found.ts';
import { topicOf } from './wording.ts';
import { findYears } from './years-found.ts';

/** What the turns before say that the question leaves out. */
export interface Carried {
  /** The last question, completed in its turn. */
  question: string;
  regions: string[];
  years: number[];
  kind: 'target' | 'result' | 'both' | null;
  /** What was asked about, without regions and years. */
  topic: string;
  /** The topic of the last turn that stood for itself: what 那一件 is one of. */
  subject: string;
  /** The answer before the question. */
  answer: string;
}

/** Words that lean on the turn before. */
const LEANS =
  /^(?:那(?:么)?|它|其中|这(?:些|个|样|一)|换成|再|还有|后来|同样|另外|and\b|what about|how about)|^[^，。？]{1,8}呢|(?:它|该(?:省|市|地)|这些|那里|上述)|其中|呢[？?]?$|^(?:20\d\d年|去年|今年|明年|上一?年)[^，。？]{0,4}(?:又|实际|计划|打算|已经|的)?[^，。？]{0,12}(?:多少|几)[^，。？]{0,4}[？?]?$/i;

/** A question over all regions. */
const OVER_ALL =
  /(?:哪|那)(?:些|几|个)?个?(?:省|地区|地方|直辖市|自治区)|各省|各地|which (?:\w+ )?(?:provinces?|regions?)/i;

/** Whether a turn leans on those before: it points back, or names neither a region nor enough of a topic. */
export function isFollowUp(text: string, topic: string, hasRegion: boolean): boolean {
  // 哪些省份… ranges over all regions, whatever the turn before was about.
  // 哪个省最高, 比黑龙江多还是少, 江苏一样吗: without a thing of its own a turn compares what was asked before.
  if (onlyCompares(topic)) return true;
  if (OVER_ALL.test(text) && !/^(?:那|其中|and\b)/i.test(text)) return false;
  if (LEANS.test(text)) return true;
  // 陕西2019年减了多少: of another region and year, and of no thing of its own.
  if (hasRegion && withoutItems(topicOf(topic)).length < 2 && findIndicators(text).length === 0) return true;
  return !hasRegion && topic.replace(/[^\p{L}]/gu, '').length <= 24;
}

/** 我问的是目标，不是完成数: what a turn takes back is no part of what it asks. */
export function withoutCorrection(text: string, hasHistory: boolean): string {
  if (!hasHistory || !CORRECTS.test(text)) return text;
  const rest = text
    .replace(TAKES_BACK, '')
    .replace(
      /^[，,。\s]*(?:我|咱)?(?:想|要|是)?(?:问|说|指|要|看)的?是?|^(?:i meant|i mean|i was asking (?:for|about)|i asked (?:for|about))\s+/i,
      '',
    )
    .trim();
  return rest.length >= 2 ? rest : text;
}

const CORRECTS =
  /^(?:我|咱)(?:想|要|是)?(?:问|说|指|要|看)的?是|^(?:不对|不是|错了)[，,。]|[，,](?:而)?(?:不是|不要|别给|不看)[^，。？]*[。？?]?$|^i (?:meant?|was asking|asked)\b|\bnot (?:the|its|their) \w+[.?]?$/i;
const TAKES_BACK =
  /^(?:不对|不是|错了)(?:[^，,。]{0,8})[，,。]|[，,。]?(?:而)?(?:不是|不要|别给|不看)[^，。？]*|[,;]?\s*\bnot (?:the|its|their) [\w ]+?(?=[.?]?$)/gi;

/** A bare topic without the number of a thing and who does it, which say what is asked of the topic before. */
export function withoutItems(bare: string): string {
  return bare.replace(
    /第(?:[一二三四五六七八九十]{1,3}|\d{1,2})(?:件|项|条|种|个|类|大)|(?:厅|部门|单位|局)?(?:牵头|负责|主管)|[？?，,\s]/g,
    '',
  );
}

/** 还有别的吗, anything else?: the question before is asked once more, for what its answer did not say. */
export function asksForMore(own: string): boolean {
  return /^(?:那)?(?:还有|有没有|除此之外|除了这[个些一])[^，。？?]{0,5}(?:别的|其他|其它)[^，。？?]{0,4}[？?]?$|^(?:is there |are there )?(?:any ?(?:thing|other|others|more)?|what) else\b[^?]{0,12}\??$|^(?:are there )?any others\??$/i.test(
    own,
  );
}

/** A carried topic without its own number of a thing where the turn has another (第一件, then 第二件呢). */
export function withoutOrdinal(topic: string, own: string): string {
  const ordinal = /(?:的)?第(?:[一二三四五六七八九十]{1,3}|\d{1,2})(?:件|项|条|种|个|类|大)/g;
  return own.search(ordinal) >= 0 ? topic.replace(ordinal, ' ') : topic;
}

/** Whether a bare topic has nothing but words that compare or rank. */
export function onlyCompares(topic: string): boolean {
  const rest = topic.replace(
    /哪个|哪些|哪|[两二三四五几]者|里面|当中|之间|百分点|[一二两三四五六七八九十几]个|几|个|省份|省区市|省|地区|地方|城市|市|谁|最|更|第[一二三四五]|[比多少高低大小快慢好差强长短出]|还是|一样|相同|相比|比较|差距|相差|吗|呢|么|的|是|也|呀|和|跟|与|那|了|\b(?:which|who|one|is|are|has|have|the|of|them|these|those|two|highest|lowest|higher|lower|largest|smallest|more|less|than|most|least|same|does|do|it|as|and|or|what|about|province|region|city)s?\b|[\s\p{P}]/giu,
    '',
  );
  return rest === '' && topic.trim() !== '';
}

/** Whether a turn sets the regions it names against those of the turn before: 比黑龙江多还是少, 江苏一样吗. */
export function comparesWithCarried(text: string): boolean {
  return /^(?:那|它|这|他)?(?:比|跟|和|与|同)[^，。？]{2,8}(?:比|相比|多|少|高|低|大|小|快|慢|差|一样)|一样(?:吗|么|高|多)|(?:也|是不是)(?:是)?(?:这么|一样)|^(?:is|are) (?:it|that|this) (?:higher|lower|more|less)|(?:两|二|三|四)(?:个|者|地|省|家|市)(?:省|地区)?(?:里头|里面|里|中|之间|当中)?[^，。？]{0,8}(?:谁|哪|加起来|合起来|合计|一共|总共)|\b(?:the same|than|compared (?:with|to))\b/i.test(
    text,
  );
}

/** The regions among which the turn asks for one (这些省里谁最高, which one is the highest): those that the last answer names. */
export function answeredRegions(text: string, answer: string): string[] {
  if (!/这些|其中|它们|他们|上面|里面?谁|which (?:one|of (?:them|these|those))|among them/i.test(text)) return [];
  const named = [...new Set(findRegions(answer).named.map((mention) => mention.region))];
  return named.length >= 2 ? named : [];
}

/** 它的GDP总量, its population: the one region that the last answer begins with, where the question before named none. */
export function regionOfAnswer(text: string, answer: string): string | null {
  if (
    !/它(?!们)|该[省市区地]|[这那]个?(?:省|市|自治区)|当地|那里|\bits?\b|\bthat (?:province|region|city)\b/i.test(text)
  )
    return null;
  const named = (part: string): string[] => [...new Set(findRegions(part).named.map((mention) => mention.region))];
  const [first = ''] = answer.split(/[。\n]|\. /);
  return [named(first), named(answer)].find((regions) => regions.length === 1)?.[0] ?? null;
}

/** A region that the last answer singles out: 其中产量最低的那个省. */
export function pointedRegion(text: string, answer: string): string | null {
  const match = /其中[^，。？]{0,12}最(高|低|多|少|大|小)的(?:那个|一个)?(?:省|市|区|地区|地方)?/.exec(text);
  if (!match) return null;
  const named = findRegions(answer).named;
  const figures = named.flatMap((mention, i) => {
    const stretch = answer.slice(mention.end, named[i + 1]?.start ?? answer.length);
    const number = /\d+(?:\.\d+)?/.exec(stretch)?.[0];
    return number === undefined ? [] : [{ region: mention.region, value: Number(number) }];
  });
  if (figures.length === 0) return null;
  const up = /高|多|大/.test(match[1] ?? '');
  return figures.sort((a, b) => (up ? b.value - a.value : a.value - b.value))[0]?.region ?? null;
}

/** Regions as a question in the language of `own` names them. */
export function namesOf(regions: string[], own: string): string {
  return ENGLISH.test(own)
    ? regions.map((name) => englishName(name) ?? name).join(' and ')
    : regions.map((name) => regionByName(name)?.short ?? name).join('、');
}

/** The completed question: what the turn leaves out is written in front of it. */
export function completeQuestion(
  text: string,
  parts: { regions: string[]; years: number[]; topic: string; hasRegion: boolean; hasYear: boolean; ownTopic: boolean },
): string {
  const own = text
    .replace(/^(?:那么?(?![里儿个些边])|换成|再说|还有|and |what about |how about )/i, '')
    .replace(/呢[？?]?$/, '')
    .trim();
  if (ENGLISH.test(own)) {
    const where = parts.hasRegion ? '' : namesOf(parts.regions, own);
    const when = parts.hasYear ? '' : parts.years.join(' and ');
    return [own.replace(/[?]$/, ''), parts.ownTopic ? '' : parts.topic, where, when]
      .filter((part) => part !== '')
      .join(' ');
  }
  const region = parts.hasRegion ? '' : namesOf(parts.regions, own);
  const year = parts.hasYear || parts.years.length === 0 ? '' : `${parts.years.join('、')}年`;
  const topic = parts.ownTopic ? '' : parts.topic;
  return `${region}${year}${own}${topic !== '' && !own.endsWith('，') && own !== '' ? ' ' : ''}${topic}${/[？?]$/.test(text) || own === '' || topic !== '' ? '？' : ''}`.replace(
    /[？?]\s*(?=.)/g,
    ' ',
  );
}

/**
 * A carried topic with another thing of the same sort in its place, so that what is asked of it stays: 公厕 for 户厕, which end alike; null
 * where the topic has nothing that ends as the own words do.
 */
export function withThing(topic: string, own: string): string | null {
  const thing = /^(?:那么?)?([\u4e00-\u9fff]{2,6})呢[？?]?$/.exec(own)?.[1];
  // 农村居民收入呢: an indicator of its own takes the place of the whole topic.
  if (thing === undefined || topic.includes(thing) || findIndicators(thing).length > 0) return null;
  const like = new RegExp(`[\\u4e00-\\u9fff]{${thing.length - 1}}${thing.slice(-1)}`);
  return like.test(topic) ? topic.replace(like, thing) : null;
}

/** A question with other regions in the place of its own, named in its language. */
export function withRegions(question: string, regions: string[]): string {
  const english = ENGLISH.test(question);
  const names = regions
    .map((name) => (english ? englishName(name) : regionByName(name)?.short) ?? name)
    .join(english ? ' and ' : '、');
  return withMentions(question, names, findRegions(question).named);
}

/** A question with other years in the place of its own, in front where it names none. 退出了多少 becomes 退出多少: of another year it may be a plan. */
export function withYears(asked: string, years: number[]): string {
  const question = asked.replace(/了(?=多少|几)/g, '');
  const english = ENGLISH.test(question);
  const mentions = findYears(question, null).named.concat(findYears(question, 0).named);
  const words = english ? years.join(' and ') : `${years.join('、')}年`;
  const [first] = mentions;
  if (first || !english) return withMentions(question, words, mentions);
  return `${question.replace(/[?？]\s*$/, '')} in ${words}?`;
}

const ENGLISH = /^[\x20-\x7e\u2018\u2019]+$/;

/** A text with words in the place of mentions that stand together, or in front of it. */
function withMentions(text: string, words: string, mentions: { start: number; end: number }[]): string {
  const [first] = mentions;
  if (!first) return `${words}${text}`;
  const last = mentions.reduce((end, m) => (m.start <= end + 1 ? Math.max(end, m.end) : end), first.end);
  return text.slice(0, first.start) + words + text.slice(last);
}

/** The last turns of a person with the answers behind them. */
export function pairsOf(history: Turn[]): { question: string; answer: string }[] {
  const pairs: { question: string; answer: string }[] = [];
  for (const turn of history) {
    if (turn.role === 'user') pairs.push({ question: turn.content, answer: '' });
    else {
      const last = pairs[pairs.length - 1];
      if (last) last.answer = turn.content;
    }
  }
  return pairs;
}
