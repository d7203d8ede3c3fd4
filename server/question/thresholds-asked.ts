/** Which figures a question picks: 超过100万人, 没到5%, 6%左右, between 5% and 6%. */
import { numberOf } from './number-words.ts';
import type { Comparison, Threshold } from './reading.ts';

const NUMBER = '(\\d+(?:\\.\\d+)?)';
const UNIT =
  '(%|个?百分点|微克|(?:万亿|亿|万)?(?:人次|人|美元|元|斤|吨|亩|公里|千米|平方公里|套|户|个|家|座|所|张|列|件|辆|千瓦时|千瓦|立方米|天)|万亿|亿|万)?';

/** 超过了, 达到过: what may stand between a verb and its number. */
const GAP = '(?:了|过)?\\s*(?:约|大约)?\\s*';
const FROM_CHINESE =
  '不低于|不少于|不小于|不下于|至少|起码|最少|达到或超过|达到和超过|大于等于|大于或等于|(?<![没未])(?<!没有)达到了?不少于';
const TO_CHINESE = '不超过|不高于|不多于|不大于|没有?超过|未超过|没有?突破|未突破|至多|最多|顶多|小于等于|小于或等于';
const OVER_CHINESE = '(?<![不没未]|没有)(?:超过|突破|跃上|迈上)|(?<!不)(?:高于|大于|多于|高过|超出)';
const UNDER_CHINESE =
  '(?<!不)(?:低于|小于|少于|慢于)|不到|没到|没有到|未到|没达到|没有达到|未达到|未能达到|达不到|没能达到|不足|不满|没满|没过|不够|没够|未及|不及';

/** Each kind with the words before the number, and with those behind it. */
const BEFORE: [Threshold['operator'], string][] = [
  ['at-least', `${FROM_CHINESE}|at least|no less than|no fewer than|not less than|not below`],
  ['at-most', `${TO_CHINESE}|at most|no more than|not more than|not above|up to`],
  [
    'more-than',
    `${OVER_CHINESE}|above|over|more than|greater than|higher than|exceed(?:s|ed|ing)?|topped|surpass(?:es|ed|ing)?`,
  ],
  ['less-than', `${UNDER_CHINESE}|below|under|less than|fewer than|lower than|short of`],
];
const BEHIND: [Threshold['operator'], string][] = [
  [
    'at-least',
    '(?:或|及|和)?以上|(?:左右)?(?:或者?|及|和|乃至|甚至)更[多高大快长]|or (?:more|higher|above|over)|and above',
  ],
  [
    'at-most',
    '(?:或|及|和)?(?:以下|以内|之内)|(?:左右)?(?:或者?|及|和|乃至|甚至)更[少低小慢短]|or (?:less|lower|below|under|fewer)',
  ],
];
/** 定在3.5%以内, 是4.5%以内: the very wording is asked for, not what lies below; 以上 asks for all that is higher. */
const WORDED = /(?:写成|写的是|写着|定为|设为|设定为|定在了?|设在|目标(?:都|均)?(?:是|为))\s*$/;

