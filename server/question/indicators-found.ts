import { INDICATORS, type Indicator } from '../../ingest/indicators/catalogue.ts';
import { withoutNotCounted } from './not-counted.ts';
import type { Mention } from './reading.ts';

export interface IndicatorMention extends Mention {
  indicator: string;
  /** False where an everyday word named it. */
  sure: boolean;
}

interface Name {
  text: string;
  /** A name that the reports use; false for an everyday word of questions. */
  own: boolean;
  indicators: { indicator: Indicator; sure: boolean }[];
}

/** Names by their text, so that what several indicators share is told apart by what else the question says. */
const names: Name[] = collect();

const GROWTH =
  /增长|增速|涨幅|增幅|涨了|涨得|降了|下降|增加百分|百分之|%|下滑|负增长|\bgrowth\b|\bgr[eo]w|increase|\brate\b|percent|\b(?:fell|fallen|dropped|decreased|declined|shrank)\b/i;
/** Whether a question says that it asks how much something grew, or how much there is; null where it says neither. */
export function measureSaid(text: string): 'growth' | 'level' | null {
  if (LEVEL.test(text)) return 'level';
  return GROWTH.test(text) ? 'growth' : null;
}

/** GDP总量多少，增长多少: how much there is and how much it grew. */
const BOTH =
  /(?:总量|总额|规模|多少(?:万?亿)?元?|达到?多少[^，]{0,6})(?:是多少)?[，、；？和与](?:同比|又|比上年|较上年)?增(?:长|速|幅)/;
const SHARE = /占|比重|比例|强度|\bshare\b|intensity|as a percentage of/i;
const WHOLE = /(?:占|相当于)(?:全[省市区国]|本[省市区])?$|(?:share|percentage|percent|proportion|%) of (?:the )?$/;
const STEP = /^(?:速度|水平|率)?(?:基本|大体|保持|要|能)*同步/;
const BEYOND = /(?:快于|高于|不低于|超过|跑赢|低于|慢于)$|(?:in (?:step|line) with|faster than|above) (?:the )?$/;
/** 投资目标超过GDP目标: set against a target, which is asked for too. */
const OWN_TARGET = /^(?:的)?(?:增长|增速)?的?(?:预期)?目标/;
/** 社会消费品零售总额的目标: targets are set for its growth. */
const TARGET = /目标|预期|\btargets?\b/i;
const PLAN = /目标|预期|计划|打算|要(?!求)|\btargets?\b|\bplan/i;
/** 人均可支配收入是多少, 对比: what there is, where no word of growth stands beside it. */
const AMOUNT = /(?:是|有|为|达到?)多少|多少[？?]|对比|比较|水平|各(?:是|为)|分别|\bhow much\b/i;
const LEVEL =
  /总量|总额(?!.{0,6}增)|规模|多少(?:万亿|亿|元|钱)|(?:万亿|亿)元?(?:台阶)?|突破|跃上|how (?:large|big|much)|\btotal\b|\bsize\b/i;

