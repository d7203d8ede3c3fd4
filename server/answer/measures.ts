/**
 * The figures of a text as they can be compared: number, unit, qualifiers, whether a fall is told. The check reads composed
 * sentences and quotes with it; it knows nothing of how either came to be.
 */

/** What a word beside a figure makes of it. */
export type Qualifier = 'about' | 'at-least' | 'at-most' | 'below' | 'near' | 'striving';

export interface Measure {
  /** Without trailing zeros: `7.5`. Of a range there is one measure for each end. */
  number: string;
  /** `%`, `万人`, `微克/立方米`, `percentage points`, `people`; empty where none follows. */
  unit: string;
  qualifiers: ReadonlySet<Qualifier>;
  /** -1 where told as a fall (下降3%, -1.6%, a fall of 3%), 1 as a rise, 0 where neither; 降至 tells a level. */
  direction: -1 | 0 | 1;
  /** What follows it, and what stands before, for a bare 17.5万 whose noun stands apart (17.5万贫困人口, 贫困群众减少23.7万). */
  noun: string;
  subject: string;
}

/** White space, width and kinds of quotation marks folded away; dashes between figures made one. */
export function folded(text: string): string {
  return (
    text
      // A list's mark is no figure: NFKC would make ①5G a 15G.
      .replace(/[\u2460-\u24ff\u2776-\u2793]/g, '·')
      .normalize('NFKC')
      .replace(/(?<=\d)[,，](?=\d{3}(?!\d))/g, '')
      .replace(/[“”„‟"'‘’「」『』]/g, "'")
      // A line break of the source may part 万 from 亩.
      .replace(/(?<=[\u4e00-\u9fff])\s+|\s+(?=[\u4e00-\u9fff])/g, '')
  );
}

const SCALE = '[十百千万亿]*';
/** Longest first; what a scale may stand before. */
const UNITS =
  '个工作日|微克/立方米|微克|毫克|微克每立方米|个?百分点|个点|平方公里|平方米|立方米|千瓦时|标准箱|标箱|人次|美元|公里|公顷|公斤|千克|千瓦|TEU|GW|MW|km|元/年|元/月|元|人|户|套|个|家|件|张|头|天|岁|亩|吨|斤|座|所|间|项|条|名|位|种|支|艘|架|辆|列|班|趟|部|台|次|倍|年|月|日|号|小时|分钟|米|处|批|期|只|株|棵|册|例|起|宗|笔';
const ENGLISH_UNITS =
  'working days|trains|percentage points|micrograms per cubic metre|US dollars|person-times|kilograms|households|hectares|tonnes|yuan a month|yuan a year|yuan|people|homes|items|beds|head|days|years|kilometres|km|times|mu|firms|places|standard containers|square metres|parcels|kilowatt-hours|kilowatts|square kilometres|cubic metres|rooms|regions|reports|figures';
const CHINESE_UNIT = new RegExp(`^\\s*(?:(%|‰)|(${SCALE})([多余]?)(${UNITS})|([十百千万亿]+))`);
const ENGLISH_UNIT = new RegExp(
  `^\\s*((?:(?:thousand|million|billion|trillion)\\b\\s*)?(?:(?:${ENGLISH_UNITS})\\b)?)`,
  'i',
);

/** Two spellings of one unit. */
const SAME_UNIT: Record<string, string> = {
  百分点: '个百分点',
  个点: '个百分点',
  微克每立方米: '微克/立方米',
  标准箱: '标箱',
  TEU: '标箱',
};

/** Letters before or right behind digits make a name of them: PM2.5, 5G, 4K, 5A. */
const NAME = /[A-Za-z]+[-.]?\d+(?:\.\d+)?|\d+(?:\.\d+)?[A-Za-z](?![A-Za-z])/g;
/** `每万人`, `per 10,000 people`: the base of a rate is part of what it is called. */
const RATE = /(?:每|per )\s*\d+(?:\.\d+)?/g;

const NUMBER = /\d+(?:\.\d+)?/g;
/** What stands between the ends of a range, the first one's unit before it. */
const RANGE = /^\s*(?:[-–—~〜至到]+|to\b)\s*(?=\d)/;

const BEFORE: [Qualifier, RegExp][] = [
  [
    'at-least',
    /(?:不低于|不少于|不小于|超过|突破|超额|高于|大于|多于|至少|逾|超出|超|no less than|at least|more than)$/,
  ],
  ['at-most', /(?:不超过|不高于|不大于|不突破|no more than|within)$/],
  ['below', /(?:(?<!不)低于|(?<!不)小于|(?<!不)少于|不到|不足|below)$/],
  ['near', /(?:接近|近|将近|nearly)$/],
  ['about', /(?:大约|约|大致|about)$/],
];
const AFTER: [Qualifier, RegExp][] = [
  ['about', /^(?:左右|上下)/],
  ['at-least', /^(?:及?以上|多(?!个|家|项)|余|\s*or more)/],
  ['at-most', /^(?:及?以内|之内|内(?=$|[\p{P}\s]))/u],
  ['below', /^(?:及?以下)/],
];
/** Verbs and blanks that may stand between a qualifier and its figure. */
const BETWEEN =
  /(?:增长|增幅|增加|提高|提升|上升|下降|降低|减少|达到|达|实现|保持|控制|稳定|完成|新增|净增|为|在|至|到|了|的|a fall of|a rise of|\s)+$/;
/** A wish reaches over the rest of its sentence: 力争到2024年，高新技术企业达到1万家. */
const STRIVING = /力争|争取|striving/;
const TAIL =
  '(?:幅度?|率)?(?:了|约|近|超过|为|达到?|在|力争|大约|超|逾|不低于|高于|突破|[-−]|about|nearly|within|below|more than|no more than|no less than|\\s)*$';
const FALLS = new RegExp(
  `(?:下降|降低|减少|回落|负增长|下滑|降幅|下调|压减|缩减|精简|压[减缩][^，。；、\\d]{0,10}支出|减|收窄|缩小|a fall of|(?:^|[^\\d\\w%~])[-−])${TAIL}`,
);
const RISES = new RegExp(`(?:(?<!负)增长|增幅|增加|提高|提升|上升|上涨|上调|涨|扩大|回升|a rise of)${TAIL}`);
/** 每立方米24微克 is 24微克/立方米. */
const PER_CUBIC_METRE = /每立方米\s*(?:空气)?$/;

/** Digits that belong to names: `PM2.5`, `5G`. */
export function namesIn(text: string): string[] {
  return [...folded(text).matchAll(NAME)].filter((m) => !UNIT_LETTERS.test(m[0])).map((m) => m[0].toLowerCase());
}

/** A unit of one small letter is no name: 100m. */
const UNIT_LETTERS = /^\d+(?:\.\d+)?[a-z]$/;
/** The next figure of a list right behind. */
const JOINED = /^(?:左右|以上|以内)?[和、与及]\d/;
/** Characters kept on either side of a figure to find its noun in. */
const NOUN_ROOM = 12;

/** All figures of a text but those inside names and in the base of a rate. */
export function measuresOf(text: string): Measure[] {
  const plain = folded(text)
    .replace(NAME, (name) => (UNIT_LETTERS.test(name) ? name : ' '.repeat(name.length)))
    .replace(RATE, (rate) => ' '.repeat(rate.length));
  const found: Measure[] = [];
  /** The near end of a range whose far end begins here. */
  let open: { at: number; head: Measure } | null = null;
  for (const match of plain.matchAll(NUMBER)) {
    const end = match.index + match[0].length;
    const rest = plain.slice(end);
    const before = plain.slice(0, match.index);
    const head: Measure | null = open?.at === match.index ? open.head : null;
    const unit = unitAt(rest, before);
    const behind = rest.slice(unit.length).trimStart();
    const qualifiers = new Set<Qualifier>(head?.qualifiers ?? qualifiersBefore(before));
    if (unit.more) qualifiers.add('at-least');
    for (const [name, pattern] of AFTER) if (pattern.test(behind)) qualifiers.add(name);
    const measure: Measure = {
      number: String(Number(match[0])),
      unit: unit.name,
      qualifiers,
      direction: head?.direction ?? (FALLS.test(before) ? -1 : RISES.test(before) ? 1 : 0),
      noun: behind.slice(0, NOUN_ROOM),
      subject: before.slice(-NOUN_ROOM),
    };
    if (head) {
      if (head.unit === '') head.unit = measure.unit;
      head.qualifiers = qualifiers;
    }
    const gap = RANGE.exec(rest.slice(unit.length))?.[0];
    open = gap === undefined ? null : { at: end + unit.length + gap.length, head: measure };
    found.push(measure);
  }
  // 分别提高1.5个和2个百分点: the first one's unit is told with the second.
  for (const [at, measure] of found.entries()) {
    const next = found[at + 1];
    if (next?.unit === '个百分点' && measure.unit === '个' && /^[和、与及]/.test(measure.noun)) {
      measure.unit = next.unit;
      if (next.direction === 0) next.direction = measure.direction;
    }
    // 分别下降17.7%和9.5%: the fall is told once for both.
    if (next?.unit === measure.unit && next.direction === 0 && JOINED.test(measure.noun))
      next.direction = measure.direction;
  }
  return found;
}

function unitAt(rest: string, before: string): { name: string; length: number; more: boolean } {
  const more = /^\s*[多余](?=[\u4e00-\u9fff])/.exec(rest)?.[0] ?? '';
  const after = rest.slice(more.length);
  const [all = '', percent, scale = '', later = '', word, bare] = CHINESE_UNIT.exec(after) ?? [];
  const name = (): string => {
    if (percent) return percent;
    if (bare) return bare;
    const plain = SAME_UNIT[word ?? ''] ?? word;
    return scale + (plain === '微克' && PER_CUBIC_METRE.test(before) ? '微克/立方米' : plain);
  };
  if (all !== '') return { name: name(), length: more.length + all.length, more: more !== '' || later !== '' };
  const english = ENGLISH_UNIT.exec(after)?.[0] ?? '';
  return english.trim() === ''
    ? { name: '', length: more.length, more: more !== '' }
    : { name: english.trim().toLowerCase(), length: more.length + english.length, more: more !== '' };
}

function qualifiersBefore(before: string): Set<Qualifier> {
  const found = new Set<Qualifier>();
  const clause = before.slice(Math.max(...[...'，。；,;：:'].map((c) => before.lastIndexOf(c) + 1)));
  if (STRIVING.test(before.slice(Math.max(...[...'。；;'].map((c) => before.lastIndexOf(c) + 1)))))
    found.add('striving');
  let near = clause.trimEnd();
  for (;;) {
    const hit = BEFORE.find(([, pattern]) => pattern.test(near));
    const shorter = near.replace(hit ? hit[1] : BETWEEN, '');
    if (hit) found.add(hit[0]);
    if (shorter === near) return found;
    near = shorter;
  }
}

/** Nouns that tell persons where the figure has only its scale: 17.5万贫困人口 is 17.5万人. */
const PERSONS = /人口|群众|人员|职工|劳动力|农民|居民|学生|毕业生|老人/;

/**
 * Whether a quote's figure says what a composed one does: number, unit, direction and qualifiers. A wish (力争) may go unsaid, and
 * so may a rise; a fall never.
 */
export function provesMeasure(said: Measure, quoted: Measure): boolean {
  return (
    said.number === quoted.number &&
    sameUnit(said, quoted) &&
    (said.direction === quoted.direction || (said.direction === 0 && quoted.direction === 1)) &&
    [...said.qualifiers].every((one) => quoted.qualifiers.has(one)) &&
    [...quoted.qualifiers].every((one) => one === 'striving' || said.qualifiers.has(one))
  );
}

function sameUnit(said: Measure, quoted: Measure): boolean {
  return said.unit === quoted.unit || said.unit === unitMeant(quoted);
}

/** The unit, 人 added where the report leaves it to the noun. */
export function unitMeant({ unit, noun, subject }: Measure): string {
  return /^[十百千万亿]+$/.test(unit) && (PERSONS.test(noun) || PERSONS.test(subject)) ? `${unit}人` : unit;
}
