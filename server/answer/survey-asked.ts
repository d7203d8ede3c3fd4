/** What a question asks to be looked for in the sentences of reports: the words of a thing and the unit of its figure. */
import { indicatorOf } from '../../ingest/indicators/catalogue.ts';
import { literal } from '../literal.ts';
import { synonymsOf } from '../question/glossary.ts';
import { withoutNotCountedNotes } from '../question/not-counted.ts';
import type { Reading } from '../question/reading.ts';
import { wordsOf } from '../retrieve/words.ts';
import type { Context } from './context.ts';
import { type ContentWord, contentWords } from './topic-words.ts';

/** What is looked for. */
export interface Survey {
  /** The words of the thing, and of each of several that will do; first the whole. */
  words: ContentWord[][];
  units: string[];
  /** 减少, 压减: only figures told as a fall answer; 新增: a stock does not. */
  falls: boolean;
  added: boolean;
  /** 总里程: what was added is not all there is. */
  whole: boolean;
  /** 县最多: what a figure must stand before. */
  counted: string | null;
  /** 占比: a growth is no share, and where a growth is asked a share is none. */
  rate: 'share' | 'growth' | null;
}

/** Words of order, amount and asking, which no clause of a report holds. */
const ASKING =
  /哪(?:[个些几里家]|几个)?|谁家?|什么|多少|第[一二三四五六七八九十](?:名|位)?|前[一二三四五六七八九十\d]+(?:名|位)?|最[高低多少大小快慢长短狠强]|排(?:名|序|第|在|一下)?|报出(?:来)?的?|公布的?|给出的?|写(?:了|出|明|到)的?|报告(?:里|中)?|各?(?:省|自治区|直辖市)(?:区市?|份|市)?|并列|分别|各自|依次|一共|总共|承诺的?|(?:超过|达到|不到|不足|突破|高于|低于|或者?|以上|以下|及)+\s*\d+(?:\.\d+)?\s*[%万亿]*[\u4e00-\u9fff]?|\d+(?:\.\d+)?\s*[%万亿]*[\u4e00-\u9fff]{0,2}?(?:或更多|以上|以下|以内|左右)|(?:超|过)[一二三四五六七八九]成|上[百千万]|全年|一年|当年/g;
/** Nouns that tell the unit of an amount, with units that answer. */
const AMOUNTS: [RegExp, string[]][] = [
  [
    /幅度|占比|比例|比重|百分之|[率度](?:最|是|为|达)|增长最|增速|涨幅|降幅|\d%|几成|[减降增涨](?:了)?(?:最|多少(?![亿万]))/,
    ['%'],
  ],
  [/人数|人次|多少(?:名|位)?人|几[位名]|多少[位名]/, ['人', '名', '位']],
  [/金额|账款|款项|资金|经费|投资额|总投资|销售额|交易额|营业收入|产值|多少(?:亿|万)?元|多少钱/, ['元']],
  [/件数|项数|奖项数?|多少[件项]|几[件项]/, ['件', '项']],
  [/列数|班数|多少[列班]|[千百]列/, ['列', '班', '趟', '次']],
  [/里程|多长|最长|公里/, ['公里', '米']],
  [/面积|万亩/, ['亩', '平方公里', '公顷', '平方米']],
  [/产能|产量|吨/, ['吨']],
  [/家数|多少家|几家/, ['家', '户', '个']],
  [/(?:个|座|所|处|条)数|数量|多少[个座所处条]/, ['个', '家', '座', '所', '处', '条', '项', '件']],
];
const FALLS = /减少|压减|压缩|下降|精简|减了|砍|降幅|退出|淘汰|化解/;
const ADDED = /新增|新建|新设|增加了?多少|当选/;

