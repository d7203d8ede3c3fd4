/** Organisations and places that a question names: what is told of another one, or of the whole region, is no answer. */
import { regionByName } from '../../ingest/regions.ts';
import type { RankedSentence } from '../retrieve/rank-sentences.ts';
import { wordsOf } from '../retrieve/words.ts';
import type { Context } from './context.ts';
import { isKnown, yearsInScope } from './topic-words.ts';

/** A name with what kind of organisation has it: 大疆公司, 中南大学. */
const ORGANISATION =
  /(?:^|[^\u4e00-\u9fffA-Za-z]|[年省市区的在是和与])([\u4e00-\u9fffA-Za-z]{2,8}?)(?:公司|集团|大学|学院|医院|银行|股份)/g;

/** Whether the question names an organisation that no report knows and so the sentence does not: what another one earns or employs is no answer. */
export function lacksOrganisation({ sentence }: RankedSentence, context: Context): boolean {
  const { reading, index } = context;
  return [...reading.bare.matchAll(ORGANISATION)].some(([, name = '']) => {
    // 哪家医院 names none.
    if (sentence.text.includes(name) || /[哪几某谁]|什么|多少/.test(name)) return false;
    // A single character (要, 市) is no token of its own, so that no report seems to have it.
    const words = wordsOf(name).filter((word) => word.length > 1);
    return (
      words.length > 0 && words.every((word) => !isKnown({ source: word, words: [word] }, index, yearsInScope(context)))
    );
  });
}

/** A place with a name of its own whose visitors, passengers or students are asked for: 莫高窟, 迪士尼乐园, 长沙机场. */
const NAMED_PLACE = /([\u4e00-\u9fff]{2,4}?)(?:乐园|石窟|窟|机场|景区|古城|博物院|博物馆|大学|港区|口岸)/g;
/** Characters right before the kind that tell the name: 莫高 of 敦煌莫高窟. */
const PLACE_NAME = 2;
/** What stands before such a word without naming one. */
const NO_NAME =
  /本地|当地|省内|境内|全[省市区]|国内|国际|新[建增]|[改扩]建|各|所有|重点|普通|民办|公办|高等|职业|国家|[省市县]级|[几多哪某]|什么|[这那]|通用|民用|支线|枢纽|考上|上了|大型|主要|红色|旅游|对外|开放|边境|陆路|航空/;
/** A name that fewer passages have is the place's own, not a word for many. */
const OWN_NAME = 12;

/** The places with names of their own in a question, by the characters that tell them. */
function placesNamed({ reading }: Pick<Context, 'reading'>): string[] {
  return [...reading.normalised.matchAll(NAMED_PLACE)].flatMap(([, name = '']) => {
    const own = name.slice(-PLACE_NAME);
    const isRegion = reading.searchRegions.some((region) => region.startsWith(own));
    return NO_NAME.test(name) || /[的和与在各及年个座所]/.test(own) || isRegion ? [] : [own];
  });
}

/** Whether a place of its own is asked about, so that an indicator's figure is not its own: 合肥大学接待游客. */
export function asksOfPlace(context: Pick<Context, 'reading'>): boolean {
  return placesNamed(context).length > 0;
}

/** Whether a figure of one named place is asked and nothing around the sentence speaks of it: a province's visitors are not 莫高窟's. */
export function lacksPlace({ sentence, passage }: RankedSentence, context: Context): boolean {
  const { expected, index } = context;
  if (expected.shape !== 'figure' && expected.shape !== 'percent') return false;
  const text = sentence.text + passage.path.join('') + passage.text;
  return placesNamed(context).some(
    (own) =>
      !text.includes(own) &&
      (regionByName(own) !== undefined || index.scan('passage', own, {}, OWN_NAME).length < OWN_NAME),
  );
}

/** PM10, C919, 6G: a name of letters and figures. */
const CODE = /(?<![A-Za-z\d])(?:[A-Za-z]{1,6}-?\d{1,4}(?:\.\d+)?|\d[GD])(?![A-Za-z\d])/g;

/** Whether the question has a name of letters and figures that the sentence has not: PM10 is not told by PM2.5. */
export function lacksCode({ sentence, passage }: RankedSentence, { reading }: Context): boolean {
  const text = (sentence.text + passage.path.join('')).toUpperCase();
  return [...reading.normalised.matchAll(CODE)].some(([code]) => !text.includes(code.toUpperCase()));
}
