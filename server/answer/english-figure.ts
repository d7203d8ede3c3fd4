/**
 * Figures in English: units that a reader without Chinese cannot know are converted, qualifiers and words that stand in the
 * place of a figure are translated, the original stays in brackets.
 */

interface EnglishUnit {
  /** What one of the Chinese unit is in the English one. */
  factor: number;
  name: string;
  /** A second, rounded conversion: a mu is a fifteenth of a hectare. */
  also?: { factor: number; name: string };
}

const HECTARES = { factor: 1 / 15, name: 'hectares' };

/** Words behind 万, 亿 and the like, without them. */
const WORDS: Record<string, EnglishUnit> = {
  人: { factor: 1, name: 'people' },
  人次: { factor: 1, name: 'person-times' },
  元: { factor: 1, name: 'yuan' },
  '元/月': { factor: 1, name: 'yuan a month' },
  '元/年': { factor: 1, name: 'yuan a year' },
  美元: { factor: 1, name: 'US dollars' },
  // A jin is half a kilogram.
  斤: { factor: 1 / 2000, name: 'tonnes' },
  公斤: { factor: 1, name: 'kilograms' },
  吨: { factor: 1, name: 'tonnes' },
  亩: { factor: 1, name: 'mu', also: HECTARES },
  公顷: { factor: 1, name: 'hectares' },
  平方米: { factor: 1, name: 'square metres' },
  平方公里: { factor: 1, name: 'square kilometres' },
  立方米: { factor: 1, name: 'cubic metres' },
  户: { factor: 1, name: 'households' },
  套: { factor: 1, name: 'homes' },
  间: { factor: 1, name: 'rooms' },
  所: { factor: 1, name: '' },
  座: { factor: 1, name: '' },
  个: { factor: 1, name: '' },
  家: { factor: 1, name: '' },
  项: { factor: 1, name: '' },
  部: { factor: 1, name: '' },
  列: { factor: 1, name: 'trains' },
  班: { factor: 1, name: 'trains' },
  公里: { factor: 1, name: 'km' },
  件: { factor: 1, name: 'items' },
  张: { factor: 1, name: 'beds' },
  头: { factor: 1, name: 'head' },
  标箱: { factor: 1, name: 'standard containers' },
  标准箱: { factor: 1, name: 'standard containers' },
  千瓦: { factor: 1, name: 'kilowatts' },
  千瓦时: { factor: 1, name: 'kilowatt-hours' },
  天: { factor: 1, name: 'days' },
  个工作日: { factor: 1, name: 'working days' },
  岁: { factor: 1, name: 'years' },
  年: { factor: 1, name: '' },
  倍: { factor: 1, name: 'times' },
  次: { factor: 1, name: 'times' },
  个百分点: { factor: 1, name: 'percentage points' },
  百分点: { factor: 1, name: 'percentage points' },
  '微克/立方米': { factor: 1, name: 'micrograms per cubic metre' },
  '%': { factor: 1, name: '%' },
};

const SCALES: Record<string, number> = { 十: 10, 百: 100, 千: 1e3, 万: 1e4, 亿: 1e8 };

/** A figure of a Chinese unit in English ones: number and unit as they are printed. */
export interface EnglishForm {
  number: string;
  unit: string;
}

/** The English forms of an amount, the plain one first; none for a unit that is not known. */
export function englishForms(value: number, unit: string): EnglishForm[] {
  // 万千瓦 is 万 of 千瓦: the shortest scale that leaves a known unit.
  const [, scale = '', word = ''] = /^([十百千万亿]*?)([^十百万亿].*)$/.exec(unit) ?? [];
  const known = WORDS[word];
  if (!known) return [];
  const scaled = [...scale].reduce((product, one) => product * (SCALES[one] ?? 1), value);
  const forms = [printed(scaled * known.factor, known.name)];
  if (known.also) forms.push(printed(toSignificant(scaled * known.also.factor), known.also.name));
  return forms;
}

