import { createHash } from 'node:crypto';
import { type Correction, fieldsFor } from './corrections/fields.ts';
import type { CleanText, Report, ReportKind, SourceDocument, Warning } from './model.ts';
import { type Paragraph, paragraphsOf } from './paragraphs.ts';
import { dateOf, headOf, speakerOf } from './reports/head.ts';
import { kindOf } from './reports/kind.ts';
import { NATION, regionNamed, regionOf } from './reports/region.ts';
import { yearOf } from './reports/year.ts';

/** A report and the paragraphs that belong to it; its sections are cut later. */
export interface ReportText {
  report: Report;
  paragraphs: Paragraph[];
}

/** Paragraphs between a title and 各位代表. */
const OPENING = 8;
const COLLECTION_MARK = /^【第[一二三四五六七八九十百]+篇】\s*(.{2,14}?)政府工作报告/;
/** A title line of a report of its own: `2025年安徽省政府工作报告`. */
const OWN_TITLE =
  /^(?:20\d\d年?)?([\u4e00-\u9fff]{2,10}?(?:省|市|自治区|州|县|区|旗))?(?:人民)?(?:20\d\d年?)?政府工作报告(?:[（(](?:全文|摘要)[）)])?$/;

/**
 * The reports inside a document: the parts of a collection (`【第一篇】安徽省政府工作报告` and so on), else one. Region, year,
 * kind, speaker and date come from the text's head first, then from the file's name, columns and folders; what was corrected by
 * hand goes before all of it.
 */
export function splitReports(
  source: SourceDocument,
  cleaned: CleanText,
  corrections: readonly Correction[] = [],
): ReportText[] {
  return distinctNames(foundReports(source, cleaned)).map((found) => ({
    ...found,
    report: corrected(found.report, corrections),
  }));
}

/** Two reports of one name in a collection (of two years) get a number behind it. */
function distinctNames(reports: ReportText[]): ReportText[] {
  const seen = new Map<string, number>();
  for (const { report } of reports) {
    const count = (seen.get(report.name) ?? 0) + 1;
    seen.set(report.name, count);
    if (count === 1) continue;
    report.name = `${report.name}（${count}）`;
    report.id = idOf(report.document, report.name);
  }
  return reports;
}

/** What a person said goes before what was found. Name and id stay, so that links survive. */
function corrected(report: Report, corrections: readonly Correction[]): Report {
  const { fields, from } = fieldsFor(corrections, report.name);
  const { ignore: _, ...given } = fields;
  if (Object.keys(given).length === 0) return report;
  const found = given.region === undefined ? undefined : regionNamed(given.region);
  const place = found && { parent: found.parent, level: found.level };
  const merged = { ...report, ...place, ...given, ...(found && { region: found.name }) };
  const title = given.title ?? titleOf(merged.region ?? '', merged.year, merged.kind, merged.name);
  const reasons = { ...report.reasons };
  for (const field of ['region', 'year', 'kind'] as const)
    if (given[field] !== undefined) reasons[field] = from[field] === 'page' ? 'corrected by hand' : 'catalog.json';
  const settled = {
    'region-unsure': given.region,
    'level-unsure': given.level ?? place?.level,
    'year-unsure': given.year,
    draft: given.kind,
  };
  const warnings = report.warnings.filter(({ code }) => settled[code as keyof typeof settled] === undefined);
  return { ...merged, title, reasons, warnings };
}

function idOf(document: string, name: string): string {
  return createHash('sha256').update(`${document}\n${name}`).digest('hex').slice(0, 12);
}

function foundReports(source: SourceDocument, cleaned: CleanText): ReportText[] {
  const paragraphs = paragraphsOf(cleaned);
  const marks = marksIn(paragraphs);
  if (marks.length < 2) return paragraphs.length === 0 ? [] : [oneReport(source, cleaned, paragraphs)];
  return marks.map(({ at, region }, i) =>
    oneReport(source, cleaned, paragraphs.slice(at, marks[i + 1]?.at ?? paragraphs.length), region),
  );
}

