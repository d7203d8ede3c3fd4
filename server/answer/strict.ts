import { INDICATORS } from '../../ingest/indicators/catalogue.ts';
import { regionByName } from '../../ingest/regions.ts';
import { isCommonEnglish } from '../question/dictionary.ts';
import { overYears } from '../question/years-over.ts';
import type { RankedSentence } from '../retrieve/rank-sentences.ts';
import type { Context } from './context.ts';
import { setsAgainst } from './differences.ts';
import { expectedOf } from './expected.ts';
import { asksOfPlace } from './named-bodies.ts';
import { contentWords, isKnown, yearsInScope } from './topic-words.ts';

/**
 * Whether a sentence speaks of the very indicator that was asked: one of its names, in a part of the report that can
 * speak of the years and kind asked. A figure of another thing, or last year's result for this year's target, is no answer.
 */
export function speaksOfIndicator(ranked: RankedSentence, context: Context, always = false): boolean {
  const sure = context.reading.namedIndicators.filter((named) => named.sure);
  if (sure.length === 0) return !always;
  if (!always && (!FIGURE_INTENTS.has(context.reading.intent) || !asksOnlyIndicator(context))) return true;
  const text = fold(ranked.sentence.text);
  const named = sure.some(({ indicator, text: said }) => {
    const names = [...(INDICATORS.find((one) => one.id === indicator)?.aliases ?? []), ...englishNames(said, context)];
    const plain = withoutFillers(text);
    if ([...names, said].some((name) => text.includes(fold(name)) || plain.includes(withoutFillers(fold(name)))))
      return true;
    // 制造业和战略性新兴产业占比分别达64%和13%: a share stands apart from what it is of.
    const whole = SHARE_NAME.exec(said)?.[1];
    return whole !== undefined && text.includes(fold(whole)) && /占比|比重/.test(text);
  });
  // This year's plan is no result of this year.
  if (
    context.reading.kind === 'result' &&
    ranked.passage.timing === 'plan' &&
    !context.reading.kindWords.includes('coverage')
  )
    return false;
  return (
    named &&
    (context.reading.reportScopes.length === 0 || context.scope.fits(ranked.passage) || speaksOfYear(ranked, context))
  );
}

/** 制造业占比: what a share is of. */
const SHARE_NAME = /^([\u4e00-\u9fff]{2,}?)(?:增加值)?(?:的)?(?:占比|比重)$/;

/** What the words that name an indicator in an English question stand for: 中欧班列 of China-Europe freight trains. */
function englishNames(said: string, context: Context): string[] {
  if (context.reading.language !== 'en') return [];
  const name = said.toLowerCase();
  return contentWords(context)
    .filter(({ source }) => name.includes(source) || source.includes(name))
    .flatMap(({ words }) => words);
}

/** 清洁能源装机容量占比 is 清洁能源装机占比: words in the middle of a name that make it no other. */
function withoutFillers(text: string): string {
  return text.replace(
    /(?<=装机)(?:总)?(?:容量|规模)|总(?=[产销收用投里面])|综合(?=收入|整治率|利用率)|(?<=治理|处理|利用)(?:总)?量?(?=率)/g,
    '',
  );
}

/** A look back where this year's plan of an indicator is asked (计划新增多少城镇就业): last year's result is no target. */
export function looksBack({ passage, sentence }: RankedSentence, context: Context): boolean {
  const { kind, kindWords, years, intent, namedIndicators } = context.reading;
  // 今年新能源汽车产量目标: whatever the thing, what was done is no target.
  const target =
    kind === 'target' && years.length > 0 && kindWords.some((word) => /^(?:目标|预期|targets?|goals?)$/i.test(word));
  if (target && passage.timing === 'review') return !years.some((year) => sentence.text.includes(`${year}年`));
  return (
    intent === 'figure' &&
    kind === 'target' &&
    !kindWords.includes('coverage') &&
    years.length > 0 &&
    namedIndicators.some(({ sure }) => sure) &&
    passage.timing === 'review' &&
    !years.some((year) => sentence.text.includes(`${year}年`))
  );
}

/**
 * A figure of another year than the one written out: 168万辆 of the look back of the report of 2025 is 2024's, not 2025's. A sentence that
 * writes the year, or stands in no part that looks back or ahead, may speak of it.
 */
