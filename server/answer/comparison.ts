import { indicatorOf } from '../../ingest/indicators/catalogue.ts';
import {
  countText,
  coverageOf,
  missingDraft,
  nothingSelected,
  otherwiseWorded,
  partLines,
  setAside,
} from './comparison-parts.ts';
import { tableOf } from './comparison-table.ts';
import type { Context } from './context.ts';
import { regionDifference } from './differences.ts';
import { answered, type Draft, type Line } from './draft.ts';
import { figureLabel, regionText } from './figure-text.ts';
import { figureClaim } from './figures.ts';
import { joinedRegions } from './joined.ts';
import type { Slot } from './matrix.ts';
import { comparesOwnYears, ownYearDifference } from './own-year-differences.ts';
import { saidOtherwise, sentenceLines, wholeSentences } from './said-otherwise.ts';
import { wholeReports } from './scope.ts';
import { changed, isSelective, selects } from './selection.ts';
import type { Stated } from './stated.ts';
import { capital, extremesOf, statedOf } from './stated.ts';
import { asksList, endsDifference, inOrderAsked, joinedDraft, RATIO, regionRatio } from './together.ts';
import { verdictRegions, verdicts } from './verdicts.ts';

/** The regions that a comparison ranges over: those named, else every province with a whole report in scope. */
export function regionsCompared(context: Context): string[] {
  const { reading, scope } = context;
  if (reading.searchRegions.length > 0)
    return reading.searchRegions.filter((region) => !reading.excluded.includes(region));
  return [...new Set(wholeReports(scope.reports).flatMap((report) => report.region ?? []))].filter(
    (region) => !reading.excluded.includes(region),
  );
}

/**
 * Figures of several regions: a line each, then what was asked of them together (highest, lowest, threshold, count, sum,
 * change). Null when no region states any.
 */