/** The text with number words and English amounts in figures: 百分之六, 一百万人, one million people. */
export function withFigures(text: string): string {
  return (
    text
      .replace(
        /(?:高于|大于|超过|多于)\s*(\d+(?:\.\d+)?\s*[^\d，。？\s或]{0,4})\s*或者?\s*(?:等于|持平|刚好)(?:\s*\1)?/g,
        '不低于$1',
      )
      // 过万家, 破千亿元
      .replace(
        /(?:超过|突破|超|过|破)([十百千])?(万亿|万|亿)(?=[家户人元亩个件吨斤套名])/g,
        (_, more: string | undefined, scale: string) => {
          return `超过${{ 十: 10, 百: 100, 千: 1000 }[more ?? ''] ?? 1}${scale}`;
        },
      )
      // 四成以上, 过半, 上千列
      .replace(/([一二两三四五六七八九])成(半)?(?![立功效果员为人])/g, (_, tens: string, half?: string) => {
        return `${(numberOf(tens) ?? 0) * 10 + (half ? 5 : 0)}%`;
      })
      .replace(/(?:超过|超|过)(?:一)?半(?![年天月])/g, '超过50%')
      .replace(
        /上([百千万])(?=[列班家人名位个座项件户辆套公])/g,
        (_, scale: string) => `不低于${{ 百: '100', 千: '1000', 万: '10000' }[scale] ?? ''}`,
      )
      .replace(/两位数|双位数|double[ -]digits?/gi, '10%以上')
      .replace(
        /百分之([零〇一二两三四五六七八九十百]+)(?:点([零〇一二三四五六七八九]+))?/g,
        (whole, number: string, part?: string) => {
          const value = numberOf(number);
          if (value === null) return whole;
          const decimals = part === undefined ? '' : `.${[...part].map((one) => numberOf(one) ?? '').join('')}`;
          return `${value}${decimals}%`;
        },
      )
      .replace(/百分之(\d+(?:\.\d+)?)/g, '$1%')
      .replace(
        /([一二两三四五六七八九十百千]+)(?=(?:万|亿)(?:亿|人|元|套|户|个|亩|斤|吨|公里|[，。？\s]|以上|以下|$))/g,
        (word) => String(numberOf(word) ?? word),
      )
      .replace(/(\d)\s*(?:percent|per cent)\b/gi, '$1%')
      .replace(/(?<=\d),(?=\d{3}(?!\d))/g, '')
      .replace(
        /\b(\d+(?:\.\d+)?|one|two|three|four|five|six|seven|eight|nine|ten|half a)\s+(thousand|million|billion|trillion)\b(\s+(?:people|persons|jobs|yuan|rmb))?/gi,
        (whole, number: string, scale: string, thing?: string) => {
          const count = /half/i.test(number) ? 0.5 : numberOf(number);
          const factor = SCALES[scale.toLowerCase()];
          if (count === null || factor === undefined) return whole;
          const unit = /yuan|rmb/i.test(thing ?? '') ? '元' : /people|person|job/i.test(thing ?? '') ? '人' : '';
          const plain = count * factor;
          return plain >= 1e12
            ? `${plain / 1e12}万亿${unit}`
            : plain >= 1e8
              ? `${plain / 1e8}亿${unit}`
              : `${plain / 1e4}万${unit}`;
        },
      )
  );
}

const SCALES: Record<string, number> = { thousand: 1e3, million: 1e6, billion: 1e9, trillion: 1e12 };

/** 只写3.5%、不带“左右”: the figure must stand alone. */
export const WITHOUT_LIMIT =
  /(?:不带|没带|不加|没加|不含|没有?写?|不写|未写|去掉|无)(?:任何)?[“"「]?(?:左右|以上|以内|以下|约束词|限定词|修饰词)[”"」]?|光秃秃|单写一个|没有(?:任何)?(?:后缀|修饰)/;

/** 2%或2%左右: the figure alone or 左右, no limit such as 以上. */
export const BARE_OR_ABOUT = '左右或无';

/** The qualifier that a figure must have: `左右` of 写成“6%左右”; `''`: none; null: any will do. */
export function qualifierOf(text: string, quoted: string | undefined): Comparison['qualifier'] {
  if (WITHOUT_LIMIT.test(text)) return '';
  // 8%左右或者更高: whatever stands beside the figure.
  if (/左右(?:或者?|及|和|乃至|甚至)更/.test(text)) return null;
  if (quoted) return /左右|以上|以内|以下|力争|不低于|不超过/.exec(quoted)?.[0] ?? null;
  // 10%或10%左右, 6%（含6%左右）: both will do.
  if (/(\d+(?:\.\d+)?)%?\s*(?:或者?|和|、|及|\/)\s*\1%?\s*左右|左右(?:也算|都算)/.test(text)) return BARE_OR_ABOUT;
  const worded = new RegExp(`${NUMBER}\\s*${UNIT}\\s*(以内|以下)`).exec(text);
  if (worded && WORDED.test(text.slice(0, worded.index))) return worded[3] ?? null;
  return (
    /\d[^，。]{0,4}?(左右)/.exec(text)?.[1] ?? (/\b(?:about|around|approximately)\s+\d/i.test(text) ? '左右' : null)
  );
}

/** 写“6.5%左右”的有哪些？写“6.5%以上”的呢: the first of two wordings is looked for. */
function firstQuoted(text: string): string {
  const quotes = [...text.matchAll(/[“"「][^”"」]*\d[^”"」]*[”"」]/g)];
  const [first, second] = quotes;
  return first && second ? text.slice(0, first.index + first[0].length) : text;
}

