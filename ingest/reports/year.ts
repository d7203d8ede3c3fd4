/** Which year a report plans for: from its head, then the file's name, then columns, then folders, then what it plans. */
import type { SourceDocument } from '../model.ts';
import { chineseYear } from '../numbering.ts';
import type { HeadDate } from './head.ts';

export interface FoundYear {
  year: number | null;
  /** Why, as a phrase for `--list`. */
  reason: string;
}

/** Some counties meet in November or December and plan for the year after. */
const LATE_MONTH = 11;
const PLANNED =
  /(20\d\d)年(?:经济社会发展|国民经济和社会发展|政府)?(?:的)?(?:主要|总体|工作)?(?:预期目标|目标任务|目标|工作安排|工作打算|重点工作|主要任务|主要工作|任务|总体要求|工作思路|工作建议)/;
const TITLE_YEAR =
  /(?<!\d)(20\d\d|[二][〇零○]\S{2})年?(?:度)?[\u4e00-\u9fff]{0,16}(?:政府工作报告|工作报告|分工|预算|计划|要点)/;

/**
 * @param date The day in the head; the day of a web page counts less than a title.
 */
export function yearOf(source: SourceDocument, head: string[], body: string, date: HeadDate | null): FoundYear {
  const title = titleYear(head);
  if (date?.isSpeech) return ofSpeech(date.day, title, body);
  if (title) return { year: title, reason: 'the year in the title' };
  const file = yearIn(`${source.hints.title ?? ''} ${source.id.split('/').at(-1)}`);
  if (file && !source.id.includes('#')) return { year: file, reason: 'the year in the file name' };
  if (source.hints.year) return { year: source.hints.year, reason: 'the column for the year' };
  if (file) return { year: file, reason: 'the year in the file name' };
  const folder = source.id.split('/').slice(0, -1).reverse().map(yearIn).find(Boolean);
  if (folder) return { year: folder, reason: 'the year in the folder name' };
  const plan = PLANNED.exec(body);
  if (plan?.[1]) return { year: Number(plan[1]), reason: `the text plans for ${plan[1]}` };
  if (date) return { year: Number(date.day.slice(0, 4)), reason: `the date in the head, ${date.day}` };
  return { year: null, reason: 'not found' };
}

function ofSpeech(day: string, title: number | undefined, body: string): FoundYear {
  const [year = 0, month = 0] = day.split('-').map(Number);
  const next = year + 1;
  if (month >= LATE_MONTH && (title === next || plannedYears(body).includes(next)))
    return { year: next, reason: `the speech of ${day}, which plans for ${next}` };
  return { year, reason: `the date of the speech, ${day}` };
}

function plannedYears(body: string): number[] {
  return [...body.matchAll(new RegExp(PLANNED.source, 'g'))].map((match) => Number(match[1]));
}

function titleYear(head: string[]): number | undefined {
  for (const line of head.filter((one) => one.length < 40)) {
    const words = TITLE_YEAR.exec(line.replace(/\s/g, ''))?.[1];
    const year = words === undefined ? undefined : /^\d/.test(words) ? Number(words) : chineseYear(words);
    if (year) return year;
  }
  return undefined;
}

function yearIn(name: string): number | undefined {
  const found = /(?<!\d)(20\d\d)(?!\d)/.exec(name)?.[1];
  return found === undefined ? undefined : Number(found);
}