const LARGE: [number, string][] = [
  [1e12, 'trillion'],
  [1e9, 'billion'],
  [1e6, 'million'],
];
/** Significant digits: all that a report prints survive, binary fractions do not. */
const PRECISION = 10;
/** Of a conversion that is not exact. */
const ROUNDED = 4;

function printed(value: number, name: string): EnglishForm {
  const [size, word] = LARGE.find(([least]) => Math.abs(value) >= least) ?? [1, ''];
  return {
    number: String(Number((value / size).toPrecision(PRECISION))),
    unit: [word, name].filter(Boolean).join(' '),
  };
}

function toSignificant(value: number): number {
  return Number(value.toPrecision(ROUNDED));
}

/** `420000` as `420,000`. */
function grouped(number: string): string {
  const [whole = '', part] = number.split('.');
  return whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',') + (part === undefined ? '' : `.${part}`);
}

/**
 * One amount, or the two ends of a range, in English: `420,000 people (42万人)`, `3.5 billion yuan (35亿元)`, `6%-6.5%`.
 * Parted, since what qualifies an amount may stand between the amount and its brackets.
 */
export function englishAmount(
  values: number[],
  unit: string,
  original = `${values.join('-')}${unit}`,
): { amount: string; brackets: string } {
  const forms = values.map((value) => englishForms(value, unit));
  if (forms.some((one) => one.length === 0)) return { amount: values.join('-'), brackets: ` (“${original}”)` };
  const join = (at: number): string => {
    const ends = forms.map((one) => one[at] as EnglishForm);
    const name = ends[0]?.unit === ends.at(-1)?.unit ? (ends[0]?.unit ?? '') : null;
    if (name === '%') return ends.map((end) => `${end.number}%`).join('-');
    if (name === null) return ends.map((end) => `${grouped(end.number)} ${end.unit}`).join(' to ');
    return `${ends.map((end) => grouped(end.number)).join('-')}${name === '' ? '' : ` ${name}`}`;
  };
  const plain = /^(?:%|个?百分点|公里|天|岁|元|人|微克\/立方米)$/.test(unit);
  const also = (forms[0]?.length ?? 0) > 1 ? `≈${join(1)}; ` : '';
  return { amount: join(0), brackets: plain ? '' : ` (${also}${original})` };
}

/** The words of a qualifier that are known, each with its English; `%s` is the figure. */
const QUALIFIERS: [RegExp, string][] = [
  [/不低于|不少于/, 'no less than %s'],
  [/不超过|不高于/, 'no more than %s'],
  [/及?以上/, '%s or more'],
  [/超过|突破|高于|超额|超|逾|余|多/, 'more than %s'],
  [/以内|之内|内$/, 'within %s'],
  [/以下|低于|小于|不到/, 'below %s'],
  [/左右|约|大约/, 'about %s'],
  [/接近|近/, 'nearly %s'],
];
const STRIVING = /力争|争取/;
/** Words that stand behind the figure in English. */
const BEHIND: [RegExp, string][] = [
  [/(?:每天|日均)?新增(?:市场主体)?|净增/, 'newly added'],
  [/可比口径|同口径/, 'on a comparable basis'],
  [/实际/, 'in real terms'],
  [/有望/, 'as expected'],
  [/按原核算方法计算/, 'by the former way of reckoning'],
  [/考虑政策性减收因素/, 'allowing for revenue given up by policy'],
  [/跃上|达到?|确保|控制在|预计|提高|下降/, ''],
];
const SINCE = /较(\d{4})年/;