/** The indicators that a normalised question names, longest names first; shared names go to growth or level by the words around. */
export function findIndicators(text: string): IndicatorMention[] {
  const lower = text.toLowerCase();
  const taken: { start: number; end: number }[] = [];
  const found: IndicatorMention[] = [];
  const matches: { name: Name; at: number }[] = [];
  for (const name of names) {
    for (let at = lower.indexOf(name.text); at >= 0; at = lower.indexOf(name.text, at + name.text.length))
      matches.push({ name, at });
  }
  // The reports' own names before everyday words (旅游收入 before 收入有多少), the longest first; of two that overlap and are as long, the
  // one that begins first: 民间投资 in 民间投资增长.
  // English ones of several words are as good as own: imports and exports before exports.
  const rank = ({ own, text: said }: Name): number => Number(own || /^[a-z-]+(?: [a-z-]+)+$/.test(said));
  matches.sort((a, b) => rank(b.name) - rank(a.name) || b.name.text.length - a.name.text.length || a.at - b.at);
  for (const { name, at } of matches) {
    const end = at + name.text.length;
    if (taken.some((t) => at < t.end && end > t.start)) continue;
    // 出口增速 within 进出口增速 is no name there: its beginning belongs to the one before.
    if (
      matches.some((m) => m.name.own && m.at < at && m.at + m.name.text.length > at && m.at + m.name.text.length < end)
    )
      continue;
    if (/^[a-z]/.test(name.text) && (/[a-z]/.test(lower.charAt(at - 1)) || /[a-z]/.test(lower.charAt(end)))) continue;
    // R&D institutions, fiscal revenue bureau: what a name only qualifies is another thing.
    if (/^[a-z&]/.test(name.text) && QUALIFIED.test(lower.slice(end))) continue;
    if (QUALIFIED_CHINESE.test(lower.slice(end))) continue;
    taken.push({ start: at, end });
    // 占GDP的比重: what something is a share of is not asked for.
    // 与经济增长同步, 快于GDP增速: what something is measured by is not asked for either.
    if (
      /^(?:地区)?(?:经济|gdp|生产总值)/i.test(name.text) &&
      (STEP.test(lower.slice(end)) || (BEYOND.test(lower.slice(0, at)) && !OWN_TARGET.test(lower.slice(end))))
    )
      continue;
    if (WHOLE.test(lower.slice(0, at))) continue;
    for (const { indicator, sure } of choose(name, text)) {
      if (!found.some((f) => f.indicator === indicator.id))
        found.push({ indicator: indicator.id, sure, text: text.slice(at, end), start: at, end });
    }
  }
  if (found.length === 0 && /^[\x20-\x7e\u2018\u2019]+$/.test(text)) found.push(...scattered(lower));
  // 财政 right before 民生支出占比: an everyday word that goes with a name is a part of it.
  const own = found.filter(({ sure, end }) => sure || !found.some((other) => other.sure && other.start === end));
  return widen(own, text).sort((a, b) => a.start - b.start);
}

/** Things that an English name of an indicator right before them says the kind of. */
const QUALIFIED =
  /^ (?:institution|institute|cent(?:re|er)|personnel|staff|platform|team|facilit|organi[sz]ation|laborator|bureau|offices?\b)/;

/** 地铁票价, 高铁快运: the same in Chinese. */
const QUALIFIED_CHINESE = /^的?(?:车?票|收费|快运|货运|司机|乘客|乘务|服务区|事故(?!死亡|起数)|中介|安检)/;

/** Words between two words of a name at most: the economy of Inner Mongolia grow. */
const WORDS_BETWEEN = 4;

/** An English name of two or more words that stand apart in the question, in order; the longest one. */
function scattered(lower: string): IndicatorMention[] {
  const between = `(?:\\W+[a-z'-]+){0,${WORDS_BETWEEN}}\\W+`;
  const matches = names.flatMap((name) => {
    const words = name.text.split(' ').filter((word) => !/^(?:the|of|in|a|did|how)$/.test(word));
    if (words.length < 2 || !words.every((word) => /^[a-z-]{3,}$/.test(word))) return [];
    const match = new RegExp(`\\b${words.join(between)}(?:s|ed|th)?\\b`).exec(lower);
    return match ? [{ name, match }] : [];
  });
  const best = matches.sort((a, b) => b.name.text.length - a.name.text.length)[0];
  if (!best) return [];
  const { index, 0: text } = best.match;
  return choose(best.name, lower).map(({ indicator, sure }) => ({
    indicator: indicator.id,
    sure,
    text,
    start: index,
    end: index + text.length,
  }));
}

function choose(name: Name, text: string): Name['indicators'] {
  if (name.indicators.length === 1) return name.indicators;
  const growth = name.indicators.filter(({ indicator }) => indicator.measure !== 'level');
  const level = name.indicators.filter(({ indicator }) => indicator.measure === 'level');
  if (growth.length > 0 && level.length > 0) {
    if (BOTH.test(text)) return [...level.slice(0, 1), ...growth.slice(0, 1)];
    const saysLevel = LEVEL.test(text);
    const saysGrowth = GROWTH.test(text.replace(name.text, ''));
    // 研发投入 without more is its share of GDP, what the reports set targets for.
    const share = level.filter(({ indicator }) => indicator.units[0] === '%');
    if (share.length > 0 && (SHARE.test(text) || !(saysGrowth || saysLevel))) return share.slice(0, 1);
    if (AMOUNT.test(text) && !saysGrowth && !PLAN.test(text)) return level.slice(0, 1);
    // 业务量哪个省最大: of what there is.
    if (/最[大多]/.test(text) && !saysGrowth && !PLAN.test(text)) return level.slice(0, 1);
    if (saysLevel && !saysGrowth && !(TARGET.test(text) && name.text.endsWith('总额'))) return level.slice(0, 1);
    return growth.slice(0, 1);
  }
  return name.indicators.slice(0, 1);
}

