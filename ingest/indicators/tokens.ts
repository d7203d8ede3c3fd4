/** A normal sentence as tokens: subjects, figures, verbs, boundaries and the words of the closed vocabulary. */
import { INDICATORS, type Indicator } from './catalogue.ts';
import { coordinatedAt } from './families.ts';
import { type Figure, figureAt } from './figures.ts';
import {
  ADDING,
  COMPARABLE,
  FALLING,
  LINKS,
  LINKS_BEFORE_FIGURE,
  OWN_WORDS,
  PERIODS,
  PUSHING,
  QUALIFIERS_BEFORE,
  REACHING,
  REAL,
  RISING,
  SPANS,
  STRIVING,
  WORDS_ONLY,
} from './words.ts';

/** The indicators that one name can mean; which one it is hangs on verb and unit. */
export interface Slot {
  name: string;
  candidates: readonly Indicator[];
}

interface At {
  start: number;
  end: number;
}

export type Token =
  /** One slot, or several for a name that stands for several (城乡居民人均可支配收入). */
  | (At & { type: 'subject'; slots: Slot[]; together: Slot | null })
  | (At & { type: 'figure'; figure: Figure })
  /** `growth`: the words name a growth of their own (增速居全国首位). */
  | (At & { type: 'words'; rule: string; growth: boolean })
  | (At & { type: 'verb'; direction: 'up' | 'down'; reaching: boolean; word: string })
  | (At & { type: 'share'; base: string })
  | (At & { type: 'comparable' | 'real' | 'striving' })
  /** `lasting`: speaks for what follows too (五年来), not for the next figure alone (累计). */
  | (At & { type: 'span'; lasting: boolean })
  | (At & { type: 'year'; year: number })
  | (At & { type: 'relative-year'; shift: number })
  | (At & { type: 'compare'; year: number | null; shift: number | null })
  /** `pushes`: what stood before is a phrase of its own (确保); `of`: 的. */
  | (At & { type: 'link'; pushes: boolean; of: boolean })
  | (At & { type: 'from' | 'own' | 'share-out' })
  | (At & { type: 'coordinate' | 'comma' | 'open' | 'close' })
  | (At & { type: 'other' });

const aliases = new Map<string, Slot>();
for (const indicator of INDICATORS) {
  for (const name of indicator.aliases) {
    const key = name.toUpperCase().replaceAll('（', '(').replaceAll('）', ')');
    const slot = aliases.get(key);
    aliases.set(key, { name: key, candidates: [...(slot?.candidates ?? []), indicator] });
  }
}
const byFirst = new Map<string, Slot[]>();
for (const slot of [...aliases.values()].sort((a, b) => b.name.length - a.name.length)) {
  const first = slot.name[0] as string;
  byFirst.set(first, [...(byFirst.get(first) ?? []), slot]);
}

/** The slot of an alias; undefined if no indicator has it. */
export function slotOf(alias: string): Slot | undefined {
  return aliases.get(alias);
}

function slotAt(text: string, position: number): Slot | undefined {
  return byFirst.get(text[position] as string)?.find((slot) => text.startsWith(slot.name, position));
}

/** The slots that a text names anywhere, in order. */
export function slotsIn(text: string): Slot[] {
  const slots: Slot[] = [];
  for (let position = 0; position < text.length; position++) {
    const slot = slotAt(text, position);
    if (!slot) continue;
    slots.push(slot);
    position += slot.name.length - 1;
  }
  return slots;
}

const longestFirst = (words: readonly string[]) => [...words].sort((a, b) => b.length - a.length).join('|');
const BEFORE_FIGURE = `(?=(?:分别|各)?(?:${longestFirst(QUALIFIERS_BEFORE)})?(?:每立方米)?\\d|分别)`;

type Reader = (found: RegExpExecArray, at: At) => Token;

const link: Reader = (_, at) => ({ ...at, type: 'link', pushes: false, of: false });

