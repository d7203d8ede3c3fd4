/** What kind of text it is: a work report, a division of its tasks, a digest of one, or something else. */
import type { ReportKind, SourceDocument } from '../model.ts';

export interface FoundKind {
  kind: ReportKind;
  /** Why, as a phrase for `--list`. */
  reason: string;
}

/** Tasks with a department in charge that make a text a division of tasks; the one here has 400, reports have none. */
const DIVISION_TASKS = 10;
const TASK = /[（(][^（）()]{2,200}(?:牵头|负责)[^（）()]{0,40}[）)]/g;

/** Not yet given, or given otherwise: its figures are nobody's promise. */
const DRAFT = /[（(【]?(?:征求意见稿|讨论稿|送审稿|草案|初稿|代拟稿)[）)】]?/;
/** Reports of other kinds, and texts about a work report. */
const OTHER_TITLES: [RegExp, string][] = [
  [/预算(?:执行|草案|报告)|决算/, 'a budget report'],
  [/国民经济和社会发展计划(?:执行|草案)|计划草案/, 'a report on the plan'],
  [/(?:法院|检察院|人大常委会|人民代表大会常务委员会|政协|常务委员会)\S{0,8}工作报告/, 'a report of another body'],
  [/关于\S{0,30}政府工作报告\S{0,4}的?决议/, 'a resolution on the report'],
  [/^(?:《?政府工作报告》?)?(?:名词|用语|术语)(?:解释|注释|说明)/, 'a glossary'],
  [/(?:五年)?规划(?:纲要)?(?:[（(].*[）)])?$|纲要$/, 'a plan of several years'],
  [
    /(?:厅|局|委员会|委|办公室|院)\S{0,4}(?:20\d\d年?)?\S{0,6}(?:工作(?:总结|报告|要点|计划)|总结)/,
    'a department’s own report',
  ],
];
const DIGEST_TITLES = /摘要|解读|摘登|节选|要点|速览|看点|精华|一图|图解|数读|亮点/;
const REPORT_TITLE = /政府工作报告/;

/** @param head Lines of the head. */
export function kindOf(source: SourceDocument, head: string[], body: string): FoundKind {
  const titles = titlesIn(source, head);
  const tasks = body.match(TASK)?.length ?? 0;
  if (tasks >= DIVISION_TASKS && /分工|分解|责任/.test(head.join('')))
    return { kind: 'division', reason: `${tasks} tasks with departments` };
  const draft = titles.map((title) => DRAFT.exec(title)?.[0]).find(Boolean);
  if (draft) return { kind: 'other', reason: `a draft: ${draft}` };
  for (const title of titles) {
    if (REPORT_TITLE.test(title) && !/决议|解释|注释/.test(title)) break;
    const other = OTHER_TITLES.find(([pattern]) => pattern.test(title));
    if (other) return { kind: 'other', reason: `${other[1]}: ${title.slice(0, 40)}` };
  }
  const reporter = /[■◆]?记者.{2,30}整理/.exec(body);
  if (reporter) return { kind: 'digest', reason: `the line “${reporter[0]}”` };
  if (titles.slice(0, 2).some((title) => DIGEST_TITLES.test(title)) || /digest/.test(source.id))
    return { kind: 'digest', reason: 'its title or file name' };
  if (
    REPORT_TITLE.test(head.join('')) ||
    /向大会(?:报告|作)/.test(head.join('')) ||
    REPORT_TITLE.test(source.hints.title ?? source.id)
  )
    return { kind: 'report', reason: 'its title or opening' };
  if (REPORT_TITLE.test(body)) return { kind: 'report', reason: 'its text names a work report' };
  return { kind: 'other', reason: 'nothing says that it is a work report' };
}

/** What may be its title: short lines of the head without a stop, then the title of a column and the file's name. */
function titlesIn(source: SourceDocument, head: string[]): string[] {
  const lines = head.map((line) => line.replace(/\s/g, '')).filter((line) => line.length <= 60 && !/。$/.test(line));
  return [...lines.slice(0, 6), source.hints.title ?? '', source.id.split('/').at(-1) ?? ''].filter(
    (line) => line !== '',
  );
}
