/** Whether a question asks for an indicator's figure, or for a thing that an indicator's name is only a part of. */
import type { Reading } from '../question/reading.ts';
import { SHARE_OF_PLAN } from '../question/years-found.ts';

/** Whether regions are picked by their figures: 超过6%, 最高, 没有设目标. */
export function picksFigures({ comparison, indicators, theme, normalised }: Reading): boolean {
  if (indicators.length === 0) return false;
  const { thresholds, qualifier, ranks, sum, mean, change, ranges, words, statesFigure, statesNoFigure } = comparison;
  return (
    thresholds.length + ranks.length + words.length > 0 ||
    qualifier !== null ||
    (indicators.length > 1 &&
      /(?:都|均|同时)(?:写|有|给|设|定|提|明|列)/.test(normalised) &&
      (theme.all.length === 0 || /目标|指标|增速|数字/.test(normalised))) ||
    sum ||
    mean ||
    change !== null ||
    ranges ||
    statesFigure ||
    (statesNoFigure &&
      theme.lacking.length === 0 &&
      (!theme.absent || /目标|数字|数值|指标|人数|targets?|figures?/i.test(normalised)))
  );
}

/** 国际消费中心城市: an everyday word for an indicator that is but a part of the name looked for. */
export function isWithinTheme({ namedIndicators, theme }: Reading): boolean {
  return (
    namedIndicators.length > 0 &&
    namedIndicators.every(
      ({ sure, text }) => !sure && theme.literals.some((name) => name.length > text.length + 1 && name.includes(text)),
    )
  );
}

/** What an indicator's name goes on to where it is the indicator still: 高速公路里程, 5G基站数. */
const MEASURING = /(?:里程|长度|目标|增速|增长|总量|总额|规模|[数率额量值]|建设|投资|水平|标准|比重|占比|强度|情况)$/;

/** 取消省界高速公路收费站: an indicator's name that is the beginning of another thing's. */
export function isOfOtherThing({ namedIndicators, theme }: Reading): boolean {
  return (
    namedIndicators.length > 0 &&
    namedIndicators.every(({ text, sure }) =>
      theme.literals.some((name) => {
        const at = name.indexOf(text);
        if (at < 0) return false;
        const rest = name.slice(at + text.length);
        return (rest.length >= 2 && !MEASURING.test(rest)) || (!sure && name.length >= text.length + 2);
      }),
    )
  );
}

/** 平均每天新增多少, 人均: a rate by day or head is another figure than the indicator's. */
export function asksPerUnit({ normalised, namedIndicators }: Reading): boolean {
  const rest = namedIndicators.reduce((text, { text: name }) => text.replace(name, ' '), normalised);
  return /平均每|每天|每日|日均|每月|月均|每小时|每分钟|每平方公里|每人|户均/.test(rest);
}

/** 公路水路投资: an everyday word with more behind it may be but a part of another thing's name; 物价目标 is not. */
export function standsAlone(name: string, { normalised }: Reading): boolean {
  const behind = normalised.slice(normalised.indexOf(name) + name.length);
  return /^(?:的|和|与|、|及|，|？|目标|预期|增长|增幅|增速|涨|升|降|分别|各|是|要|呢|多少|$)/.test(behind);
}

/** 完成年度计划的百分之几: a share of the plan is another figure than the indicator's. */
export function asksShareOfPlan({ normalised }: Reading): boolean {
  return SHARE_OF_PLAN.test(normalised);
}

/** “十五五”的目标: what no report tells of its years together is not answered with a year's figure. */
export function asksPeriod({ periods, namedYears }: Reading): boolean {
  return periods.length > 0 && namedYears.length === 0;
}