/** In the order in which they are tried at every place. */
const PATTERNS: [RegExp, Reader][] = [
  ...WORDS_ONLY.map(({ name, pattern }): [RegExp, Reader] => [
    new RegExp(`(?:${pattern})(?![到至为约近在]|超(?!额)|\\d)`, 'y'),
    (found, at) => ({ ...at, type: 'words', rule: name, growth: /^增/.test(found[0]) }),
  ]),
  [
    /(?:占|相当于)(?:到)?(?:全[省市区])?(?<base>(?:地区|国内)?(?:生产总值|GDP)|[^，。；、()\d]{1,14}?)(?:的)?(?:比重|比例|份额|比率|比)(?:的)?/y,
    (found, at) => ({ ...at, type: 'share', base: found.groups?.base ?? '' }),
  ],
  [
    /(?:占|相当于)(?:全[省市区])?(?<base>(?:地区|国内)?(?:生产总值|GDP))(?:的)?/y,
    (found, at) => ({ ...at, type: 'share', base: found.groups?.base ?? '' }),
  ],
  [
    /占(?:全[省市区])?(?<base>规上工业|规模以上工业|工业)(?:增加值)?(?:的)?/y,
    (found, at) => ({ ...at, type: 'share', base: found.groups?.base ?? '' }),
  ],
  [
    /(?:由|从)(?:上年|去年|20\d\d年)?(?:末|底)?(?:的)?\d+(?:\.\d+)?(?:%|[^，。；、()\d]{1,5}?)?(?=提高|上升|增加|下降|降|增至|升|减少|提升|扩大|压缩|调整|上调|增长)/y,
    (_, at) => ({ ...at, type: 'from' }),
  ],
  [
    /(?:提高|上升|增加|下降|降低|减少|提升)\d+(?:\.\d+)?(?:个单位|个?百分点|微克\/立方米|微克)(?=[至到])/y,
    (_, at) => ({ ...at, type: 'from' }),
  ],
  [
    /(?:比|较|与|同)(?:(?<year>20\d\d)年|(?<last>上年|去年|上年同期|去年同期|同期)|(?<before>前年)|年初|上月|原来|以往)(?:末|底|同期)?(?:的)?(?:相比)?/y,
    (found, at) => ({
      ...at,
      type: 'compare',
      year: found.groups?.year ? Number(found.groups.year) : null,
      shift: found.groups?.before ? -2 : -1,
    }),
  ],
  [
    /(?:连续[^，。；、()\d]{0,6})?(?:均|都)?(?:高于|低于|快于|高出|超过|超出|好于|优于|高|比|较)(?:年度|全国|全省|全市|全区|经济|GDP|城镇|农村|年初|预期|目标|控制|同期|上年|去年)[^，。；、()\d]{0,14}\d+(?:\.\d+)?个?百分点/y,
    (_, at) => ({ ...at, type: 'compare', year: null, shift: null }),
  ],
  [new RegExp(PERIODS, 'y'), (_, at) => ({ ...at, type: 'span', lasting: true })],
  [new RegExp(SPANS, 'y'), (_, at) => ({ ...at, type: 'span', lasting: false })],
  [new RegExp(COMPARABLE, 'y'), (_, at) => ({ ...at, type: 'comparable' })],
  [
    /(?:截至|截止|到|至)?(?<year>20[0-4]\d)年(?:全年|年?底|末|以来|前|[01]?\d月(?:底|末|份)?(?:\d+日)?)?(?!远景|愿景)/y,
    (found, at) => ({ ...at, type: 'year', year: Number(found.groups?.year) }),
  ],
  [/(?:去年|上年)(?:全年|底|末|年底)?/y, (_, at) => ({ ...at, type: 'relative-year', shift: -1 })],
  [/(?:今年|本年|今年全年)(?:底|末)?/y, (_, at) => ({ ...at, type: 'relative-year', shift: 0 })],
  [/(?:全年|年内|年末|年底前?|年度)/y, link],
  [new RegExp(longestFirst([...OWN_WORDS.province, ...OWN_WORDS.city]), 'y'), (_, at) => ({ ...at, type: 'own' })],
];

