import type { ReportIndex } from '../../ingest/index/model.ts';
import { indicatorOf } from '../../ingest/indicators/catalogue.ts';
import type { Reading } from '../question/reading.ts';
import type { Context } from './context.ts';
import { type Draft, refusal } from './draft.ts';
import { figureLabel, regionText } from './figure-text.ts';
import { listOf, regionList } from './phrases.ts';

/** Regions named in a refusal before "and so on". */
const NAMED_REGIONS = 6;

/** The refusal that the reading alone gives, before anything is searched; null when the question can be looked up. */
export function refusalOf(reading: Reading, index: ReportIndex): Draft | null {
  const zh = reading.language === 'zh';
  if (reading.intent === 'outside') {
    return refusal(
      'out-of-scope',
      zh
        ? '这个问题超出了政府工作报告的范围，这里只回答报告里写了什么。'
        : 'This lies outside the government work reports; only what the reports say is answered here.',
      [{ what: reading.question, reason: 'out-of-scope' }],
      suggestionsFor(reading, index),
    );
  }
  const [unknown] = reading.unknownRegions;
  if (unknown && reading.searchRegions.length === 0) {
    const names = reading.unknownRegions.map((u) => regionText(u.name, reading.language));
    const there = [...new Set(index.reports.filter((r) => r.level === 'province').flatMap((r) => r.region ?? []))];
    return refusal(
      'no-region',
      zh
        ? `没有收录${listOf(names, 'zh')}的政府工作报告。已收录${there.length}个省级地区（${regionList(there.slice(0, NAMED_REGIONS), 'zh')}等）。`
        : `There is no government work report of ${listOf(names, 'en')} here. Reports of ${there.length} provinces are loaded (${regionList(there.slice(0, NAMED_REGIONS), 'en')} and others).`,
      names.map((what) => ({ what, reason: 'no-region' as const })),
      suggestionsFor(reading, index),
    );
  }
  const asked = reading.namedYears.filter((y) => y.naming !== 'horizon').map((y) => y.year);
  if (asked.length > 0 && asked.every((year) => reading.uncoveredYears.includes(year))) {
    const years = [...new Set(asked)];
    const regions = reading.searchRegions;
    const reports = index.reports.filter(
      (r) => regions.length === 0 || (r.region !== null && regions.includes(r.region)),
    );
    const there = [...new Set(reports.flatMap((r) => r.year ?? []))].sort();
    const who = regions.length > 0 ? regionList(regions, reading.language) : '';
    return refusal(
      'no-year',
      zh
        ? `没有收录${who}能说明${years.join('、')}年的报告。收录的是${there.join('、')}年的报告（写当年目标和上一年结果）。`
        : `No report loaded here${who ? ` for ${who}` : ''} covers ${years.join(', ')}. The reports are of ${there.join(', ')}, each with that year's targets and the results of the year before.`,
      years.map((year) => ({ what: String(year), reason: 'no-year' as const })),
      suggestionsFor(reading, index),
    );
  }
  return null;
}

/** Nothing in the reports asked answers; says what figure there is instead where an indicator was asked. */
export function notStated(context: Context): Draft {
  const { reading, index } = context;
  const zh = reading.language === 'zh';
  const who =
    reading.searchRegions.length > 0 ? regionList(reading.searchRegions, reading.language) : zh ? '收录' : 'loaded';
  const indicator = indicatorOf(reading.indicators[0] ?? '');
  const nearest = nearestRow(context);
  let text: string;
  if (zh) {
    text = `${who}的报告没有写明${indicator ? `这里问的${indicator.zh}` : '这一点'}。`;
    if (nearest && indicator) text += `报告里有的是${figureLabel(indicator, nearest.kind, nearest.year, 'zh')}。`;
  } else {
    text =
      reading.searchRegions.length > 0
        ? `The reports of ${who} do not state this.`
        : 'The loaded reports do not state this.';
    if (nearest && indicator)
      text += ` What they have is the ${figureLabel(indicator, nearest.kind, nearest.year, 'en')}.`;
  }
  return refusal(
    'not-stated',
    text,
    [{ what: reading.question, reason: 'not-stated' }],
    suggestionsFor(reading, index),
  );
}

/** That no text was found to have a term, said with the term; where nothing of the question can be looked up, why. */
export function termNotFound(context: Context, terms: string[], known: boolean): Draft {
  const { reading, index } = context;
  const zh = reading.language === 'zh';
  const quoted = listOf(
    terms.map((term) => `“${term}”`),
    reading.language,
  );
  const text = zh
    ? `收录的报告里没有找到${quoted}。`
    : known
      ? `No report loaded here was found to mention ${quoted}.`
      : `${quoted} could not be put into the reports' own words, so no mention of it was found; try the Chinese term.`;
  const what = [{ what: reading.question, reason: 'not-stated' as const }];
  return refusal('not-stated', text, what, suggestionsFor(reading, index));
}

function nearestRow({ reading, index }: Context): { kind: 'target' | 'result'; year: number } | undefined {
  const asked = Math.max(...reading.years);
  const apart = (year: number): number => (reading.years.length > 0 ? Math.abs(year - asked) : -year);
  const [nearest] = index.indicators
    .filter(
      (row) =>
        row.indicator === reading.indicators[0] && reading.searchRegions.includes(row.region) && row.scope === 'region',
    )
    .sort(
      (a, b) =>
        Number(a.basis === 'cumulative') - Number(b.basis === 'cumulative') ||
        apart(a.year) - apart(b.year) ||
        Number(a.kind !== reading.kind) - Number(b.kind !== reading.kind),
    );
  return nearest;
}

/** Up to three questions that the index can answer, near to what was asked. */
function suggestionsFor(reading: Reading, index: ReportIndex): string[] {
  const zh = reading.language === 'zh';
  const regions =
    reading.searchRegions.length > 0
      ? reading.searchRegions
      : index.reports.flatMap((r) => (r.level === 'province' ? (r.region ?? []) : []));
  const wanted = reading.indicators.length > 0 ? reading.indicators : ['gdp_growth', 'urban_new_jobs', 'cpi'];
  const found: string[] = [];
  for (const pass of [wanted, ['gdp_growth', 'urban_new_jobs', 'cpi']]) {
    for (const indicator of pass) {
      const [row] = index.indicators
        .filter(
          (r) =>
            r.indicator === indicator &&
            regions.includes(r.region) &&
            r.scope === 'region' &&
            r.value !== null &&
            r.basis !== 'cumulative',
        )
        .sort((a, b) => b.year - a.year);
      const known = row && indicatorOf(row.indicator);
      if (!row || !known) continue;
      const label = figureLabel(known, row.kind, row.year, reading.language);
      const question = zh ? `${row.region}${label}是多少？` : `What was ${regionText(row.region, 'en')}'s ${label}?`;
      if (!found.includes(question)) found.push(question);
    }
  }
  return found.slice(0, 3);
}
