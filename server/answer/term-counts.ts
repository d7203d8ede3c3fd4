/** How often the reports say a word: 数字经济在哪些报告里提得最多. */

import { inSlices } from '../../ingest/index/slices.ts';
import { countingTerm, countTerm, type TermCount } from '../matrix/terms.ts';
import { unranked } from '../retrieve/rank-sentences.ts';
import type { Context } from './context.ts';
import { answered, type Draft, frame, type Line, refusal } from './draft.ts';
import { regionText } from './figure-text.ts';
import { coverageText } from './phrases.ts';
import { wholeReports } from './scope.ts';
import { sentenceClaim } from './sentences.ts';

/** Reports that are named with their counts; the rest are counted in the coverage. */
const NAMED_REPORTS = 10;
/** Longest stretch quoted of the first sentence that says the word, in characters. */
const QUOTED = 60;

/** Null unless the question asks how often a word is said. */
export async function composeTermCounts(context: Context): Promise<Draft | null> {
  const { reading, index, scope, citations } = context;
  const asked = reading.comparison.word;
  if (asked === null) return null;
  // An English word is counted as what it stands for in the reports.
  const word = /[a-z]/i.test(asked)
    ? (reading.expandedTerms.find(({ source }) => source.toLowerCase() === asked.toLowerCase())?.term ?? asked)
    : asked;
  const zh = reading.language === 'zh';
  const named = reading.searchRegions.length > 0;
  // 2025年和2026年各提了多少次: years of reports, not of what they look back on.
  const years = new Set(
    reading.namedYears.flatMap(({ naming, year }) => (naming === 'explicit' || naming === 'report' ? [year] : [])),
  );
  const byYear = BY_YEAR.test(reading.normalised) || years.size > 1;
  const [from, to] = [Math.min(...years), Math.max(...years)];
  const isAsked = (year: number | null): boolean =>
    years.size === 0 || (year !== null && (byYear ? year >= from && year <= to : years.has(year)));
  const ofYears = (byYear || years.size > 0 ? index.reports : scope.reports).filter(
    ({ year, region }) =>
      isAsked(year) &&
      (!named || (region !== null && reading.searchRegions.includes(region))) &&
      !reading.excluded.includes(region ?? ''),
  );
  const whole = named ? ofYears : wholeReports(ofYears);
  // Counts of several years are never added up: without a year the newest reports that say the word are counted.
  const everywhere = await inSlices(countingTerm(index, word, whole), () => context.turns.pause());
  if (byYear && !named) {
    const draft = await countsByYear(context, word, everywhere, whole);
    if (draft) return draft;
  }
  const newest = Math.max(...everywhere.map(({ report }) => report.year ?? Number.NEGATIVE_INFINITY));
  const ofYear = (report: (typeof whole)[number]): boolean =>
    byYear || reading.years.length > 0 || report.year === null || report.year === newest;
  const reports = whole.filter(ofYear);
  const counts = everywhere.filter(({ report }) => ofYear(report));
  const total = counts.reduce((sum, one) => sum + one.count, 0);
  if (counts.length === 0) {
    return refusal(
      'not-stated',
      zh ? `收录的报告里没有出现“${word}”。` : `No loaded report says “${word}”.`,
      [{ what: word, reason: 'not-stated' }],
      [],
    );
  }
  const lines: Line[] = [];
  if (reports.length > 1) {
    const head = zh ? `“${word}”出现次数：` : `How often “${word}” is said:`;
    lines.push({ claims: [frame(head)] });
  }
  for (const one of withTies(counts))
    lines.push({ claims: [countClaim(one, word, context)], item: reports.length > 1 });
  const silent = reports
    .filter((report) => !counts.some((one) => one.report === report))
    .flatMap((r) => r.region ?? []);
  const covered = coverageText(counts.length, silent, reading.language, { zh: `出现“${word}”`, en: `say “${word}”` });
  return answered({
    lines,
    citations: citations.list,
    coverage: zh
      ? `${covered.slice(0, -1)}；共${total}次，名词解释不计。`
      : `${covered} ${total} times in all; glossaries are not counted.`,
  });
}

