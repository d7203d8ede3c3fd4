import { createHash } from 'node:crypto';
import { type Correction, fieldsFor } from './corrections/fields.ts';
import type { CleanText, Level, Report, ReportKind, SourceDocument } from './model.ts';
import { chineseNumber, chineseYear } from './numbering.ts';
import { type Paragraph, paragraphsOf } from './paragraphs.ts';
import { type Region, regionByName, regions } from './regions.ts';

/** A report and the paragraphs that belong to it; its sections are cut later. */
export interface ReportText {
  report: Report;
  paragraphs: Paragraph[];
}

/** Paragraphs at the start that say whose report it is, and when. */
const HEAD_PARAGRAPHS = 12;
/** Tasks with a department in charge that make a text a division of tasks; the one here has 400, reports have none. */
const DIVISION_TASKS = 10;

const COLLECTION_MARK = /^【第[一二三四五六七八九十百]+篇】\s*(.{2,14}?)政府工作报告/;
/** A title line of a report of its own: `2025年安徽省政府工作报告`. */
const OWN_TITLE =
  /^(?:20\d\d年?)?([\u4e00-\u9fff]{2,10}?(?:省|市|自治区|州|县|区|旗))?(?:人民)?(?:20\d\d年?)?政府工作报告(?:[（(](?:全文|摘要)[）)])?$/;