/** The thresholds of a text that `withFigures` has read. */
export function thresholdsOf(question: string, qualifier: string | null): Threshold[] {
  // 高于2019年实际: a year is no figure.
  const text = firstQuoted(question)
    .replace(WITHOUT_LIMIT, ' ')
    .replace(/(?:19|20)\d\d\s*年/g, ' ');
  const found: Threshold[] = [];
  const add = (
    operator: Threshold['operator'],
    match: RegExpExecArray | RegExpMatchArray,
    value: string | undefined,
    unit: string | undefined,
    high: string | null = null,
  ): void => {
    if (value === undefined) return;
    const range = { value: Number(value), high: high === null ? null : Number(high) };
    if (found.some((t) => t.value === range.value && t.high === range.high)) return;
    found.push({ operator, ...range, unit: unitName(unit), text: match[0] });
  };
  const range =
    new RegExp(`${NUMBER}\\s*%?\\s*(?:-|—|–|~|～|到|至|to)\\s*${NUMBER}\\s*%`, 'i').exec(text) ??
    new RegExp(`(?:between|介于|在)\\s*${NUMBER}\\s*%?\\s*(?:and|和|与|到|至)\\s*${NUMBER}\\s*%`, 'i').exec(text);
  if (range) {
    add('between', range, range[1], '%', range[2] ?? null);
    return found;
  }
  const amounts = new RegExp(`${NUMBER}\\s*${UNIT}\\s*(?:-|—|~|～|到|至)\\s*${NUMBER}\\s*${UNIT}\\s*(?:之间|的)`).exec(
    text,
  );
  if (amounts) {
    add('between', amounts, amounts[1], amounts[4] ?? amounts[2], amounts[3] ?? null);
    return found;
  }
  const worded = qualifier !== null && !['', '左右', BARE_OR_ABOUT].includes(qualifier);
  for (const [operator, words] of BEFORE)
    for (const match of text.matchAll(new RegExp(`(?:${words})${GAP}${NUMBER}\\s*${UNIT}`, 'gi'))) {
      // 达到或超过…: the longer reading was found; 超过…以上 says the same twice.
      add(operator, match, match[1], match[2]);
    }
  if (!worded)
    for (const [operator, words] of BEHIND)
      for (const match of text.matchAll(new RegExp(`${NUMBER}\\s*${UNIT}\\s*(?:${words})`, 'gi')))
        add(operator, match, match[1], match[2]);
  if (found.length > 0) return found;
  if (
    /负增长|下降的|为负|下滑|缩水|出现下降|没有?增长|negative|shr[aiu]nk|declin|\bcontract(?!s?\b)|\b(?:fell|fallen)\b(?! short)|\b(?:dropped|decreased)\b/i.test(
      text,
    )
  )
    return [{ operator: 'less-than', value: 0, high: null, unit: '%', text: '负增长' }];
  const reach = new RegExp(
    `(?:达到了?|(?:要|计划|打算|目标|想)(?:再)?(?:下降|降低|降|增长|增|提高|压减)|定在|定到|定为|定成|设成|设为|设定为|设在|(?:只|就|仅)(?:写|有|定)|写成|写了?(?=[“"「])|目标(?:都|是)?写(?:了|的|着)?|写的是|都?是|目标(?:是|为)|set at|exactly|about|around|为|at|of)\\s*[“"「]?${NUMBER}\\s*${UNIT}`,
    'i',
  ).exec(text);
  // 定成“6.5%左右”: a figure in quotation marks is the one looked for, whatever verb it has.
  const quoted = new RegExp(`[“"「]\\s*${NUMBER}\\s*${UNIT}`).exec(text);
  if (!reach && quoted) add('equal', quoted, quoted[1], quoted[2]);
  if (reach) add(/达到/.test(reach[0]) && qualifier === null ? 'at-least' : 'equal', reach, reach[1], reach[2]);
  return found;
}

function unitName(unit: string | undefined): string {
  if (unit === undefined) return '';
  return { 百分点: '%', 个百分点: '%', 万亿: '万亿元', 亿: '亿元' }[unit] ?? unit;
}