/** 哪年的报告提得最多, 逐年: years are compared, not regions. */
const BY_YEAR =
  /变化|趋势|走势|哪一?年|哪个年份|逐年|历年|各年|每年|这几年|\bwhich years?\b|\bby year\b|\beach year\b/i;

/** The reports of each year together, the year that says it most first; null where only one year is loaded. */
async function countsByYear(
  context: Context,
  word: string,
  counts: TermCount[],
  reports: TermCount['report'][],
): Promise<Draft | null> {
  const zh = context.reading.language === 'zh';
  const years = [...new Set(reports.flatMap(({ year }) => year ?? []))];
  if (years.length < 2 || counts.length === 0) return null;
  const sums = years
    .map((year) => {
      const own = counts.filter(({ report }) => report.year === year);
      const of = reports.filter((report) => report.year === year);
      return { year, of, own, total: own.reduce((sum, one) => sum + one.count, 0) };
    })
    .sort((a, b) => b.total - a.total);
  const lines: Line[] = [
    {
      claims: [
        frame(
          zh ? `各年省级报告里“${word}”出现次数：` : `How often the provincial reports of each year say “${word}”:`,
        ),
      ],
    },
  ];
  for (const { year, of, own, total } of sums) {
    const [most] = own;
    if (!most) {
      lines.push({
        claims: [frame(zh ? `${year}年（${of.length}份报告）：0次` : `${year} (${of.length} reports): 0 times`)],
        item: true,
      });
      continue;
    }
    const first = countClaim(most, word, context);
    const said = zh ? `${of.length}份报告共${total}次` : `${of.length} reports, ${total} times`;
    const again = (): string => {
      const sum = countTerm(context.index, word, of).reduce((all, one) => all + one.count, 0);
      return zh ? `${of.length}份报告共${sum}次` : `${of.length} reports, ${sum} times`;
    };
    lines.push({
      claims: [
        {
          ...first,
          text: zh ? `${year}年：${said}；最多的是${first.text}` : `${year}: ${said}; most in ${first.text}`,
          derived: [{ text: said, recompute: again }, ...first.derived],
        },
      ],
      item: true,
    });
    await context.turns.pause();
  }
  const covered = zh
    ? `${years.length}个年份的省级报告，名词解释不计；各年报告份数不同。`
    : `provincial reports of ${years.length} years; glossaries are not counted, and the numbers of reports differ.`;
  return answered({ lines, citations: context.citations.list, coverage: covered });
}

/** The first ten, and those that say it as often as the tenth. */
function withTies(counts: TermCount[]): TermCount[] {
  const last = counts[NAMED_REPORTS - 1];
  return last ? counts.filter((one) => one.count >= last.count) : counts;
}

/** `广东省（2025年）：29次，如“……”`. */
function countClaim({ report, count, sentences }: TermCount, word: string, context: Context) {
  const { index, reading } = context;
  const first = sentences[0];
  const passage = first && index.passage(first.passage);
  if (!first || !passage) throw new Error(`a count of ${word} has no sentence in ${report.title}`);
  const ranked = unranked(first, passage);
  const quoted = sentenceClaim(ranked, context, { limit: QUOTED, name: false });
  const name = report.region === null ? report.title : regionText(report.region, reading.language);
  const zh = reading.language === 'zh';
  const times = () => {
    const again = countTerm(index, word, [report])[0]?.count ?? 0;
    return zh ? `${again}次` : `${again} times`;
  };
  const said = zh ? `${count}次` : `${count} times`;
  const text = zh
    ? `${name}（${report.year}年报告）：${said}，如${quoted.text}`
    : `${name} (report of ${report.year}): ${said}, first in ${quoted.text}`;
  return {
    ...quoted,
    text,
    kind: 'derived' as const,
    derived: [{ text: said, recompute: times }],
  };
}