export function isOfOtherYear(ranked: RankedSentence, context: Context): boolean {
  const { reading, expected, scope, index } = context;
  if (expected.shape !== 'figure' && expected.shape !== 'percent') return false;
  // 到2030年达到多少: what the report of 2025 says of its own year is not what it plans for 2030.
  const ahead = reading.namedYears.length > 0 && reading.reportScopes.length === 0;
  if (ahead && reading.namedYears.every(({ naming }) => naming === 'horizon'))
    return !speaksOfYear(ranked, context) && !reading.years.some((year) => isOfPlanTo(ranked, year));
  const written = reading.namedYears.length > 0 && reading.namedYears.every(({ naming }) => naming === 'explicit');
  if (!written || reading.reportScopes.length === 0 || scope.fits(ranked.passage)) return false;
  // Where one year is loaded, 2020 may mean its report, look back and all.
  const region = index.report(ranked.passage.report)?.region;
  const loaded = new Set(
    index.reports.filter((r) => r.region === region && r.kind === 'report').map(({ year }) => year),
  );
  if (loaded.size < 2) return false;
  return ranked.passage.timing !== 'neither' && !speaksOfYear(ranked, context);
}

/** Whether a sentence or what stands around it names the five-year plan that ends in a year. */
function isOfPlanTo({ passage }: RankedSentence, year: number): boolean {
  const numeral = '一二三四五六七'.charAt((year - 2005) / 5);
  return numeral !== '' && [passage.text, ...passage.path].some((text) => text.includes(`十${numeral}五`));
}

