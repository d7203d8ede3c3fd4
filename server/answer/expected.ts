/**
 * What shape of thing a question asks for: a figure with a unit, a date, a name. A sentence that lacks that shape cannot
 * answer, however near its words are; this is what tells "not stated" from "stated".
 */

export type Shape = 'figure' | 'percent' | 'date' | 'name' | 'any';

export interface Expected {
  shape: Shape;
  /** Unit words that would answer (`亿元` is answered by 万亿元 too); empty if any unit will do. */
  units: string[];
}

/** Units that stand for each other: a question with one is answered by a figure in any of its family. */
const FAMILIES: string[][] = [
  ['元', '万元', '亿元', '万亿元', '亿', '万亿', '美元', '亿美元', '万美元', '块', '块钱', '钱', '人民币'],
  ['人', '万人', '万', '名', '人次', '万人次', '亿人次', '位', '口人', '户', '万户'],
  ['公里', '千米', '万公里', '里', '米'],
  ['亩', '万亩', '公顷', '万公顷', '平方公里', '平方米', '万平方米'],
  ['吨', '万吨', '亿吨', '斤', '亿斤', '公斤'],
  ['千瓦', '万千瓦', '千瓦时', '亿千瓦时', '亿度', '度'],
  ['%', '百分点', '个百分点', '成', '倍'],
  ['头', '万头', '只', '万只', '羽'],
  ['标箱', '万标箱', 'TEU', '万TEU'],
  ['辆', '万辆', '台', '万台', '部', '万部', '架'],
  [
    '个',
    '家',
    '座',
    '处',
    '所',
    '项',
    '件',
    '条',
    '宗',
    '套',
    '万套',
    '张',
    '万张',
    '例',
    '场',
    '种',
    '间',
    '期',
    '批',
    '站',
    '个站',
    '村',
    '县',
    '万个',
    '列',
    '艘',
    '枚',
    '颗',
    '班',
  ],
  ['天', '日', '个工作日', '小时', '个小时', '分钟', '年', '个月', '月', '岁', '周岁'],
  ['微克', '微克/立方米', '毫克'],
  ['立方米', '亿立方米', '万立方米', '方'],
];

const FIGURE = '(?:\\d[\\d,，]*(?:\\.\\d+)?|[一二两三四五六七八九十百千万亿]+|几十|数[百千万])';

/**
 * Reads the shape off the question's own words. `question` is the normalised (simplified, half-width) question;
 * Chinese or English.
 */