/** What a question asks to be looked for; null where it names no thing or no amount. */
export function surveyOf(context: Context): Survey | null {
  const { reading, expected } = context;
  if (reading.language !== 'zh') return null;
  const text = reading.normalised.replace(/[（(][^（）()]*[）)]/g, ' ');
  const sures = reading.namedIndicators.filter((named) => named.sure);
  // Of two indicators it is not told which one's unit is asked.
  if (new Set(sures.map(({ indicator }) => indicatorOf(indicator)?.units[0])).size > 1) return null;
  const [sure] = sures;
  // 脱贫摘帽 names persons and counties alike.
  const texts = reading.namedIndicators.map(({ text: name }) => name);
  if (!sure && new Set(texts).size < texts.length) return null;
  const others = reading.indicators.filter((id) => id !== sure?.indicator);
  if (sure && others.some((id) => indicatorOf(id)?.units[0] !== indicatorOf(sure.indicator)?.units[0])) return null;
  const own = sure && indicatorOf(sure.indicator)?.units.map((unit) => unit.replace(/（.*）$/, ''));
  const units =
    own ??
    AMOUNTS.find(([pattern]) => pattern.test(text))?.[1] ??
    thresholdUnits(reading) ??
    (expected.units.length > 0 ? expected.units : countUnits(reading));
  const words = thingWords(context);
  return words.length === 0
    ? null
    : {
        words,
        units,
        falls: FALLS.test(text),
        added: ADDED.test(text),
        whole: /总里程|总数|总量|存量|拥有量|共有/.test(text) && !ADDED.test(text),
        rate: rateOf(text),
        counted: COUNTED.exec(text)?.[1] ?? null,
      };
}

/** 谁更多: of things without a unit in the question the count of them. */
function countUnits({ comparison }: Reading): string[] {
  return comparison.ranks.some(({ text }) => /[多少]$/.test(text)) ? COUNTS : [];
}
const COUNTS = [
  '个',
  '家',
  '条',
  '项',
  '所',
  '座',
  '处',
  '件',
  '人',
  '名',
  '列',
  '台',
  '辆',
  '户',
  '张',
  '种',
  '架',
  '艘',
  '批',
];

/** 摘帽的县最多, 退出的村数: a place that is counted. */
const COUNTED = /([县村镇乡])(?:数量?)?(?:最|超过|达到|不少于)/;

function rateOf(text: string): Survey['rate'] {
  // 压减的比例 is how much something fell.
  if (FALLS.test(text)) return null;
  if (/占比|比重|比例|占[^，。？]{1,12}的/.test(text)) return 'share';
  return /增长(?!点)|增速|涨幅|增幅/.test(text) ? 'growth' : null;
}

function thresholdUnits({ comparison }: Reading): string[] | null {
  const unit = comparison.thresholds.find((one) => one.unit !== '')?.unit;
  return unit === undefined ? null : [unit.replace(/^[万亿]+(?=.)/, '')];
}

/** What sets one figure against another and is no word of the thing: 跟2019年比是加码还是放缓, 各减了多少, 有多长. */
const COMPARING =
  /(?:跟|和|与|同|较)?\s*(?:去年|上年)?\s*(?:相)?比(?![例重率赛])(?:起来|较)?是?|加码|放缓|还是|(?:各自?|分别|都)?[减增降升涨压砍少多高低快慢](?:得|掉)?了?(?=多少|几|\s|，|$)|[多][长大高快远]|到\s|[两三四五六]家/g;
const AMOUNT_NOUNS =
  /(?:任务量|人数|人次|金额|幅度|件数|项数|个数|家数|列数|班数|数量|比例|占比|里程|总额|总量|产能|奖项数)/g;

/** The words of the thing: of the first sentence that asks, without what leads to it (治理文山会海，会议减少幅度). */
function thingWords(context: Context): ContentWord[][] {
  const { normalised } = context.reading;
  const open = withoutNotCountedNotes(normalised)
    .replace(/[（(][^（）()]*[）)]/g, ' ')
    .replace(/(?:19|20)\d\d\s*年(?:底|末|初)?/g, ' ');
  const [first = ''] = open.split(/[。？?；;]/).filter((one) => one.trim() !== '');
  const clauses = first
    .split(/[，,：:]/)
    .map((clause) => clause.replace(COMPARING, ' ').replace(ASKING, ' ').replace(AMOUNT_NOUNS, ' '));
  const found = clauses.map((clause) => wordsOfThing(clause, context)).filter((words) => words.length > 0);
  if (found.length === 0) return [];
  // What leads to a question is told where the question itself has a thing; else it is the thing.
  const rest = found.slice(1);
  const led = rest.flat().some(({ source }) => !DONE.test(source)) && /哪|谁|最|几个|多少/.test(lastAsking(first));
  const main = led ? rest : found;
  const whole = main.flat();
  const parts = clauses
    .flatMap((clause) => clause.split(/[、或]|或者|以及/))
    .map((part) => wordsOfThing(part, context))
    .filter((words) => words.length >= 2 && words.length < whole.length);
  return [whole, ...parts];
}

