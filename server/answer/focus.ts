/** The thing whose amount a question asks (旅游收入, 牛奶总产量), and whether a sentence tells that very amount. */
import type { RankedSentence } from '../retrieve/rank-sentences.ts';
import type { Context } from './context.ts';
import { standsByFigure, tellsAmount } from './figure-clause.ts';
import { type ContentWord, contentWords, isKnown, yearsInScope } from './topic-words.ts';

/** Of what stands right before 多少, the share of character pairs that the sentence must hold. */
const FOCUS_NEEDED = 0.5;

/** The noun that a figure is asked of: 净利润是多少, 总投资多少亿元, 离岛免税品销售额达到多少. */
const FOCUS =
  /([\u4e00-\u9fff]{2,12}?)(?:的)?(?:预期|年度|全年)?(?:目标|指标|任务)?(?:总共|一共|大约|大概|分别|各|占比)?(?:要|会|将|打算|计划|预计|力争|拟|争取)?(?:涨|降|增长|下降|降低|减少|提高|增加|上调|下调|控制在|定在)?(?:是|为|有|到|达到了?|达|约)?(?:了)?(?:多少|几(?=[个万亿元人家]))/;
/** Nouns of amount that reports must write to state it; verbs before 多少 say little of the words that a report uses. */
const AMOUNT_NOUN =
  /(?:净利润|利润|票价|单价|电价|气价|房价|油价|费用|销售额|总额|总量|人口|投资|投资额|造价|收入|产量|产值|增加值|营业额|票房|价格|工资|面积|里程|浓度|人次|[率量额])$/;

/** Whether the sentence holds the noun of amount that the question names; true where it names none. */
export function holdsFocus(ranked: RankedSentence, context: Context): boolean {
  const { sentence, passage } = ranked;
  const { reading } = context;
  const focus = FOCUS.exec(reading.normalised)?.[1];
  const noun = focus && AMOUNT_NOUN.exec(focus)?.[0];
  if (!focus || !noun) return true;
  // 全面建成7.87万公里硬化路: the unit tells that it is a length.
  const isTold = UNITS_TELL.some(([name, unit]) => focus.endsWith(name) && unit.test(sentence.text));
  if (isTold && !sentence.text.includes(noun)) return holdsWords(focus, noun, ranked, context);
  // 旅游收入, 旅游综合收入: 总 is no part of the thing.
  const thing = focus.replace(/总(?=(?:收入|产量|产值|投资|人口|面积|里程|费用)$)/, '');
  const tail = thing.slice(-Math.max(noun.length + 2, 4));
  const pairs = [...tail].slice(1).map((c, i) => tail.charAt(i) + c);
  const text = sentence.text + passage.path.join('');
  const held = pairs.filter((pair) => text.includes(pair)).length;
  // Of a noun of one character (申请专利的量) what it is the amount of tells enough.
  if (noun.length > 1 && held < pairs.length * FOCUS_NEEDED) return false;
  if (!tellsAmount(sentence.text, noun)) return false;
  return holdsWords(thing, noun, ranked, context);
}

/** Nouns of amount that a unit tells as well. */
const UNITS_TELL: [string, RegExp][] = [
  ['里程', /公里/],
  ['面积', /亩|公顷|平方/],
];

/** 粮食产量1231万吨，苹果改造面积83万亩: whether the clause with a figure in the unit asked is the thing's own. */
function tellsOfThing(thing: ContentWord, text: string, headings: string, { expected }: Context): boolean {
  const names = (part: string): boolean => thing.words.some((word) => part.includes(word));
  if (expected.units.length === 0 || names(headings) || !names(text)) return true;
  return standsByFigure(text, names, expected);
}

/** Whether a sentence holds what a thing is the amount of, in all its words that any report has. */
function holdsWords(thing: string, noun: string, { sentence, passage }: RankedSentence, context: Context): boolean {
  const { reading, index } = context;
  const text = sentence.text + passage.path.join('');
  // 牛奶总产量: what it is the amount of, where any report has the word.
  // 冰雪旅游收入 is not 旅游收入: what narrows it counts as well.
  const plain = reading.namedRegions.reduce((rest, { text: place }) => rest.replace(place, ''), thing);
  if (text.includes(plain.replace(/^[^的]*的|^(?:省|市)/, ''))) return true;
  const words = contentWords({ reading }, plain.slice(0, -noun.length).replace(/总$/, ''));
  const narrowed = words.every(
    (word) => word.words.some((one) => text.includes(one)) || !isKnown(word, index, yearsInScope(context)),
  );
  const last = words[words.length - 1];
  return narrowed && (last === undefined || tellsOfThing(last, sentence.text, passage.path.join(''), context));
}
