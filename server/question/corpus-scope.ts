/** What the loaded reports can speak of: regions with and without a report, years, parts that fit. */
import { regionByName } from '../../ingest/regions.ts';
import type { CityFallback, NamedRegion, Reading, ReportScope } from './reading.ts';

/** The reports that are loaded, as far as understanding needs them. */
export interface Corpus {
  reports: readonly {
    region: string | null;
    parent: string | null;
    year: number | null;
    level: string | null;
    kind: string;
  }[];
}

/** The newest year that a work report plans for; null where none is loaded. */
export function newestYear(corpus: Corpus): number | null {
  const years = corpus.reports.filter((r) => r.kind === 'report').flatMap((r) => r.year ?? []);
  return years.length > 0 ? Math.max(...years) : null;
}

/** Regions with reports, cities that their province answers for, and regions that nothing speaks for. */
export function resolveRegions(
  regions: string[],
  corpus: Corpus,
): { search: string[]; unknown: string[]; fallback: CityFallback[]; wider: string[] } {
  const loaded = new Set(corpus.reports.flatMap((r) => r.region ?? []));
  const search: string[] = [];
  const unknown: string[] = [];
  const fallback: CityFallback[] = [];
  const wider: string[] = [];
  const push = (list: string[], name: string): void => {
    if (!list.includes(name)) list.push(name);
  };
  for (const name of regions) {
    const parent = regionByName(name)?.parent ?? null;
    if (loaded.has(name)) {
      push(search, name);
      if (parent && loaded.has(parent)) push(wider, parent);
    } else if (parent && loaded.has(parent)) {
      // 江西省赣州: the province is named beside its city, so the city is only where within it.
      fallback.push({ city: name, region: parent });
      push(search, parent);
    } else push(unknown, name);
  }
  return { search, unknown, fallback: fallback.filter((f) => !regions.includes(f.region)), wider };
}

interface ScopesInput {
  corpus: Corpus;
  namedYears: Reading['namedYears'];
  kind: Reading['kind'];
  regions: string[];
}

/** The parts of reports that can speak of the years asked: plans of a report of the year, the review of the next one's. */
export function scopesOf({ corpus, namedYears, kind, regions }: ScopesInput): {
  scopes: ReportScope[];
  kind: Reading['kind'];
  uncoveredYears: number[];
  uncovered: { region: string; year: number }[];
} {
  const scopes: ReportScope[] = [];
  const kinds = new Set<'target' | 'result'>();
  const uncoveredYears: number[] = [];
  const inRegions = corpus.reports.filter(
    (r) => regions.length === 0 || (r.region !== null && regions.includes(r.region)),
  );
  const has = (year: number): boolean => inRegions.some((r) => r.year === year);
  const add = (year: number, timing: ReportScope['timing']): void => {
    if (!scopes.some((s) => s.year === year && s.timing === timing)) scopes.push({ year, timing });
  };
  for (const { year, naming } of namedYears) {
    if (naming === 'report' && has(year)) {
      add(year, kind === 'target' ? 'plan' : kind === 'result' ? 'review' : 'any');
      continue;
    }
    const plan = has(year);
    const review = inRegions.some((r) => r.year === year + 1 && r.kind === 'report');
    // 到2019年有多少: a year that a report looks back on is no year ahead.
    if (naming === 'horizon' && !plan && !review) continue;
    if (!plan && !review) {
      if (!uncoveredYears.includes(year)) uncoveredYears.push(year);
      continue;
    }
    if (plan && (kind !== 'result' || !review)) {
      add(year, kind === 'result' ? 'any' : 'plan');
      kinds.add('target');
    }
    if (review && (kind !== 'target' || !plan)) {
      add(year + 1, 'review');
      kinds.add('result');
    }
  }
  const told = kinds.size === 1 ? ([...kinds][0] ?? null) : null;
  const uncovered = uncoveredYears.flatMap((year) => regions.map((region) => ({ region, year })));
  return { scopes, kind: kind === null ? told : kind, uncoveredYears, uncovered };
}

/** 安徽省会合肥: a city named right behind its province is asked about, not the province, also where only that has a report. */
export function withinProvince(
  text: string,
  named: NamedRegion[],
  where: ReturnType<typeof resolveRegions>,
  corpus: Corpus,
): ReturnType<typeof resolveRegions> {
  const loaded = new Set(corpus.reports.flatMap((report) => report.region ?? []));
  const inside = named.flatMap((city, at) => {
    const parent = regionByName(city.region)?.parent ?? null;
    const before = named[at - 1];
    if (parent === null || loaded.has(city.region) || before?.region !== parent) return [];
    const between = text.slice(before.end, city.start);
    return /^(?:省|会|市|自治区|的|首府|城市|\s)*$/.test(between) ? [{ city: city.region, region: parent }] : [];
  });
  return inside.length === 0 ? where : { ...where, fallback: [...where.fallback, ...inside] };
}