/** 城乡 and 城镇、农村 income are two rows; 失业率 alone is both rates. */
function widen(found: IndicatorMention[], text: string): IndicatorMention[] {
  const add = (like: IndicatorMention, indicator: string): void => {
    if (!found.some((f) => f.indicator === indicator)) found.push({ ...like, indicator });
  };
  const income = found.find(
    (f) => f.indicator.startsWith('income_growth') || /^income_(?:all|urban|rural)$/.test(f.indicator),
  );
  if (income) {
    const stem = income.indicator.startsWith('income_growth') ? 'income_growth_' : 'income_';
    const growthAsked =
      !(/\d\s*万?元/.test(text) && !GROWTH.test(text)) &&
      (GROWTH.test(text) || PLAN.test(text) || !(AMOUNT.test(text) || /多少元|多少钱/.test(text)));
    const base = stem === 'income_' && growthAsked ? 'income_growth_' : stem;
    const urban = /城镇|城市|城乡|城里|urban/i.test(text);
    const rural = /农村|农民|城乡|乡下|村里|rural/i.test(text);
    const like = { ...income };
    const kept = found.filter((f) => f !== income && !f.indicator.startsWith('income_'));
    found.length = 0;
    found.push(...kept);
    if (urban) add(like, `${base}urban`);
    if (rural) add(like, `${base}rural`);
    if (!urban && !rural) add(like, `${base}all`);
  }
  return found;
}

function collect(): Name[] {
  const byText = new Map<string, Name>();
  const add = (text: string, indicator: Indicator, sure: boolean, own: boolean): void => {
    const key = text.toLowerCase();
    if (key.length < 2 || !/\p{L}/u.test(key)) return;
    const name = byText.get(key) ?? { text: key, own, indicators: [] };
    name.own ||= own;
    const known = name.indicators.find((one) => one.indicator === indicator);
    if (known) known.sure ||= sure;
    else name.indicators.push({ indicator, sure });
    byText.set(key, name);
  };
  for (const indicator of INDICATORS) {
    for (const text of [indicator.zh, indicator.en, ...indicator.aliases]) add(text, indicator, true, true);
    // An English name of several words (urban jobs) says what is meant; one word (jobs) may mean something else.
    for (const text of [...indicator.questions.zh, ...indicator.questions.en])
      add(text, indicator, /^[a-z -]+$/i.test(text) ? / /.test(text) : text.length >= 4, false);
  }
  return [...byText.values()];
}

/** The indicators of a question; a bracket within a name (空气质量优良（达标）天数) does not break it, one that alone names one still does. */
export function indicatorsIn(question: string): IndicatorMention[] {
  // 只写“博鳌国际旅游奖”的不算: a sentence of what does not count names nothing that is asked.
  const text = withoutNotCounted(question);
  const noted = /[（(][^（）()]*[）)]/g;
  const whole = withGrowthTarget(text, findIndicators(text));
  if (!noted.test(text)) return whole;
  const without = findIndicators(text.replace(noted, ''));
  if (without.length > 0) return without;
  // 邮轮（母港、邮轮旅游都算）: what counts too is no indicator that is asked.
  return /都算|也算|均算|不算|不计/.test(text) ? [] : whole;
}

/** The growth target, of nothing else: that of the economy. */
function withGrowthTarget(text: string, found: IndicatorMention[]): IndicatorMention[] {
  const match =
    found.length === 0
      ? /(?<!\bof \w+ )\b(?:economic )?growth (?:target|goal)s?\b(?! (?:for|of|in) (?!20))/i.exec(text)
      : null;
  return match === null
    ? found
    : [{ indicator: 'gdp_growth', text: match[0], start: match.index, end: match.index + match[0].length, sure: true }];
}
