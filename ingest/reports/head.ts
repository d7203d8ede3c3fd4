/** The lines at the start of a report: whose it is, when it was given, and by whom. */
import { chineseNumber, chineseYear } from '../numbering.ts';

/** Lines of a head that no 各位代表 ends: a report cut out of a page begins at once. */
const HEAD_LINES = 12;
/** 各位代表 is looked for up to here; a saved web page has some 20 lines of buttons before it. */
export const LONGEST_HEAD = 60;
/** Longer lines are text, whatever date they name. */
const LONGEST_LINE = 80;

const MEETING = /人民代表大会|会议/;
/** What a speech begins with. */
export const ADDRESS = /^各位(?:代表|委员)/;

/** The head of a report: up to its 各位代表 where it has one, else its first lines. */
export function headOf(lines: string[]): string[] {
  const address = lines.slice(0, LONGEST_HEAD).findIndex((line) => ADDRESS.test(line));
  return lines.slice(0, address >= 0 ? address + 1 : HEAD_LINES);
}

export interface HeadDate {
  /** `YYYY-MM-DD`. */
  day: string;
  /** Its line says that it is the day of the speech; else it may be the day of a web page. */
  isSpeech: boolean;
}

/** The day of the speech, from lines such as `——2020年1月12日在…` and `二〇二〇年一月十五日`; else any other day of the head. */
export function dateOf(head: string[]): HeadDate | null {
  const days = head
    .filter((line) => line.length <= LONGEST_LINE)
    .flatMap((line, at) => {
      const day = dayIn(line);
      const rest = line.replace(DAY, '').replace(/[\s（）()—–-]/g, '');
      const isSpeech = rest === '' || MEETING.test(line) || MEETING.test(head[at + 1] ?? '');
      return day === null ? [] : [{ day, isSpeech: isSpeech && !/发布|来源|更新|时间|字号/.test(line) }];
    });
  return days.find(({ isSpeech }) => isSpeech) ?? days[0] ?? null;
}

const DAY =
  /([\d〇零○一二三四五六七八九]{4})\s*年\s*([\d一二三四五六七八九十]{1,3})\s*月\s*([\d一二三四五六七八九十]{1,3})\s*日/;

function dayIn(line: string): string | null {
  const match = DAY.exec(line);
  if (!match) return null;
  const [, y = '', m = '', d = ''] = match;
  const year = /^\d{4}$/.test(y) ? Number(y) : chineseYear(y);
  const month = chineseNumber(m);
  const day = chineseNumber(d);
  if (!year || !month || !day || month > 12 || day > 31) return null;
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

const OFFICE = '(?:省长|市长|主席|州长|盟长|专员|县长|区长|旗长|主任|总理)';
/** `省长 李某`: alone in its line, or behind the meeting; or `市长殷某同志作政府工作报告`. */
const NAME_LAST = new RegExp(`(?:代理?)?${OFFICE}([\\u4e00-\\u9fff·]{2,16})$`);
const NAME_BEFORE_SPEECH = new RegExp(`(?:代理?)?${OFFICE}([\\u4e00-\\u9fff·]{2,16}?)(?:同志)?(?:作|在|向|代表)`);
/** `龚某市长在…`: the other way round. */
const NAME_FIRST = new RegExp(`日([\\u4e00-\\u9fff·]{2,4})(?:代理?)?${OFFICE}在`);
const NOT_NAMES = /报告|政府|会议|代表|大会|人民|来源|发布|^在/;

/** Who gave the report; null where its head does not say. */
export function speakerOf(head: string[]): string | null {
  const lines = head.filter((line) => line.length <= LONGEST_LINE).map((line) => line.replace(/\s/g, ''));
  for (const pattern of [NAME_LAST, NAME_FIRST, NAME_BEFORE_SPEECH]) {
    for (const line of lines) {
      const name = pattern.exec(line.replace(/[。，]$/, ''))?.[1];
      if (name && !NOT_NAMES.test(name)) return name;
    }
  }
  // A name alone between the line of the meeting and 各位代表.
  const at = lines.findIndex((line) => ADDRESS.test(line));
  const before = at > 0 ? (lines[at - 1] ?? '') : '';
  return /^[\u4e00-\u9fff·]{2,4}$/.test(before) && !NOT_NAMES.test(before) && MEETING.test(lines[at - 2] ?? '')
    ? before
    : null;
}
