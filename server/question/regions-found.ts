import { regionByName } from '../../ingest/regions.ts';
import { NOT_COUNTED_SENTENCE } from './not-counted.ts';
import type { NamedRegion } from './reading.ts';
import {
  abbreviations,
  chineseNames,
  countryNamed,
  DISTINCT_ABBREVIATIONS,
  LONGEST_LATIN_NAME,
  latinNames,
  plainLatin,
  tonedNames,
} from './region-names.ts';

/** The regions that a question names. */
export interface RegionsFound {
  named: NamedRegion[];
  /** Full names that must not be among the answer's. */
  excluded: string[];
  /** Countries named, as the question has them. */
  countries: { name: string; text: string }[];
  /** Every stretch that is a name, of whatever sort. */
  mentions: string[];
}

/** Words in front of a name, or behind it, that take it out (除了海南, 浙江的…不算). */
const EXCLUDING =
  /(?:除了|除去|除开|除|不含|不包括|不算上?|不说|不计|排除|excluding|except(?: for)?|other than|besides|apart from)\s*$/i;
/** 上海之后第二名是谁: a region that others are placed behind. */
const BEHIND_IT = /^(?:之后|后面|之下|以下)[^，。？]{0,6}(?:第[二三四五]|还有|依次|排|是谁)/;
/** 除了东道主北京、河北，还有: names in a list, and behind what is said of them, are taken out with the first. */
const EXCLUDING_LIST = /(?:除了|除去|除开|除|不算上?|排除)(?!夕|非|尘|雪|险|草|税)[^，。？；,0-9]{0,16}$/;
const LIST_ENDS = /^[^，。？；,]{0,16}?(?:以外|之外|外|[，,])/;
/** 除这两省外: the regions named before. */
const EXCLUDING_NAMED =
  /除(?:了|去|开)?(?:这|那|上述|以上)(?:[两二三四五六几\d]+)?(?:个)?(?:省|地|家|市|区|者)(?:区|市|份)*(?:以外|之外|外|[，,])/;
/** A note that tells what does not count; names in it are not asked about. */
const NOTE = new RegExp(
  `[（(][^（）()]*(?:不算|不要算|不计|不含|不说|都算|除外)[^（）()]*[）)]|\\([^()]*\\b(?:not count|be counted|counted or not|does count|do not count|excluded)\\b[^()]*\\)|\\b(?:[Qq]inghai|[Ss]ichuan|[Yy]unnan)-[Tt]ibet\\w*|(?:注意|提醒)[^。？?]*(?:不算|不要算|不计)[^。？?]*|${NOT_COUNTED_SENTENCE}`,
  'g',
);
/** What may follow a run of one-character names; 京沪高铁 and 沪昆通道 are no regions. */
const AFTER_RUN = /^(?:[二两三四五六七八九十]|\d|各|都|地|省|市|区|等|的|、|，|,|：|:|谁|哪|对比|相比|比|\s|$)/;
/** Where an everyday word (中山, 日照) is a city. */
const AFTER_AMBIGUOUS = /^(?:市|20\d\d|的|今年|去年|：|:|呢|，|、|$)/;

/** 长三角一体化, 融入粤港澳大湾区: a policy of that name, which any region can speak of, not the regions themselves. */
function isPolicy(before: string, after: string): boolean {
  return (
    /^(?:地区)?(?:一体化|协同|建设|发展(?!目标|速度|增速)|战略|规划|高质量|生态|大保护|合作|20\d\d年?怎么)/.test(
      after,
    ) ||
    (/(?:在|对|围绕|关于|针对|就)$/.test(before) && /^(?:上|方面|中|里|问题|战略|有什么|有哪些|怎么)/.test(after)) ||
    /(?:融入|对接|推动|推进|参与|服务|落实|加入|共建)$/.test(before)
  );
}

