/** What a comparison says beside its lines: near misses, ranges that fit in part, who states no figure, how many state one. */
import { indicatorOf } from '../../ingest/indicators/catalogue.ts';
import type { Context } from './context.ts';
import { answered, type Draft, frame, type Line } from './draft.ts';
import { figureLabel, shortRegion, valueText } from './figure-text.ts';
import { figureClaim } from './figures.ts';
import type { Slot } from './matrix.ts';
import { coverageText, regionList } from './phrases.ts';
import { passesPartly } from './selection.ts';
import type { Stated } from './stated.ts';
import { same } from './stated.ts';

/** Near misses of a wording asked for (6%左右): the same number in other words, each as it is told. */
export function otherwiseWorded({ reading }: Context, stated: Stated[], shown: string[]): string {
  const [threshold] = reading.comparison.thresholds;
  if (reading.comparison.qualifier === null || threshold?.operator !== 'equal' || shown.length === 0) return '';
  const value = stated.find((s) => shown.includes(s.region))?.bounds?.[0];
  const near = stated.filter(
    (s) =>
      !shown.includes(s.region) &&
      s.bounds !== null &&
      value !== undefined &&
      s.bounds.every((end) => same(end, value)),
  );
  if (near.length === 0) return '';
  const zh = reading.language === 'zh';
  const told = near.map(
    (s) =>
      `${shortRegion(s.region, reading.language)}${zh ? '（' : ' ('}${valueText(s.row, reading.language)}${zh ? '）' : ')'}`,
  );
  return zh ? `数值相同、写法不同的：${told.join('、')}。` : ` The same number in other words: ${told.join(', ')}.`;
}

/** Regions whose figure is of another sense or unit than the rest (新增的 beside 所有的), where some are picked or ranked. */
export function setAside({ reading }: Context, stated: Stated[], shown: string[]): string {
  const { thresholds, ranks } = reading.comparison;
  if (reading.searchRegions.length > 0 || thresholds.length + ranks.length === 0) return '';
  const aside = stated.filter(
    ({ region, row, bounds }) => bounds === null && (row.value !== null || row.low !== null) && !shown.includes(region),
  );
  if (aside.length === 0) return '';
  const names = regionList(
    aside.map(({ region }) => region),
    reading.language,
  );
  return reading.language === 'zh'
    ? `写的是新增数或用别的单位、没有一起比的：${names}。`
    : ` Not compared, since they tell what was added or use another unit: ${names}.`;
}

/** `，共12个地区`; nothing for none. */
export function countText(count: number, language: 'zh' | 'en'): string {
  if (count === 0) return '';
  return language === 'zh' ? `，共${count}个地区` : `, ${count} ${count === 1 ? 'region' : 'regions'}`;
}

/** Ranges that fit the condition only in part. */
export function partLines(context: Context, stated: Stated[]): Line[] {
  const part = stated.filter((s) => passesPartly(s, context));
  if (part.length === 0) return [];
  const head =
    context.reading.language === 'zh' ? '区间只有一部分符合、未计入的：' : 'Ranges that fit only in part, not counted:';
  return [
    { claims: [frame(head)] },
    ...part.map((s) => ({ claims: [figureClaim(s.row, context, { short: true })], item: true })),
  ];
}

export function missingDraft(
  context: Context,
  slot: Slot,
  missing: string[],
  stated: Stated[],
  regions: string[],
): Draft {
  const { reading, citations } = context;
  const zh = reading.language === 'zh';
  const indicator = indicatorOf(slot.indicator);
  const label = indicator ? figureLabel(indicator, slot.kind, slot.year, reading.language) : slot.indicator;
  const lines: Line[] = [];
  const text = zh
    ? missing.length === 0
      ? `各地的报告都写明了${label}。`
      : `没有写明${label}数字的：${regionList(missing, 'zh')}。`
    : missing.length === 0
      ? `Every report states the ${label}.`
      : `No figure for the ${label}: ${regionList(missing, 'en')}.`;
  lines.push({ claims: [frame(text)] });
  for (const s of stated.filter((x) => missing.includes(x.region)))
    lines.push({ claims: [figureClaim(s.row, context, { short: true })], item: true });
  return answered({
    lines,
    citations: citations.list,
    // The regions without are the answer; they are not listed again.
    coverage: zh
      ? `${regions.length}份报告中${regions.length - missing.length}份写明了数字。`
      : `${regions.length - missing.length} of ${regions.length} reports state a figure.`,
  });
}

export function nothingSelected(context: Context, slot: Slot, stated: Stated[], regions: string[]): Draft | null {
  const { reading } = context;
  if (stated.length === 0) return null;
  const zh = reading.language === 'zh';
  const indicator = indicatorOf(slot.indicator);
  const label = indicator ? figureLabel(indicator, slot.kind, slot.year, reading.language) : slot.indicator;
  return answered({
    lines: [
      {
        claims: [
          {
            text: zh ? `没有一个地区的${label}符合这个条件。` : `No region's ${label} fits that condition.`,
            citations: [],
            kind: 'frame',
          },
        ],
      },
    ],
    citations: [],
    coverage: coverageText(
      stated.length,
      regions.filter((r) => !stated.some((s) => s.region === r)),
      reading.language,
      { zh: '写明了这一项', en: 'state it' },
    ),
  });
}

/** How many reports state each column; several columns are counted each by its name. */
export function coverageOf(
  context: Context,
  columns: { slot: Slot; stated: Stated[] }[],
  regions: string[],
  otherwise: string[],
): string {
  const { language } = context.reading;
  const parts = columns.map(({ slot, stated }) => {
    const silent = regions.filter((region) => !otherwise.includes(region) && !stated.some((s) => s.region === region));
    const indicator = indicatorOf(slot.indicator);
    const name = indicator && columns.length > 1 ? figureLabel(indicator, slot.kind, slot.year, language) : undefined;
    return coverageText(regions.length - silent.length, silent, language, {
      zh: name ? `写明了${name}` : '写明了这一项',
      en: name ? `state the ${name}` : 'state it',
    });
  });
  return parts.join(language === 'zh' ? '' : ' ');
}
