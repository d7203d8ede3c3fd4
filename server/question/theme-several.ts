/** Several things that one question over the reports names: a list with its count, things joined, a thing that must not be there. */
import { regionByName } from '../../ingest/regions.ts';
import { SAYS, things } from './theme-things.ts';

const NUMERALS: Record<string, number> = { 两: 2, 二: 2, 三: 3, 四: 4, 五: 5, 六: 6 };
/** 这三个国家公园: how many things stand before it, and what kind they are. */
const COUNT =
  /这?([两二三四五六])(?:个|座|条|项|家|种|大|处|类|支|样|件)([\u4e00-\u9fff]{0,8}?)(?=[，。？：:（(]|都|均|全|分别|各|被|在|是|有|哪|写|$)/g;
/** Characters of the whole list that stands before its count, and of one thing of it. */
const LIST = 60;
const PIECE = 10;
/** Kinds that make one name with what stands before them; 大运会、亚运会这三项赛事 are called without. */
const NAMING_KIND =
  /(?:公园|试验区|示范区|合作区|新区|片区|经济区|经济圈|都市圈|城市群|经济带|走廊|机场|大桥|高铁|铁路|高速|流域|实验室|大学|论坛|博览会|博物馆|疫情)$/;
/** 安徽、江苏两个省: regions, not things. */
const REGIONS_COUNTED = /^(?:省|市|地区|地方|城市|直辖市|自治区|区)/;

/** The names in a counted list (东北虎豹、三江源、祁连山这三个国家公园) as they stand in the text, with the kind that they share put behind each; null where there is none. */
export function countedList(text: string): { pieces: string[]; names: string[] } | null {
  for (const match of text.matchAll(COUNT)) {
    const [, numeral = '', kind = ''] = match;
    const pieces = piecesBefore(text.slice(Math.max(0, match.index - LIST), match.index));
    if (pieces.length !== NUMERALS[numeral] || REGIONS_COUNTED.test(kind)) continue;
    if (!NAMING_KIND.test(kind)) return { pieces, names: pieces };
    return { pieces, names: pieces.map((one) => (one.endsWith(kind) ? one : one + kind)) };
  }
  return null;
}

/** The things of the list that a text ends in, cut where one is no name any more. A pattern of names that may hold 和 takes for ever. */
function piecesBefore(text: string): string[] {
  const run = /[\u4e00-\u9fffA-Za-z0-9+·、]*$/.exec(text)?.[0] ?? '';
  const pieces: string[] = [];
  for (const piece of run.split(/[、和与及跟]/).reverse()) {
    if (piece.length < 2) break;
    pieces.unshift(piece.slice(-PIECE));
    if (piece.length > PIECE) break;
  }
  if (pieces.length < 2) return [];
  return pieces
    .map((one) => one.replace(/^(?:把|将|对|关于|对于|提到|写到|涉及|20\d\d年?)+/, '').trim())
    .filter((one) => one.length >= 2);
}

const NOT = '(?:没有?|未|不曾|从未|却不|只字未|只字不)(?:再|有|曾)?';
const SAY = `(?:${SAYS}|提|写|讲|说)(?:到|及|过|了|出|进)*`;
const BOTH = new RegExp(
  `既(?:${SAY}|有|要)?([^，。？]{2,14}?)[，,]?又(?:${SAY}|有|要)?([^，。？的]{2,14})(?=的|，|。|？|\\?|$)`,
);
/** 提到了氢能、又提到了储能的. */
const AND_ALSO = new RegExp(
  `${SAY}([^，。？、]{2,14}?)[，,、](?:又|也|还|并且?|同时)(?:${SAY})([^，。？的]{2,14})(?=的|，|。|？|\\?|$)`,
);
/** 既没提“一带一路”，也没提自贸区. */
const NEITHER = new RegExp(
  `(?:既|又)?${NOT}${SAY}([^，。？]{2,16}?)[，,、]?(?:也|又|还)${NOT}${SAY}([^，。？；的]{2,16})(?=的|，|。|？|\\?|$)`,
);
const TOGETHER = new RegExp(`同时(?:${SAY}|有|把|将)([^，。？的]{4,30}?)(?:写进|写入|[这的，。？?]|$)`);
/** What joins two things; 普及, 参与 and 和平 join none. A thing holds no such word, or a pattern of things would take for ever. */
const AND = '(?:、|和(?![平谐田])|(?<![参给授赠])与|(?<![普涉以顾波触])及|跟(?!踪))';
const JOINED = `(?:(?!${AND})[^，。？；：]){2,14}`;
const ALL_OF = new RegExp(
  `(?:把|将|对)?(${JOINED}(?:${AND}${JOINED})+?)(?:这?[两二三四五六](?:个|者|项|样|件事|种)[\\u4e00-\\u9fff]{0,8}?)?(?:同时|[都均全]|都有|一并)(?:被)?(?:${SAYS}|写|提)(?!算)`,
);
/** 通用机场和低空旅游，哪些省份都写到了. */
const TWO_BEFORE = new RegExp(
  `^([^，。？；：、和与]{2,14})[和与]([^，。？；：、和与]{2,14})[，,](?:哪|有哪)[^，。？]{0,8}都(?:${SAYS}|写|提)`,
);
const ONLY_SOME = new RegExp(
  `只(?:有)?${SAY}([^，。？；没未]{2,24}?)[，、,]?(?:而|但|却|并)?${NOT}${SAY}([^，。？；的]{2,16})(?=的|，|。|？|\\?|$)`,
);
const BUT_NOT = new RegExp(
  `(?:[，,、。？?；;]|但是?|而|却|又)+(?:是)?${NOT}${SAY}([^，。？；的]{2,16})(?=的|，|。|？|\\?|$)`,
);

const AMONG_NOT = new RegExp(
  `(?:省份?|省区市?|省市|地区|报告)(?:里|中|当中)?[，,](?:报告(?:里|中)?)?(?:哪|谁|有几)[^，。？“”]{0,6}${NOT}${SAY}([^，。？；的]{2,16})(?=的|，|。|？|\\?|$)`,
);

/** ，哪个省没提？ at the end of a question that asks who does: those that do not are to be told too. */
const WHO_NOT = new RegExp(
  `[，。？；、,?]\\s*(?:哪|谁)[^，。？]{0,6}${NOT}(?:${SAYS}|提|写|说|讲)(?:到|过|及|了)*(?:呢)?(?=[，。？?]|$)`,
);

/** What a question says of several things together. */
export interface Several {
  /** Things that a report must all speak of; empty where any of them will do. */
  all: string[];
  /** Things asked beside `all` as a second group: those it speaks of, and those it does not. */
  some: { held: string[]; lacking: string[] } | null;
  /** Things that a report that counts does not speak of. */
  lacking: string[];
  /** Things of which a report that counts speaks of none. */
  neither: string[];
  /** 谁没说: those that do not speak of it are asked for beside those that do. */
  silent: boolean;
  /** The question without what tells of the things that are lacking. */
  rest: string;
}

/** 既提到…又提到…, 把…都写进, 提到…但没提…; `text` is the question without its brackets. */
export function severalOf(asked: string): Several {
  // The year may stand anywhere and is read elsewhere.
  const question = asked.replace(/20\d\d\s*年(?:的(?=报告|哪|各))?/g, '');
  const rest = question.replace(WHO_NOT, ' ');
  // “十四五”规划，哪些省没有提到: where nobody is asked for who does, those that do not are all that is asked.
  const silent = rest !== question && /哪|谁|几[个份]/.test(rest);
  const text = silent ? rest : question;
  const neither = NEITHER.exec(text);
  if (neither) {
    const names = [...quotedOr(neither[1] ?? ''), ...quotedOr(neither[2] ?? '')];
    return { all: [], some: null, lacking: [], neither: names, silent: false, rest: text };
  }
  const some = ONLY_SOME.exec(text);
  const withoutSome = some ? text.replace(some[0], ' ') : text;
  const list = countedList(withoutSome);
  const all = allOf(withoutSome, list);
  const named = (phrase = ''): string[] =>
    things(phrase).map((one) => list?.names.find((name) => name.startsWith(one)) ?? one);
  if (some) {
    const group = { held: named(some[1]), lacking: named(some[2]) };
    if (all.length > 0) return { all, some: group, lacking: [], neither: [], silent, rest: withoutSome };
    return {
      all: group.held.length > 1 ? group.held : [],
      some: null,
      lacking: group.lacking,
      neither: [],
      silent,
      rest: text.replace(some[0], `提到${some[1]}`),
    };
  }
  // 说到“放管服”的省份里，哪些没说“证照分离”.
  const among = AMONG_NOT.exec(text);
  if (among)
    return {
      all,
      some: null,
      lacking: quotedOr(among[1] ?? ''),
      neither: [],
      silent,
      rest: text.replace(among[0], among[0].slice(0, 1)),
    };
  const not = BUT_NOT.exec(text);
  const before = not ? text.slice(0, not.index) : '';
  // 有没有提到 asks; and only beside a thing that is there is one that is lacking told.
  if (not && !/有没有?$/.test(before) && new RegExp(`(?<!${NOT})(?:${SAYS}|写|提出)`).test(before)) {
    const lacking = quotedOr(not[1] ?? '');
    const rest = text.replace(not[0], ' ');
    // 写到…的有哪些，没写…的又有哪几个: the second is asked beside the first.
    const after = text.slice(not.index + not[0].length);
    if (/哪|谁|几[个份]/.test(before) && /^的?(?:又|还|则)?(?:有|是)(?:哪|谁|几)/.test(after))
      return { all, some: { held: [], lacking }, lacking: [], neither: [], silent, rest };
    return { all, some: null, lacking, neither: [], silent, rest };
  }
  return { all, some: null, lacking: [], neither: [], silent, rest: text };
}

function quotedOr(phrase: string): string[] {
  const quoted = [...phrase.matchAll(/[“"「]([^”"」]{2,20})[”"」]/g)].map((m) => m[1] ?? '');
  return quoted.length > 0 ? quoted : things(phrase);
}

function allOf(text: string, list: ReturnType<typeof countedList>): string[] {
  const both = BOTH.exec(text) ?? AND_ALSO.exec(text);
  if (both) return distinct([...things(both[1] ?? ''), ...things(both[2] ?? '')]);
  const quoted = [...text.matchAll(/[“"「]([^”"」]{2,20})[”"」]/g)].map((m) => m[1] ?? '');
  // 长城、大运河这两个国家文化公园，哪些省都写到了.
  if (list && new RegExp(`(?:[都均]|同时)(?:有)?(?:${SAYS}|写)(?!算)`).test(text) && !/分别|各自|各有/.test(text))
    return list.names;
  const two = TWO_BEFORE.exec(text);
  if (two) return distinct(things(`${two[1]}和${two[2]}`));
  const joint = ALL_OF.exec(text) ?? TOGETHER.exec(text);
  if (!joint || /都算|也算|哪些[^，。？]{0,8}都/.test(joint[0])) return [];
  if (quoted.length >= 2) return distinct(quoted.filter((one) => joint[0].includes(one)));
  if (list?.pieces.every((piece) => joint[0].includes(piece))) return list.names;
  return distinct(things(joint[1] ?? ''));
}

/** One thing alone is no group. */
function distinct(found: string[]): string[] {
  const names = [...new Set(found)].filter((one) => !/哪|什么|谁|省|报告/.test(one) && regionByName(one) === undefined);
  return names.length >= 2 ? names : [];
}

/** What is done to get a thing that a place does not have yet, in the words of reports and questions. */
const APPLYING = ['申报', '申创', '申建', '申请', '筹建', '报批', '申办'];
const ACQUIRING = [...APPLYING, '争取', '创建', '设立', '筹备', '争办'];
const VERBS = ACQUIRING.join('|');
const WANTED = new RegExp(`(?:(?:${VERBS})(?:设立|建设|举办)?(?:[、，或和及]|或者|以及)?)+([^，。？；（(的]{0,14})`);
const NOT_YET =
  /(?:还没有?|尚未|至今没有?|仍没有?|没有)(?:拿到|获批|设立|建立?|拥有|获得|得到|批下)?(?:了)?([^，。？；、的]{2,10}?)(?:牌子|资格|名额)?(?=[、，的。？]|$)/;

/** 打算申报（创建、争取设立）自贸试验区: what is to be got, and words of getting it of which one must stand beside it; null where none is. */
export function wantedOf(text: string): { thing: string; actions: string[] } | null {
  if (!APPLYING.some((verb) => text.includes(verb))) return null;
  const plain = text.replace(/[（(][^（）()]*[）)]/g, '');
  if (/[“"「]/.test(plain)) return null;
  const match = WANTED.exec(plain);
  if (!match) return null;
  const [own] = things(match[1] ?? '');
  const [lacked] = things(NOT_YET.exec(plain)?.[1] ?? '');
  const thing = own && !/^(?:省|地区|报告)/.test(own) ? own : lacked;
  return thing ? { thing, actions: ACQUIRING } : null;
}