const AFTER_SUBJECTS: [RegExp, Reader][] = [
  [/分别|依次/y, (_, at) => ({ ...at, type: 'share-out' })],
  [new RegExp(longestFirst(STRIVING), 'y'), (_, at) => ({ ...at, type: 'striving' })],
  [new RegExp(REAL, 'y'), (_, at) => ({ ...at, type: 'real' })],
  [
    new RegExp(`(?<word>${longestFirst(REACHING)})(?:到|至|为)`, 'y'),
    (found, at) => ({
      ...at,
      type: 'verb',
      direction: FALLING.some((word) => word === found.groups?.word) || /降|减|压|缩|落/.test(found[0]) ? 'down' : 'up',
      reaching: true,
      word: found[0],
    }),
  ],
  [
    new RegExp(`${longestFirst(FALLING)}|[减降]${BEFORE_FIGURE}`, 'y'),
    (found, at) => ({ ...at, type: 'verb', direction: 'down', reaching: false, word: found[0] }),
  ],
  [
    new RegExp(longestFirst([...RISING, ...ADDING]), 'y'),
    (found, at) => ({ ...at, type: 'verb', direction: 'up', reaching: false, word: found[0] }),
  ],
  [new RegExp(longestFirst(PUSHING), 'y'), (_, at) => ({ ...at, type: 'link', pushes: true, of: false })],
  [new RegExp(longestFirst(LINKS), 'y'), link],
  [new RegExp(`(?:${longestFirst(LINKS_BEFORE_FIGURE)})${BEFORE_FIGURE}`, 'y'), link],
  [/[、]|以及|和|(?<![惠普涉触顾提])及|与|暨/y, (_, at) => ({ ...at, type: 'coordinate' })],
  [/[，；。：！？\n]|--/y, (_, at) => ({ ...at, type: 'comma' })],
  [/\(/y, (_, at) => ({ ...at, type: 'open' })],
  [/\)/y, (_, at) => ({ ...at, type: 'close' })],
  [/的/y, (_, at) => ({ ...at, type: 'link', pushes: false, of: true })],
  [/“|”|"|了/y, link],
];

function read(patterns: [RegExp, Reader][], text: string, position: number): Token | null {
  for (const [pattern, reader] of patterns) {
    pattern.lastIndex = position;
    const found = pattern.exec(text);
    if (found && found[0].length > 0) return reader(found, { start: position, end: position + found[0].length });
  }
  return null;
}

/** Whether a normal text names any indicator at all; the cheap test before `tokenise`. */
export function namesIndicator(text: string): boolean {
  for (let position = 0; position < text.length; position++) if (slotAt(text, position)) return true;
  return /减贫/.test(text);
}

/** Cuts a normal text into tokens that cover it in order; neighbouring unknown characters are one `other`. */
export function tokenise(text: string): Token[] {
  const tokens: Token[] = [];
  let position = 0;
  while (position < text.length) {
    const token = tokenAt(text, position);
    const last = tokens.at(-1);
    if (token.type === 'other' && last?.type === 'other') last.end = token.end;
    else tokens.push(token);
    position = token.end;
  }
  return tokens;
}

function tokenAt(text: string, position: number): Token {
  const coordinated = coordinatedAt(text, position);
  if (coordinated) {
    const slots = coordinated.aliases.map((alias) => slotOf(alias)).filter((slot) => slot !== undefined);
    const together = (coordinated.together && slotOf(coordinated.together)) || null;
    return { type: 'subject', start: position, end: coordinated.end, slots, together };
  }
  const slot = slotAt(text, position);
  const early = read(PATTERNS, text, position);
  if (slot && slot.name.length >= (early ? early.end - early.start : 0))
    return { type: 'subject', start: position, end: position + slot.name.length, slots: [slot], together: null };
  if (early) return early;
  const figure = figureAt(text, position);
  if (figure) return { type: 'figure', start: figure.start, end: figure.end, figure };
  return read(AFTER_SUBJECTS, text, position) ?? { type: 'other', start: position, end: position + 1 };
}