/** What makes of a group an attribute of one of its members: 东北首家, 中部地区第一个. */
const GROUP_AS_ATTRIBUTE = /^(?:地区|区域)?(?:首|第一|唯一|最[大早长高先])/;
/** What makes of a name an attribute of something else: Taiwan-funded, 港澳台资企业, Northeast China Tiger. */
const ATTRIBUTE_TAIL = /^-(?:funded|invested|backed|owned|made)\b|^(?:资(?![本源金料助])|同胞|籍)/i;
/** 沈阳到白河的高铁: an end of a line, which can lie in another province than the one that reports it. */
const ROUTE = /^(?:至|到|—|－|-)[\u4e00-\u9fff]{2,5}(?:段)?的?(?:高铁|高速|铁路|公路|客专|城际|航线|管线|专线|快速路)/;
/** Sichuan–Tibet Railway: the ends of a line make its name. */
const LINE_LATIN =
  /^(?:[-–—][A-Z][a-z]+)?\s+(?:[Hh]igh-[Ss]peed\s+)?(?:[Rr]ail(?:way)?|[Ee]xpressway|[Hh]ighway|[Pp]ipeline|[Tt]ransmission|[Cc]anal)\b/;
const CAPITALISED = /^\s+(?!Provinces?\b|Cit(?:y|ies)\b|Municipalit|Autonomous\b|Regions?\b|GDP\b)[A-Z][a-z]+/;

/** Finds region names of every form in a normalised question; longest names win, so no name is found inside another. */
export function findRegions(text: string): RegionsFound {
  const notes = [...text.matchAll(NOTE)].map((m) => ({ from: m.index, to: m.index + m[0].length }));
  const inNote = (at: number): boolean => notes.some((n) => at >= n.from && at < n.to);
  const found: RegionsFound = { named: [], excluded: [], countries: [], mentions: [] };
  const add = (
    names: string[],
    start: number,
    end: number,
    naming: NamedRegion['naming'],
    group: string | null,
  ): void => {
    const rest = text.slice(end);
    found.mentions.push(text.slice(start, end));
    if (naming === 'group' && isPolicy(text.slice(Math.max(0, start - 4), start), rest)) return;
    if (ROUTE.test(rest) && names.length === 1 && regionByName(names[0] as string)?.level === 'city') return;
    if (BEHIND_IT.test(rest)) return;
    const paired = /[A-Za-z][-–—]$/.test(text.slice(0, start)) || /^[-–—][A-Z]/.test(rest);
    if (paired && LINE_LATIN.test(rest)) return;
    if (ATTRIBUTE_TAIL.test(rest) || (naming === 'group' && CAPITALISED.test(rest))) return;
    const before = text.slice(Math.max(0, start - 24), start);
    const out =
      EXCLUDING.test(before) ||
      (EXCLUDING_LIST.test(before) && LIST_ENDS.test(rest)) ||
      start < (EXCLUDING_NAMED.exec(text)?.index ?? 0);
    for (const region of names) {
      if (out) found.excluded.push(region);
      else if (!inNote(start) && !found.named.some((n) => n.region === region && n.start === start)) {
        found.named.push({ region, naming, group, text: text.slice(start, end), start, end });
      }
    }
  };
  scanChinese(text, found, add);
  scanLatin(text, found, add);
  const alone = new Set(found.named.filter((n) => n.group === null).map((n) => n.region));
  const attributes = new Set(
    found.named
      .filter((n) => n.group !== null && alone.has(n.region) && GROUP_AS_ATTRIBUTE.test(text.slice(n.end)))
      .map((n) => n.start),
  );
  found.named = found.named
    .filter((n) => !attributes.has(n.start) && !found.excluded.includes(n.region))
    .sort((a, b) => a.start - b.start);
  return found;
}

type Add = (names: string[], start: number, end: number, naming: NamedRegion['naming'], group: string | null) => void;