/**
 * The reports inside a document: the parts of a collection (`【第一篇】安徽省政府工作报告` and so on), else one. Region, year,
 * kind, speaker and date come from the text's head first, then from columns, then from the file's name.
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
  const region = given.region === undefined ? undefined : regionByName(given.region);
  const place = given.region !== undefined && {
    region: region?.name ?? given.region,
    parent: region?.parent ?? null,
    level: region?.level ?? report.level,
  };
  const merged = { ...report, ...place, ...given, ...(region && { region: region.name }) };
  const title = given.title ?? titleOf(merged.region ?? '', merged.year, merged.kind, merged.name);
  const reasons = { ...report.reasons };
  for (const field of ['region', 'year', 'kind'] as const)
    if (given[field] !== undefined) reasons[field] = from[field] === 'page' ? 'corrected by hand' : 'catalog.json';
  return { ...merged, title, reasons };
}

function idOf(document: string, name: string): string {
  return createHash('sha256').update(`${document}\n${name}`).digest('hex').slice(0, 12);
}

function foundReports(source: SourceDocument, cleaned: CleanText): ReportText[] {
  const paragraphs = paragraphsOf(cleaned);
  const marks = paragraphs.flatMap((p, at) => {
    const match = COLLECTION_MARK.exec(p.text);
    return match?.[1] ? [{ at, name: `${match[1]}政府工作报告` }] : [];
  });
  if (marks.length < 2) return paragraphs.length === 0 ? [] : [oneReport(source, cleaned, paragraphs)];
  return marks.map(({ at, name }, i) => {
    const own = paragraphs.slice(at, marks[i + 1]?.at ?? paragraphs.length);
    return oneReport(source, cleaned, own, name);
  });
}

function oneReport(source: SourceDocument, cleaned: CleanText, paragraphs: Paragraph[], markName?: string): ReportText {
  const head = paragraphs.slice(0, HEAD_PARAGRAPHS).map((p) => p.text);
  const body = paragraphs.map((p) => p.text).join('\n');
  const kind = kindOf(source, head, body);
  const region = regionOf(source, head, body, markName);
  const year = yearOf(source, head, body);
  const short = region.found?.name ?? '';
  const name = markName ?? nameOf(source, head, short, kind.kind);
  const first = paragraphs[0] as Paragraph;
  const last = paragraphs[paragraphs.length - 1] as Paragraph;
  const start = cleaned.toSource(first.start, first.end).start;
  const end = cleaned.toSource(last.start, last.end).end;
  const partial =
    /^（?\(?(?:上接|下转)/.test(body.slice(0, 40).replace(/^.{0,10}\n/, '')) || /[（(]下转.{1,6}[）)]\s*$/.test(body);
  const report: Report = {
    id: idOf(source.id, name),
    document: source.id,
    name,
    title: titleOf(short, year.year, kind.kind, name),
    region: region.found?.name ?? null,
    parent: region.found?.parent ?? null,
    level: levelOf(region.found),
    year: year.year,
    kind: kind.kind,
    partial,
    speaker: speakerOf(head),
    date: dateOf(head) ?? source.hints.date ?? null,
    span: { start, end },
    sections: [],
    reasons: { region: region.reason, year: year.reason, kind: kind.reason },
    warnings: [],
  };
  return { report, paragraphs };
}

function levelOf(region: Region | undefined): Level {
  if (!region) return 'nation';
  return region.level;
}

function kindOf(source: SourceDocument, head: string[], body: string): { kind: ReportKind; reason: string } {
  const tasks = body.match(/[（(][^（）()]{2,200}(?:牵头|负责)[^（）()]{0,40}[）)]/g)?.length ?? 0;
  if (tasks >= DIVISION_TASKS && /分工/.test(head.join('')))
    return { kind: 'division', reason: `${tasks} tasks with departments` };
  const reporter = /[■◆]?记者.{2,30}整理/.exec(body);
  if (reporter) return { kind: 'digest', reason: `the line “${reporter[0]}”` };
  if (/摘要|解读|摘登/.test(head.slice(0, 2).join('')) || /digest|摘要|解读/.test(source.id))
    return { kind: 'digest', reason: 'its title or file name' };
  if (/政府工作报告|向大会(?:报告|作)/.test(head.join('')) || /政府工作报告/.test(source.hints.title ?? source.id)) {
    return { kind: 'report', reason: 'its title or opening' };
  }
  if (/政府工作报告/.test(body)) return { kind: 'report', reason: 'its text names a work report' };
  return { kind: 'other', reason: 'nothing says that it is a work report' };
}

function regionOf(
  source: SourceDocument,
  head: string[],
  body: string,
  markName?: string,
): { found: Region | undefined; reason: string } {
  if (markName) {
    const found = regionByName(markName.replace(/(?:人民)?政府工作报告$/, ''));
    if (found) return { found, reason: `the collection's heading ${markName}` };
  }
  const text = head.join('\n');
  const meeting = /(?:在|于)([\u4e00-\u9fff]{2,12}?)(?:第[一二三四五六七八九十]+届)?人民代表大会/.exec(
    text.replace(/[第][一二三四五六七八九十]+届/, ''),
  );
  const meetingRegion = meeting?.[1] && regionByName(meeting[1]);
  if (meetingRegion) return { found: meetingRegion, reason: `the meeting: ${meeting[1]}人民代表大会` };
  for (const line of head) {
    const title = OWN_TITLE.exec(line.replace(/\s/g, ''));
    const found = title?.[1] && regionByName(title[1]);
    if (found) return { found, reason: `the title ${line}` };
  }
  const hinted = source.hints.region && regionByName(source.hints.region);
  if (hinted) return { found: hinted, reason: `the column for the region: ${source.hints.region}` };
  const named = regionInName(`${source.hints.title ?? ''} ${source.id}`);
  if (named) return { found: named, reason: `the file name or title: ${named.name}` };
  return commonestRegion(body);
}

/** A region that a title or file name spells in Chinese, English or pinyin; the longest name wins, a city before its province. */
function regionInName(name: string): Region | undefined {
  const plain = name.toLowerCase();
  const words = new Set(plain.split(/[^a-z]+/));
  const scored = regions.flatMap((region) => {
    const latin = [
      region.english
        .toLowerCase()
        .replace(/ city$/, '')
        .replace(/[^a-z]/g, ''),
      plainPinyin(region.pinyin),
    ];
    const joined = plain.replace(/[^a-z]/g, '');
    if (name.includes(region.name)) return [{ region, score: region.name.length + 2 }];
    if (name.includes(region.short)) return [{ region, score: region.short.length + 1 }];
    if (latin.some((l) => l.length > 3 && (words.has(l) || (l.length > 8 && joined.includes(l)))))
      return [{ region, score: 1 + (region.level === 'city' ? 0.5 : 0) }];
    return [];
  });
  return scored.sort((a, b) => b.score - a.score)[0]?.region;
}