/** A figure with what qualifies it, in English; what is not known of the qualifier is quoted behind. */
export function englishQualified(options: {
  amount: string;
  brackets: string;
  qualifier: string;
  /** `a fall of `, `a rise of `, or nothing. */
  moved: string;
}): string {
  let rest = options.qualifier.replace('…', '');
  let text = options.amount;
  for (const [pattern, english] of QUALIFIERS) {
    if (!pattern.test(rest)) continue;
    rest = rest.replace(pattern, '');
    text = english.replace('%s', text);
  }
  text = options.moved + text;
  if (STRIVING.test(rest)) {
    rest = rest.replace(STRIVING, '');
    text = `striving for ${text}`;
  }
  const behind: string[] = [];
  const since = SINCE.exec(rest);
  if (since) {
    behind.push(`compared with ${since[1]}`);
    rest = rest.replace(SINCE, '');
  }
  for (const [pattern, english] of BEHIND) {
    if (!pattern.test(rest)) continue;
    rest = rest.replace(pattern, '');
    if (english !== '') behind.push(english);
  }
  const unknown = /[\u4e00-\u9fff]/.test(rest) ? ` (“${rest}”)` : '';
  return `${text}${options.brackets}${behind.map((words) => ` ${words}`).join('')}${unknown}`;
}

/** Words in the place of a figure. Each is a whole phrase of the reports, adverbs aside. */
const PHRASES: [RegExp, string][] = [
  [
    /^(?:速度)?与(?:全省|全市)?(?:经济|地区生产总值|GDP)(?:稳步的)?(?:增长)?(?:速度)?(?:保持)?(基本)?同步(?:增长)?$/i,
    '%1in step with economic growth',
  ],
  [/^(?:规模)?(?:与|保持)上年(基本)?(?:持平|水平)$/, '%1level with the year before'],
  [/^(?:基本|总体)?(?:保持)?(?:总体|基本)?稳定$/, 'stable'],
  [/^稳中提质$/, 'stable and of better quality'],
  [/^(?:保持|平稳|稳定|实现)*增长$/, 'steady growth'],
  [/^(?:实现)?正增长$/, 'positive growth'],
  [/^(?:稳步|持续|继续|进一步)(?:提高|增长|上升)$/, 'a further rise'],
  [/^(?:(?:持续|继续|进一步)?(?:下降|降低)|下降目标)$/, 'a further fall'],
  [/^(?:争取)?翻番$/, 'doubled'],
  [/^全部脱贫$/, 'all lifted out of poverty'],
  [/^(?:力争)?达到?国家.*标准$/, 'up to the national standard'],
  [/^(?:力争)?(?:超额)?(?:完成|达到|控制在)国家.*$/, 'as the central government requires'],
  [/^稳定达标$/, 'steadily up to standard'],
  [/^(?:均)?(?:继续|持续)?(?:高于|快于|跑赢)(?:全国)平均水平$/, 'above the national average'],
  [/^(?:均)?(?:继续|持续)?(?:高于|快于|跑赢)经济(?:增长|增速)!?$/, 'faster than the economy'],
  [/^不低于经济增长(?:幅度|速度)?$/, 'no slower than the economy'],
  [/^快于城镇居民$/, 'faster than that of urban residents'],
  [/^快于上年$/, 'faster than the year before'],
  [/^(?:增幅|增速)?(?:继续)?(?:位|均)?居全国(?:第[一1]|首位)$/, 'first in the country'],
  [/^(?:增幅|增速)?(?:继续)?(?:位|均)?居全国前列$/, 'among the first in the country'],
];

/** What a report says instead of a figure, as an English phrase; null where it is not known. */
export function englishPhrase(words: string): string | null {
  for (const [pattern, english] of PHRASES) {
    const match = pattern.exec(words.replace(/！/g, '!'));
    if (match) return english.replace('%1', match[1] ? 'broadly ' : '');
  }
  return null;
}

/**
 * What a report says instead of a figure, in English with the original quoted; only the original where it is not known.
 * @param words The words themselves; `shown` is what is quoted, which may be longer.
 */
export function englishWords(words: string, shown: string): string {
  const original = shown.replace(/[“"「『]/g, '‘').replace(/[”"」』]/g, '’');
  const phrase = englishPhrase(words);
  return phrase !== null ? `no figure, but ${phrase} (“${original}”)` : `no figure, only the words “${original}”`;
}