/** Where the reports of a collection begin: at `【第一篇】…`, or at titles of different regions that each lead to 各位代表. */
function marksIn(paragraphs: Paragraph[]): { at: number; region: string }[] {
  const marks = paragraphs.flatMap(({ text }, at) => {
    const region = COLLECTION_MARK.exec(text)?.[1];
    return region === undefined ? [] : [{ at, region }];
  });
  if (marks.length >= 2) return marks;
  const titles = paragraphs.flatMap(({ text }, at) => {
    const region = OWN_TITLE.exec(text.replace(/\s/g, ''))?.[1];
    const isOpening = paragraphs.slice(at + 1, at + 1 + OPENING).some((p) => /^各位(?:代表|委员)/.test(p.text));
    return region !== undefined && isOpening && regionNamed(region) ? [{ at, region }] : [];
  });
  const starts = titles.filter(({ region }, i) => region !== titles[i - 1]?.region);
  return new Set(starts.map(({ region }) => region)).size >= 2 ? starts : [];
}

function oneReport(source: SourceDocument, cleaned: CleanText, paragraphs: Paragraph[], mark?: string): ReportText {
  const head = headOf(paragraphs.map(({ text }) => text));
  const body = paragraphs.map(({ text }) => text).join('\n');
  const kind = kindOf(source, head, body);
  const region = regionOf(source, head, body, mark);
  const date = dateOf(head);
  const year = yearOf(source, head, body, date);
  const name = mark === undefined ? nameOf(source, head, region.name ?? '', kind.kind) : `${mark}政府工作报告`;
  const first = paragraphs[0] as Paragraph;
  const last = paragraphs[paragraphs.length - 1] as Paragraph;
  const report: Report = {
    id: idOf(source.id, name),
    document: source.id,
    name,
    title: titleOf(region.name ?? '', year.year, kind.kind, name),
    region: region.name,
    parent: region.parent,
    level: region.level,
    year: year.year,
    kind: kind.kind,
    partial: isPartial(head, body),
    speaker: speakerOf(head),
    date: date?.isSpeech ? date.day : (source.hints.date ?? date?.day ?? null),
    span: { start: cleaned.toSource(first.start, first.end).start, end: cleaned.toSource(last.start, last.end).end },
    sections: [],
    reasons: { region: region.reason, year: year.reason, kind: kind.reason },
    warnings: [],
  };
  report.warnings.push(...doubts(report, region.isGuess === true, kind.reason));
  return { report, paragraphs };
}

/** What a person should look at, since a wrong region or year makes every figure wrong. */
function doubts({ region, level, year, reasons }: Report, isGuess: boolean, kindReason: string): Warning[] {
  const warnings: Warning[] = [];
  if (isGuess)
    warnings.push({
      code: 'region-unsure',
      message: region === null ? 'Whose report it is was not found' : `${region} is only ${reasons.region}`,
    });
  if (level === null)
    warnings.push({
      code: 'level-unsure',
      message: 'Whether it is a province’s, a city’s or a county’s was not found',
    });
  if (year === null) warnings.push({ code: 'year-unsure', message: 'The year that it plans for was not found' });
  if (kindReason.startsWith('a draft')) warnings.push({ code: 'draft', message: `It is ${kindReason}, no report` });
  return warnings;
}

/** 上接 and 下转 of a newspaper page, or a title that says so. */
function isPartial(head: string[], body: string): boolean {
  return (
    /^（?\(?(?:上接|下转)/.test(body.slice(0, 40).replace(/^.{0,10}\n/, '')) ||
    /[（(](?:下转.{1,6}|未完待续)[）)]\s*$/.test(body) ||
    head.slice(0, 3).some((line) => /[（(](?:节选|摘登|部分)[）)]/.test(line))
  );
}

function nameOf(source: SourceDocument, head: string[], region: string, kind: ReportKind): string {
  if (kind === 'report') return `${officeOf(region)}政府工作报告`;
  if (kind === 'division') return `${region}落实政府工作报告重点工作分工`;
  const title = head.find((line) => line.length >= 4 && line.length <= 60 && !/。$/.test(line));
  return title ?? source.hints.title ?? source.id;
}

function titleOf(region: string, year: number | null, kind: ReportKind, name: string): string {
  const prefix = year === null ? '' : `${year}年`;
  if (kind === 'report') return `${prefix}${officeOf(region)}政府工作报告`;
  if (kind === 'division') return `${prefix}${region}政府工作报告重点工作分工`;
  if (kind === 'digest') return `${prefix}${region}政府工作报告摘要`;
  return `${prefix}${name}`;
}

/** The nation's report is the State Council's. */
function officeOf(region: string): string {
  return region === NATION ? '国务院' : region;
}