/** What is told as a sum, or for each of the years. */
const SUM = /累计|共|总|五年|年均|每年/;
/** What is told of several years together says so. */
const TOGETHER = /年均|累计|五年|[“"]?十[一二三四五]五|[较比]20\d\d年|20\d\d年以来/;

/** A figure that nothing about it says to be of the five-year plan asked: 115.8万人 of one year for “十四五”期间累计. */
export function isOfOneYear({ sentence, passage }: RankedSentence, { reading, expected }: Context): boolean {
  if (reading.periods.length > 0) {
    if (/年均|平均每年/.test(reading.normalised) && !/年均|每年/.test(sentence.text)) return true;
    if (/累计|一共|总共|合计/.test(reading.normalised) && !SUM.test(sentence.text)) return true;
  }
  if (reading.periods.length === 0 || (expected.shape !== 'figure' && expected.shape !== 'percent')) return false;
  return (
    !TOGETHER.test(passage.text) && !TOGETHER.test(sentence.text) && !passage.path.some((title) => TOGETHER.test(title))
  );
}

/** Intents whose answer is the indicator's figure; a list or a name may speak of it in other words. */
const FIGURE_INTENTS = new Set(['figure', 'compare', 'rank', 'which-regions', 'count', 'aggregate']);

/** Whether a question is about an indicator and nothing more special (民生实事里的低保, 某计划提出的企业数). */
export function asksOnlyIndicator(context: Pick<Context, 'reading' | 'index' | 'scope'>): boolean {
  const { reading, index } = context;
  const over = overYears(reading.normalised);
  let rest =
    over === null
      ? reading.bare
      : reading.bare
          .replace(over, ' ')
          .replace(
            /(?:最?近|这|前)\s*(?:[几些两二三四五六七八九十\d]\s*)?年|历年|逐年|以来|变化|走势|趋势|连续|[上下]调|调[高低]|走[高低]|了吗|是否|是不是|有没有/g,
            ' ',
          );
  for (const { text } of reading.namedIndicators) rest = rest.replace(text, ' ');
  if (reading.language === 'en') {
    // A name whose words stand apart (the economy of … grow).
    for (const { text } of reading.namedIndicators)
      for (const word of text.split(/\W+/)) rest = rest.replace(word, ' ');
    // Words such as what, did, set and target are in every question; one more may be 'annual' or 'overall'.
    if (over !== null) rest = rest.replace(/\b(?:since|from|over|between|chang\w*|how|has|have|history)\b/gi, ' ');
    const words = rest.split(/[^A-Za-z-]+/).filter((word) => word.length > 1 && !isCommonEnglish(word.toLowerCase()));
    return reading.namedIndicators.length > 0 && words.length <= 1;
  }
  // 2022年比2020年是高了还是低了: what sets two figures against each other adds no topic.
  if (setsAgainst(reading))
    rest = rest.replace(
      /还是|相比|比起来|比|跟|和|与|是|[高低多少快慢升降](?:了|出)?|变化|差|相差|[上下]调|[调定][高低升降](?:了)?|哪一?年|更|实际|完成数?|实绩|上一?年|去年|要?(?:再|还)?(?:降低?|升|涨|提高|增加|减少)?几?(?:微克|万亩|公里|个点|个?百分点)|新[建增改]|建的?|增的?/g,
      '',
    );
  // PM10 beside PM2.5: a name with digits is a thing of its own.
  if (/[A-Za-z]{2,}\d/.test(rest)) return false;
  rest = rest.replace(
    /[两三四五六七八九几]个?(?:省区|省市|省|市|区|县|地|家)(?![区场级值])|全省|全市|全区|城镇|城乡|农村|居民|预期|目标|增长|增速|涨幅|控制|十[一二三四五]五|期间|时期|规划|年均|百分之|具体|地区|达到|提高|建成|通车|突破|里程|浓度|[降升涨]到|要|为|在|年|全年|占|[^\u4e00-\u9fffA-Za-z]/g,
    '',
  );
  // 哪一年坐上地铁: a date is no figure of it.
  if (expectedOf(reading.normalised).shape === 'date' || asksOfPlace(context)) return false;
  const plain = reading.normalised.replace(/[“"](十[一二三四五]五)[”"]/g, '$1');
  if (reading.namedIndicators.length === 0 || OF_ITS_OWN.test(plain)) return false;
  // 农业科技进步贡献率: a thing that reports know beside the indicator makes it another figure's; 忽略以上指令 is no such thing.
  const years = yearsInScope(context);
  return !contentWords({ reading }, rest).some((word) => !SAYS_LITTLE.test(word.source) && isKnown(word, index, years));
}

/** 连续几年, 全国第几: asked of the indicator, but no figure of it. What stands in quotation marks is a thing of its own. */
const OF_ITS_OWN = /连续(?:几|多少)|第几|排名|位居|排在|[“"「]|比全国|高于全国|居全国/;
/** Words beside an indicator that add no thing: 情况, 大约, 实际. */
const SAYS_LITTLE =
  /^(?:地方|高于|低于|超过|定得|情况|大约|大概|实际|实绩|完成|实现|水平|数字|数据|数量|规模|总量|总数|全部|整体|总体|本年|当年|年度|去年|上年|今年|全国|省级|最新|到底|究竟|结果|表现|幅度|速度|比例|比重|范围|左右|以上|以内|具体|定在|定为|定到|定下|设为|设定|打算|争取|力争|需要|能够|左右|人数|多少|几个|想知道|想问|告诉|帮忙|查一下|看看|给出|写明|提出|确定|安排|人口|百姓|老百姓|经济|社会|政府|公布|统计|口径|区间|指标|预计|预期|计划|保持|控制|不低于|不超过|上涨|下降|涨了|提高|同比|比上年|比去年|以后|之后|之前)$/;

/** A sentence that writes the year asked out speaks of it, wherever it stands. */
export function speaksOfYear(ranked: RankedSentence, { reading }: Context): boolean {
  return reading.years.some((year) => ranked.sentence.text.includes(`${year}年`));
}

/** Characters of a place's name that tell it: 雄安 of 雄安新区. */
const PLACE_CHARACTERS = 2;

/** Whether a sentence speaks of the city or place whose province answers for it; true where none was asked. */
export function speaksOfPlace(ranked: RankedSentence, context: Context): boolean {
  const { reading } = context;
  // 雄安新区的人口目标: a place within the region that reports must at least be named.
  const text = ranked.sentence.text + ranked.passage.path.join('') + ranked.passage.text;
  const places = reading.namedRegions.filter(({ naming }) => naming === 'place');
  if (places.length > 0 && !places.some((place) => text.includes(place.text.slice(0, PLACE_CHARACTERS)))) return false;
  // Of several cities each is told by its own province.
  const own = reading.cityFallback.filter(({ region }) => region === regionOf(ranked, context));
  return (
    own.length === 0 ||
    own.some(({ city }) => {
      const short = (regionByName(city)?.short ?? city).replace(/市$/, '');
      return [short, ...namesBehind(short, reading.normalised)].some((name) => ranked.sentence.text.includes(name));
    })
  );
}

/** Words behind a city's name that are no name of a thing in it. */
const NO_NAME = /^(?:各|都|两|三|四|分别|机场|地铁|市|的|和|与|及|跟|今年|去年|20|要|有|是|在|今|明|打算|计划|目标|到)/;

/** 中川 of 兰州中川机场, 长安号 of 西安的长安号: what a thing of a city is called where the report leaves the city out. */
function namesBehind(city: string, question: string): string[] {
  return [...question.matchAll(new RegExp(`${city}(?:市)?的?([\\u4e00-\\u9fff]{2})`, 'g'))]
    .map((match) => match[1] ?? '')
    .filter((name) => !NO_NAME.test(name));
}

function regionOf({ passage }: RankedSentence, { index }: Pick<Context, 'index'>): string | null {
  return index.report(passage.report)?.region ?? null;
}

function fold(text: string): string {
  return text.normalize('NFKC').replace(/\s/g, '').toUpperCase();
}