export function expectedOf(asked: string): Expected {
  // ocean economy (gross marine product) figure
  const question = asked.replace(/ \([^()]*\)/g, '');
  // How many medals, and what share of the total: two figures of different units.
  if ([...question.matchAll(/\bhow (?:many|much)\b|\bwhat (?:share|percentage|proportion)\b/gi)].length > 1)
    return { shape: 'figure', units: [] };
  const zh =
    /(?:百分之(?:几|多少)|几成|多少个?百分点|增[长速幅](?:了|目标)?(?:是|为|要)?(?:多少|几)|多大比例|(?:比例|比重|占比|覆盖率|率)[^，。？]{0,12}多少)/.exec(
      question,
    );
  if (zh) return { shape: 'percent', units: ['%', '百分点', '成', '倍'] };
  const unit =
    /(?<![哪这近前])(?:多少|几)(万亿元|万?标箱|亿元|万元|亿美元|美元|元|块钱|钱|块|万人次|人次|万人|人|名|公里|千米|万亩|亩|亿斤|万吨|吨|斤|亿千瓦时|千瓦|微克|立方米|平方米|平方公里|万户|户|万套|套|张|个百分点|个?半?小时|个工作日|个月|个|家|座|处|所|项|件|条|头|辆|台|部|天|小时|分钟|个月|岁|年|列|颗|届|位|艘|种(?![地田粮植树养])|例|场|枚)/.exec(
      question,
    );
  if (
    unit?.[1] === '年' ||
    /哪一?年|什么时候|何时|几月|几号(?!线|楼|门|院|井|机|高炉|泊位|仓)|哪天|\bwhen\b|what year|which year/i.test(
      question,
    )
  ) {
    return {
      shape: 'date',
      units: /几月|几号(?!线|楼|门|院|井|机|高炉|泊位|仓)|哪天|哪一天|哪日|具体日期|what (?:day|date)|which day/i.test(
        question,
      )
        ? ['日']
        : [],
    };
  }
  if (unit?.[1]) return { shape: 'figure', units: family(unit[1]) };
  // 多少学生, 多少钱: the noun itself tells the unit.
  const counted = COUNTED_NOUNS.find(([pattern]) => pattern.test(question));
  if (counted) return { shape: 'figure', units: family(counted[1]) };
  // 高考报名人数: how many persons, without 多少.
  if (/(?:人数|人次)(?:是|有|为|达)?(?:多少)?[？?。]?$/.test(question)) return { shape: 'figure', units: family('人') };
  const english = ENGLISH_UNITS.find(([pattern]) => pattern.test(question));
  if (
    english &&
    /how (?:many|much|long|far|large|big)|what (?:length|area|amount|number)|by how|\bin (?:kilomet(?:re|er)s|km|ton(?:ne)?s|hectares|yuan|mu)\b/i.test(
      question,
    )
  )
    return { shape: 'figure', units: family(english[1]) };
  if (
    /what (?:share|percentage|proportion|rate)|what percent|\bwhat(?:['’]s)? [^?,]{0,50}(?<!interest )\brate\b/i.test(
      question,
    )
  )
    return { shape: 'percent', units: ['%', '百分点', '成', '倍'] };
  if (PAID.test(question)) return { shape: 'figure', units: family('元') };
  if (
    /多少|(?<!哪)几[个家座项条]|多大(?!范围|的?面上)|多高|多长|多远|多久|how (?:many|much|long|far|large|high|big|wide|deep|fast|old|heavy)|by how much/i.test(
      question,
    ) ||
    AMOUNT_ENGLISH.test(question)
  ) {
    return { shape: 'figure', units: [] };
  }
  // 今年新能源汽车产量目标？: an amount is asked without 多少.
  if (
    /(?:产量|产值|增加值|增速|增幅|里程|面积|浓度|占比|比重|数量|总量|总额|金额|销售额|销量|成交量|吞吐量|次数)的?(?:目标)?[？?。]?$/.test(
      question,
    )
  )
    return { shape: 'figure', units: [] };
  if (/谁|哪位|哪家|哪个|叫什么|什么名|\bwho\b|\bwhich\b|name of/i.test(question)) return { shape: 'name', units: [] };
  return { shape: 'any', units: [] };
}

/** What did it spend on, what tuition do schools charge, what is the ticket price: an amount of money. */
const PAID =
  /\bwhat (?:did|does|do|will|would|has|have) [^?]{2,40}\b(?:spend|spent|pay|paid|earn|earned|cost)\b|\bwhat(?: (?:is|was|were|are|will be))? (?:the |its |their |monthly |annual |average |[\w-]+['’]s )*(?:[\w-]+ ){0,4}?(?:tuition|salar(?:y|ies)|wages?|rent|fares?|(?<!consumer )prices?|fees?|cash reward|budget)\b/i;
/** What capacity, what population: a figure of a thing that is no sum of money. */
const AMOUNT_ENGLISH =
  /\b(?:to )?what(?: (?:is|was|were|are|will be|did|does|do))? (?:the |its |their |a |new |total |average |maximum |minimum |annual |monthly |[\w-]+['’]s )*(?:[\w-]+ ){0,3}?(?:amount|figure|volume|value|length|speed|population|capacity|throughput|turnover|output|income|revenue|earnings|profits?|allowance|subsidy|ceiling|magnitudes?|number|area|size|height|interest rate|concentration|growth|increase|target|goal)\b(?! (?:statement|target area|of (?:law|work|focus)))/i;

/** Nouns right behind 多少 with the unit that counts them. */
const COUNTED_NOUNS: [RegExp, string][] = [
  [
    /多少(?:名|位)?(?:学生|教师|老师|老人|老年人|职工|儿童|农民|村民|居民|群众|旅客|游客|劳动力|人才|大学生|毕业生|观众|球迷|乘客|用户|网友|读者|选手|[\u4e00-\u9fff]{0,4}人口|残疾人|工人|志愿者|专家|医生|护士|孩子|娃)/,
    '人',
  ],
  [/多少(?:钱|资金|投资|补贴|补助|经费|贷款|债券)|(?:票价|门票|价格|工资|年薪)(?:是|为|要)?多少/, '元'],
  [/打几折/, '折'],
];

/** Units of English questions with the Chinese one that answers. */
const ENGLISH_UNITS: [RegExp, string][] = [
  [/kilomet(?:re|er)s?|\bkm\b/i, '公里'],
  [/\byuan\b|\brmb\b/i, '元'],
  [/\bhow many (?:[\w-]+ ){0,3}?(?:people|persons?|jobs|workers|residents|students)\b(?!['’-])/i, '人'],
  // Household toilets are no households.
  [/\bhow many (?:[\w-]+ ){0,3}?households\b/i, '户'],
  // How much an amount of money grew is told in percent.
  [
    /^(?!.*\b(?:gr[eo]w\w*|increase\w*|r[io]se|f[ae]ll\w*|declin\w*|drop\w*|percent\w*|rate)\b).*\bhow much\b[^?]*\b(?:duty-free sales|funding|funds|money|invest(?:ed|ment)?|spen[dt]|revenue|turnover|loans?|budget|subsid\w+)\b/i,
    '元',
  ],
  [/\bton(?:ne)?s\b/i, '吨'],
  [/\bmu\b|hectares?/i, '亩'],
];

/** What stands for every count: reports write 300个 for lifts, which people count by 部. */
const COUNTS = FAMILIES.find((units) => units.includes('个')) ?? [];
const ANY_COUNT = new Set(['部', '台', '架']);

/** Counts that stand for one another; 个 is told by any of them. */
const KINDS_OF_COUNTS: string[][] = [
  ['座', '个', '处', '所', '家', '万座'],
  ['家', '个', '户', '所', '处', '万家'],
  ['所', '个', '家', '处', '座'],
  ['处', '个', '座', '所', '家', '条'],
  ['项', '个', '件', '条', '宗', '种', '类'],
  ['件', '项', '个', '条', '宗', '例', '万件'],
  ['条', '项', '个', '件', '处'],
  ['列', '班', '趟', '列次', '个'],
  ['种', '个', '类', '项'],
  ['套', '万套', '户', '万户', '个'],
];

function family(unit: string): string[] {
  const counts = KINDS_OF_COUNTS.find(([first]) => first === unit);
  if (counts) return counts;
  const own = FAMILIES.find((units) => units.includes(unit)) ?? [unit];
  return ANY_COUNT.has(unit) ? [...own, ...COUNTS] : own;
}

/** Whether a clean text holds something of that shape. */
export function holdsShape(text: string, expected: Expected): boolean {
  switch (expected.shape) {
    case 'percent':
      return /\d\s*%|百分之|个百分点|成(?:[以左]|$|，)|倍|翻[一两]?番|一半|过半|半数|[二三四五]分之[一二三四]/.test(
        text,
      );
    case 'date':
      if (expected.units.length > 0) return /\d{1,2}\s*[月日]/.test(text);
      return /\d{1,4}\s*年|\d{1,2}\s*月|\d{1,2}\s*日|今年|年内|年底|[上下]半年|[一二三四]季度|“十[四五]五”/.test(text);
    case 'figure': {
      if (expected.units.length === 0)
        return /\d|[一二两三四五六七八九十百千](?:个|家|项|名|人|座|条|件|成|倍|万|亿|千|百)/.test(text);
      const units = expected.units.map((u) => u.replace(/[/]/g, '\\/')).join('|');
      return new RegExp(`${FIGURE}\\s*(?:多|余|来)?\\s*(?:万|亿|万亿)?\\s*(?:${units})`).test(text);
    }
    default:
      return true;
  }
}

/** What tells that something is first. */
export const TELLS_FIRST = /最|首|第一|居|名列|领先|唯一|冠|前[两二三四五六七八九十\d]/;

/** A figure, or a number word with what it counts. */
export const TELLS_FIGURE = /\d|[一二两三四五六七八九十百千](?:个|家|项|名|人|座|条|件|所|批|万|亿|千|百)/;
