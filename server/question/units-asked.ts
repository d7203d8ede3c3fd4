/** Units that a question asks in, which tell one indicator from another: 多少家 asks for no growth rate. */
import { indicatorOf } from '../../ingest/indicators/catalogue.ts';

/** Kinds of units that never stand for one another, each with how it is asked and how the catalogue writes it. */
const KINDS: { asked: RegExp; unit: RegExp }[] = [
  { asked: /(?:多少|几)个?(?:家|户)(?!庭)/, unit: /[家户个]$/ },
  { asked: /(?:多少|几)(?:亿|万|万亿)?元|多少钱/, unit: /元$/ },
  { asked: /(?:多少|几)(?:万)?(?:公里|千米)/, unit: /公里$/ },
  { asked: /(?:多少|几)(?:万)?亩/, unit: /[亩顷]$/ },
  { asked: /(?:多少|几)(?:座|所|间)/, unit: /[座所间个处家]$/ },
];

/** Whether an indicator can be told in the unit that the question asks in; true where it asks in none. */
export function canBeCounted(indicator: string, text: string): boolean {
  const units = indicatorOf(indicator)?.units ?? [];
  const kind = KINDS.find(({ asked }) => asked.test(text));
  if (!kind || units.length === 0 || asksRate(text)) return true;
  if (units.some((unit) => kind.unit.test(unit))) return true;
  // 赚了多少钱 is no number of people; growth is told beside an amount of another kind.
  return (
    !units.every((unit) => unit.startsWith('%')) && !(/多少钱/.test(text) && units.every((unit) => PEOPLE.test(unit)))
  );
}

const PEOPLE = /人次?$/;

/** Growth or a share is asked beside the amount: 总额多少亿元、增长多少. */
function asksRate(text: string): boolean {
  return /增长|增速|涨幅|增幅|百分|%|占比|比重|比例|同步|目标/.test(text);
}

/**
 * 还有多少人没脱贫: those who are still poor, not those who were lifted out of poverty; how many they are stands in one report in other words
 * than in the next. Over several regions the people whom each plans to lift are what can be set side by side.
 */
export function countsOthers(indicator: string, text: string): boolean {
  return indicator === 'poverty_relief' && STILL_POOR.test(text);
}

/** 还有多少人没脱贫: those who are still poor, not those who were lifted out of poverty. */
const STILL_POOR =
  /(?:还有|还剩|剩下?|剩余|尚有|余下|仍有)[^，。？]{0,12}(?:多少|几)|(?:没有?|未|尚未|还没)(?:能)?(?:脱贫|摆脱贫困|脱掉|脱帽)|剩余(?:的|农村)*贫困|\b(?:still|remain(?:s|ed|ing)?|left|yet to|not yet)\b/i;

/** Nouns behind an indicator's name that make another thing of it, with the unit that such a thing is told in. */
const NOUNS_BEHIND: { noun: RegExp; unit: RegExp }[] = [
  { noun: /^[^，。？的和与、]{0,4}(?:资金|经费|补贴|奖金)/, unit: /元$/ },
  { noun: /^[^，。？的和与、]{0,2}企业(?:的)?(?:数|家数|户数)/, unit: /[家户]$/ },
];

/** Whether what stands behind an indicator's name makes it a thing that is counted otherwise: 脱贫攻坚投入资金, 外商投资企业数量. */
export function isOfOtherUnit({ indicator, end }: { indicator: string; end: number }, text: string): boolean {
  const units = indicatorOf(indicator)?.units ?? [];
  return NOUNS_BEHIND.some(({ noun, unit }) => noun.test(text.slice(end)) && !units.some((one) => unit.test(one)));
}