function plainPinyin(pinyin: string): string {
  return pinyin
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z]/g, '');
}

function commonestRegion(body: string): { found: Region | undefined; reason: string } {
  let best: { region: Region; count: number } | undefined;
  for (const region of regions) {
    const count = body.split(region.short).length - 1;
    if (count > (best?.count ?? 2)) best = { region, count };
  }
  return { found: best?.region, reason: best ? `named ${best.count} times in the text` : 'not found' };
}

function yearOf(source: SourceDocument, head: string[], body: string): { year: number | null; reason: string } {
  const date = dateOf(head);
  if (date) return { year: Number(date.slice(0, 4)), reason: `the date of the speech, ${date}` };
  const text = head.join('\n');
  const title = /(20\d\d)年?(?:[\u4e00-\u9fff]{0,12})?政府工作报告/.exec(
    text
      .split('\n')
      .filter((l) => l.length < 40)
      .join('\n'),
  );
  if (title?.[1]) return { year: Number(title[1]), reason: 'the year in the title' };
  if (source.hints.year) return { year: source.hints.year, reason: 'the column for the year' };
  const file = /(20\d\d)/.exec(`${source.hints.title ?? ''} ${source.id}`);
  if (file?.[1]) return { year: Number(file[1]), reason: 'the year in the file name' };
  const plan = /(20\d\d)年(?:经济社会发展)?(?:的)?(?:主要)?(?:预期目标|工作安排|重点工作|主要任务|总体要求)/.exec(body);
  if (plan?.[1]) return { year: Number(plan[1]), reason: `the text plans for ${plan[1]}` };
  return { year: null, reason: 'not found' };
}

/** The day of the speech, from lines such as `——2020年1月12日在…` and `二〇二〇年一月十五日`. */
function dateOf(head: string[]): string | null {
  for (const line of head.filter((l) => l.length < 80)) {
    const match =
      /([\d〇零○一二三四五六七八九]{4})年([\d一二三四五六七八九十]{1,3})月([\d一二三四五六七八九十]{1,3})日/.exec(line);
    if (!match) continue;
    const [, y = '', m = '', d = ''] = match;
    const year = /^\d{4}$/.test(y) ? Number(y) : chineseYear(y);
    const month = chineseNumber(m);
    const day = chineseNumber(d);
    if (year && month && day) return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  }
  return null;
}

const OFFICE = /(?:代?省长|代?市长|自治区主席|代?主席|代?州长|代?县长|代?区长)\s*([\u4e00-\u9fff·]{2,12})$/;

function speakerOf(head: string[]): string | null {
  const lines = head.filter((line) => line.length <= 30);
  for (const line of lines) {
    const match = OFFICE.exec(line.replace(/\s/g, ''));
    if (match?.[1]) return match[1];
  }
  // A name alone between the line of the meeting and 各位代表.
  const at = lines.findIndex((line) => /^各位(?:代表|委员)/.test(line));
  const before = at > 0 ? (lines[at - 1] ?? '').replace(/\s/g, '') : '';
  return /^[\u4e00-\u9fff·]{2,4}$/.test(before) && !/报告|政府/.test(before) ? before : null;
}

function nameOf(source: SourceDocument, head: string[], region: string, kind: ReportKind): string {
  if (kind === 'report') return `${region}政府工作报告`;
  if (kind === 'division') return `${region}落实政府工作报告重点工作分工`;
  const title = head.find((line) => line.length >= 4 && line.length <= 60 && !/。$/.test(line));
  return title ?? source.hints.title ?? source.id;
}

function titleOf(region: string, year: number | null, kind: ReportKind, name: string): string {
  const prefix = year === null ? '' : `${year}年`;
  if (kind === 'report') return `${prefix}${region}政府工作报告`;
  if (kind === 'division') return `${prefix}${region}政府工作报告重点工作分工`;
  if (kind === 'digest') return `${prefix}${region}政府工作报告摘要`;
  return `${prefix}${name}`;
}