function scanChinese(text: string, found: RegionsFound, add: Add): void {
  for (let at = 0; at < text.length; ) {
    const name = chineseNames.get(text.charAt(at))?.find((n) => text.startsWith(n.text, at));
    if (name) {
      const end = at + name.text.length;
      if (name.naming === 'country') {
        const country = countryNamed(name.text);
        if (country) found.countries.push({ name: country, text: name.text });
        found.mentions.push(name.text);
      } else if (name.naming !== 'none' && (!name.ambiguous || AFTER_AMBIGUOUS.test(text.slice(end)))) {
        add(name.regions, at, end, name.naming, name.group);
      }
      at = end;
      continue;
    }
    const run = runAt(text, at);
    if (run.length > 0) {
      for (const { region, start } of run) add([region], start, start + 1, 'abbreviation', null);
      at = (run[run.length - 1]?.start ?? at) + 1;
    } else at += 1;
  }
}

/** One-character names that stand together (沪苏浙皖, 皖、京、闽), or a distinct one alone (粤2020年, 冀：). */
function runAt(text: string, at: number): { region: string; start: number }[] {
  const run: { region: string; start: number }[] = [];
  let end = at;
  for (let i = at; i < text.length; ) {
    const region = abbreviations.get(text.charAt(i));
    if (!region || chineseNames.get(text.charAt(i))?.some((n) => text.startsWith(n.text, i))) break;
    run.push({ region, start: i });
    end = i + 1;
    i = /[、和与及]/.test(text.charAt(end)) ? end + 1 : end;
  }
  if (run.length === 0) return [];
  const before = text.slice(Math.max(0, at - 1), at);
  const rest = text.slice(end);
  if (run.length >= 2) return AFTER_RUN.test(rest) ? run : [];
  const [one] = run;
  const character = text.charAt(at);
  if (!one) return [];
  // 津 2020年…: any of them where the question begins with it and a year follows.
  if (before === '' && /^\s*(?:20\d\d|：|:|今年|去年)/.test(rest)) return run;
  if (!DISTINCT_ABBREVIATIONS.has(character)) return [];
  const alone = before === '' || /[\s，。、：:？?“（(那换在]/.test(before);
  return alone && /^(?:省|：|:|20\d\d|今年|去年|的|呢|\s|$|，|、)/.test(rest) ? run : [];
}

function scanLatin(text: string, found: RegionsFound, add: Add): void {
  const words = [...text.matchAll(/\p{Script=Latin}[\p{Script=Latin}\p{M}'’ʼ]*/gu)].map((m) => ({
    word: m[0].replace(/['’]s$/, ''),
    start: m.index,
    end: m.index + m[0].replace(/['’]s$/, '').length,
  }));
  for (let i = 0; i < words.length; ) {
    let taken = 0;
    for (let n = Math.min(LONGEST_LATIN_NAME, words.length - i); n >= 1 && taken === 0; n--) {
      const first = words[i] as { start: number; word: string };
      const last = words[i + n - 1] as { end: number };
      const between = text.slice(first.start, last.end);
      if (/[,.;:!?()]/.test(between)) continue;
      const toned = tonedNames.get(between.toLowerCase().replace(/\s/g, ''));
      if (toned && /[^\x20-\x7e]/.test(between)) {
        add([toned], first.start, last.end, 'pinyin', null);
        taken = n;
        break;
      }
      const name = latinNames.get(
        plainLatin(between)
          .replace(/[^a-z]+/g, ' ')
          .trim(),
      );
      if (!name || (n === 1 && first.word.length < 4)) continue;
      if (name.naming === 'country') {
        const country = countryNamed(between);
        if (country) found.countries.push({ name: country, text: between });
        found.mentions.push(between);
      } else if (name.naming !== 'none') {
        let end = last.end;
        const tail = /^\s+(?:Province|City|Municipality|Autonomous Region)\b/i.exec(text.slice(end));
        if (tail) end += tail[0].length;
        add(name.regions, first.start, end, name.naming, name.group);
      }
      taken = n;
    }
    i += taken || 1;
  }
}