export async function composeComparison(context: Context, slots: Slot[]): Promise<Draft | null> {
  const { reading, citations } = context;
  const regions = regionsCompared(context);
  const columns = slots.map((slot) => ({ slot, stated: statedOf(regions, slot, context) }));
  const [first] = columns;
  if (!first || columns.every((column) => column.stated.length === 0)) return null;
  const { comparison } = reading;
  const lines: Line[] = [];
  const all = reading.searchRegions.length === 0;
  let shown = regions;
  const joined = joinedRegions(context, columns, regions);
  const ownYears = comparesOwnYears(context, columns);
  if (ownYears) {
    shown = regions;
  } else if (joined) {
    shown = joined;
    if (shown.length === 0 || comparison.statesNoFigure) return joinedDraft(context, columns, shown, regions);
  } else if (comparison.change !== null && columns.length >= 2) {
    shown = changed(context, slots, columns);
  } else if (comparison.statesNoFigure) {
    shown = regions.filter((region) => !first.stated.some((s) => s.region === region && s.bounds !== null));
    return missingDraft(context, first.slot, shown, first.stated, regions);
  } else if (isSelective(context)) {
    shown = regions.filter((region) => columns.some((column) => picked(column, columns, region, context)));
  }
  // 设了目标的有哪些，最高的是谁: what is picked is listed, and ranked.
  if (comparison.ranks.length > 0 && all)
    shown = asksList(reading) ? shown.filter((region) => states(first.stated, region)) : [];
  else if (comparison.ranks.length > 0 && !joined) shown = regions;
  if (shown.length === 0 && comparison.ranks.length === 0)
    return nothingSelected(context, first.slot, first.stated, regions);
  const many = columns.length > 1;
  const selective =
    joined === null && comparison.change === null && comparison.ranks.length === 0 && isSelective(context);
  for (const { slot, stated } of columns) {
    const here = stated.filter(
      (s) => shown.includes(s.region) && (!selective || picked({ slot }, columns, s.region, context)),
    );
    if (here.length === 0) continue;
    const indicator = indicatorOf(slot.indicator);
    if (indicator) {
      const counted =
        comparison.count || joined !== null || (all && isSelective(context) && comparison.change === null);
      const head =
        figureLabel(indicator, slot.kind, slot.year, reading.language) +
        countText(counted ? here.length : 0, reading.language);
      lines.push({
        claims: [
          {
            text: reading.language === 'zh' ? `${head}：` : `${capital(head)}:`,
            citations: [],
            kind: 'frame',
            heads: slot,
          },
        ],
      });
    }
    for (const s of inOrderAsked(here, reading))
      lines.push({ claims: [figureClaim(s.row, context, { short: true })], item: true });
    if (all && isSelective(context) && !joined)
      lines.push(
        ...partLines(
          context,
          stated.filter((s) => !shown.includes(s.region)),
        ),
      );
    // Where a region named tells it in other words, the highest of the rest is not the highest of all.
    if (ownYears || joined || (all && comparison.ranks.length > 0)) continue;
    const partial = !all && comparison.ranks.length > 0 && stated.length < regions.length;
    if ((!all || !isSelective(context)) && !partial)
      for (const claim of verdicts(context, here, slot)) lines.push({ claims: [claim] });
    if (RATIO.test(reading.normalised) && here.length === 2)
      lines.push(
        ...regionRatio(
          context,
          here.map((s) => s.row),
        ),
      );
    else if (comparison.difference && here.length > 2 && againstOne(reading) !== null && here.every(isLikeTheRest))
      lines.push(...differencesFrom(againstOne(reading) ?? '', context, here));
    // What is all there is is not set against what was added.
    else if (
      comparison.difference &&
      here.length >= 2 &&
      here.every(isLikeTheRest) &&
      isAmong(againstOne(reading), here)
    )
      for (const claim of regionDifference(
        context,
        (here.length === 2 ? here : extremesOf(here, comparison.ranks)).map((s) => s.row),
      ))
        lines.push({ claims: [claim] });
  }
  if (ownYears)
    for (const region of regions)
      lines.push(
        ...ownYearDifference(
          context,
          columns.flatMap(({ stated }) => stated.filter((s) => s.region === region).map(({ row }) => row)),
        ),
      );
  if (comparison.ranks.length > 0 && all) {
    for (const { slot, stated } of columns) {
      for (const claim of verdicts(context, stated, slot)) lines.push({ claims: [claim] });
      if (shown.length === 0 && comparison.difference) lines.push(...endsDifference(context, stated));
    }
    // 垫底的是谁，有没有完成目标: what else the region's sentence says answers the rest.
    if (/有没有|是否|\bdid it\b|whether/i.test(reading.normalised)) {
      for (const region of verdictRegions(context, first.stated))
        lines.push(...sentenceLines(context, first.stated, region));
    }
  }
  if (lines.length === 0) return null;
  const silent = regions.filter((region) => !columns.some((c) => c.stated.some((s) => s.region === region)));
  const inPart = regions.filter(
    (region) => !silent.includes(region) && !columns.every((c) => c.stated.some((s) => s.region === region)),
  );
  // 2020年目标 is not told by a sentence of the year before.
  const said =
    all || ownYears ? [] : [...(await saidOtherwise(context, silent)), ...wholeSentences(context, columns, inPart)];
  lines.push(...said.map(({ claim }) => ({ claims: [claim], item: true })));
  const missing = silent.filter((region) => !said.some((one) => one.region === region));
  const covered = {
    stated: regions.filter((region) => !missing.includes(region)),
    missing,
    text:
      coverageOf(
        context,
        columns,
        regions,
        said.map((one) => one.region),
      ) +
      otherwiseWorded(context, first.stated, shown) +
      setAside(context, first.stated, shown),
  };
  return answered({
    lines,
    citations: citations.list,
    coverage: covered.text,
    table: tableOf(
      context,
      many ? columns : [first],
      shown.length > 0 ? shown : verdictRegions(context, first.stated),
      covered,
    ),
    missing: all
      ? []
      : covered.missing.map((region) => ({
          what: regionText(region, reading.language),
          reason: 'not-stated' as const,
        })),
  });
}

/**
 * Whether a region's figure of a column is among those asked for, and those of the other years of the same kind too (2025年和2026年都在5.5%以上);
 * a target that is picks no result that is not.
 */
function picked(
  { slot }: { slot: Slot },
  columns: { slot: Slot; stated: Stated[] }[],
  region: string,
  context: Context,
): boolean {
  return columns
    .filter((one) => one.slot.indicator === slot.indicator && one.slot.kind === slot.kind)
    .every(({ stated }) => stated.some((s) => s.region === region && selects(s, context)));
}

/** 吉林和辽宁比黑龙江少多少: the region that the others are set against; null where none stands behind 比. */
function againstOne({ normalised, namedRegions }: Context['reading']): string | null {
  const one = namedRegions.find(({ text }) => normalised.includes(`比${text}`));
  return one?.region ?? null;
}

/** Without the region that the others are set against nothing is. */
function isAmong(base: string | null, here: Stated[]): boolean {
  return base === null || here.some(({ region }) => region === base);
}

function differencesFrom(base: string, context: Context, here: Stated[]): Line[] {
  const against = here.find(({ region }) => region === base);
  if (!against) return [];
  return here
    .filter((one) => one !== against)
    .flatMap((one) => regionDifference(context, [one.row, against.row]).map((claim) => ({ claims: [claim] })));
}

/** False for a figure of another sense than the one asked (所有的 beside 新增的), which has no bounds though it has a value. */
function isLikeTheRest({ row, bounds }: Stated): boolean {
  return bounds !== null || (row.value === null && row.low === null);
}

function states(stated: Stated[], region: string): boolean {
  return stated.some((s) => s.region === region && s.bounds !== null);
}