/** The clause of a sentence that asks. */
function lastAsking(sentence: string): string {
  return sentence.split(/[，,：:]/).find((clause, at) => at > 0 && /哪|谁|最|几个|多少/.test(clause)) ?? '';
}

/** The words of a text; a single character before a word (茶 of 茶产业) goes with it. */
function wholeWords(text: string): string[] {
  const words: string[] = [];
  let lead = '';
  for (const word of wordsOf(text)) {
    if (THING_OF_ONE.test(word)) {
      lead = word;
      continue;
    }
    words.push(/^[\u4e00-\u9fff]{2}/.test(word) ? lead + word : word);
    lead = '';
  }
  return words;
}
const THING_OF_ONE = /^[茶酒药稻果菜鱼虾羊牛猪鸡蜂竹林花糖棉煤油气电盐铁钢铝铜金银锂硅镍氢核车船港桥布丝瓷陶玉参菌]$/;

function wordsOfThing(text: string, context: Context): ContentWord[] {
  const { reading } = context;
  // 西安的长安号、重庆和合肥: what only one of the places has is no word of the thing.
  const own = reading.cityFallback.map(({ city }) => city.replace(/市$/, '')).join('|');
  const common =
    own === '' ? text : text.replace(new RegExp(`(?:${own})市?的?[\\u4e00-\\u9fff]{2,3}(?=[、，和与及跟])`, 'g'), ' ');
  const characters = [...reading.namedRegions].reduce((rest, { text: name }) => rest.replaceAll(name, ' '), common);
  // “三公”经费: what is quoted is a word as it is.
  const quoted = [...characters.matchAll(/[“"「]([\u4e00-\u9fffA-Za-z0-9]{2,8})[”"」]/g)].map((one) => one[1] ?? '');
  const asWords = quoted.map((source): ContentWord => ({ source, words: [source, ...synonymsOf(source)] }));
  const open = quoted.reduce((rest, one) => rest.replace(one, ' '), characters);
  const found = asWords.concat(
    wholeWords(open).flatMap((source): ContentWord[] => {
      if (PLAIN.test(source) || !/^[\u4e00-\u9fffA-Za-z0-9.+]{2,}$/.test(source)) return [];
      const [known] = contentWords(context, source);
      // 茶产业 is one word here, though 茶 alone is too short to be looked for.
      if (known === undefined) return [];
      const words = known.source === source ? known.words : [source];
      return [{ source, words: [...new Set([...words, ...synonymsOf(source)])] }];
    }),
  );
  // 中欧、欧亚方向: either will do.
  return found.flatMap((word, at) => {
    const next = found[at + 1];
    const before = found[at - 1];
    const joined = (a?: ContentWord, b?: ContentWord): boolean =>
      a !== undefined &&
      b !== undefined &&
      new RegExp(`${literal(a.source)}(?:、|或|或者|和|及)${literal(b.source)}`).test(characters);
    if (joined(before, word)) return [];
    return [next && joined(word, next) ? { ...word, words: [...word.words, ...next.words] } : word];
  });
}
/** What is done with a thing, which is none by itself: 退役军人服务站，哪个省建成的最多. */
const DONE =
  /^(?:建成|新建|建设|引进|开通|开工|查处|安置|改造|培训|培育|投入|安排|发放|办理|办结|完成|实施|获得|认定|入选|通过|设立|建立)$/;
const PLAIN =
  /^(?:各.|数.{1,3}|以上|以下|规模|对比|比较|比一比|情况|减少|压减|压缩|下降|增加|增长|新增|提高|超过|达到|实现|完成|数最多|最多|方向|省区市|省份|写出|地方|或者|除了|还有|哪里|退出|淘汰|清理|开行|年底|年末|全国|排名|名次|情况|数字|具体|已经|而且|每天|每日|日均|平均|GDP|生产总值|地区生产总值|比重)$/;
