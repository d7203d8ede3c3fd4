import { numberingOf } from '../numbering.ts';
import type { Line } from './lines.ts';

/** What is known of the paragraph that a line might go on with. */
export interface OpenParagraph {
  /** Its last line. */
  line: Line;
  /** Characters so far. */
  length: number;
  /** A sentence ended in it. */
  hasStop: boolean;
}

/** Where a text breaks every line at a fixed width; null where a line is a paragraph. */
export type WrapWidth = number | null;

/** Longest line without a stop that may be a heading: numbered ones reach 46 characters in 91 reports, others 31. */
const NUMBERED_HEADING = 64;
const PLAIN_HEADING = 40;

const STOP = /[。！？!?；;…：:][”’」』"')）】》〕*]*(?:\[\s*\d{1,3}\s*\])?$/;
const STOP_INSIDE = /[。！？；]/;
/** Nothing ends on these, so that the next line goes on whatever it looks like. */
const OPEN_END = /[，、,—（(《“‘]$/;
/** No line of print begins with these. */
const CLOSED_START = /^[，、。；：）》”’！？％%]/;
/** What a division of tasks ends its items on, with the number of the next or a lost head behind it. */
const TASK_END = /(?:负责|牵头|落实|配合|参加|参与)[)）](?:\d{1,3}|[(（]|[一二三四五六七八九十]{1,3}、[^，。]{2,30})?$/;
/** The line of the speech: date, meeting, speaker; names of pictures and sources. */
const SPEECH_LINE =
  /会议上?(?:的讲话|的报告)?$|作(?:了)?政府工作报告[。]?$|(?:记者|通讯员).{0,20}摄?$|^(?:来源|时间|发表时间|编辑|责任编辑|主办单位|字号)[：:]/;
/** What stands by itself at the start of a line: the salutation, a line that names source or time. */
const ALONE = /^(?:各位(?:代表|委员)|(?:来源|时间|发表时间|编辑|责任编辑|主办单位|年度目标)\s*[：:])/;
/** Words that end on 一 or on a sign of order, cut before `一、`. */
const ENDS_IN_ONE = /[统第之唯单万划专]$/;

/** Whether `next` goes on with the sentence that `open` was cut in. */
export function goesOn(open: OpenParagraph, next: Line, wrap: WrapWidth): boolean {
  const before = open.line;
  if (before.hashes > 0 || next.hashes > 0) return false;
  const end = before.text.slice(-48);
  if (STOP.test(end) || TASK_END.test(end)) return false;
  const start = next.text.slice(0, 12);
  const openEnd = OPEN_END.test(end);
  if (startsAnew(start, end, openEnd)) return false;
  if (openEnd || (CLOSED_START.test(start) && !/[)）]$/.test(end))) return true;
  if (open.length < 120 && SPEECH_LINE.test(before.text)) return false;
  if (/^\*\*[^*]+\*\*$/.test(before.text)) return false;
  if (next.indent >= 2) return false;
  if (hasOpenQuote(before.text)) return true;
  // No heading has a sentence before its end.
  if (open.hasStop) return true;
  if (wrap !== null) return before.text.length >= wrap * WRAP_SLACK;
  return open.length > (numberingOf(before.text.replace(/^\*\*/, '')) ? NUMBERED_HEADING : PLAIN_HEADING);
}

function hasOpenQuote(text: string): boolean {
  return text.lastIndexOf('“') > text.lastIndexOf('”');
}

function startsAnew(start: string, end: string, openEnd: boolean): boolean {
  if (start.startsWith('【') || ALONE.test(start)) return true;
  if (openEnd && !/[—]$/.test(end)) return false;
  if (start.startsWith('——') || start.startsWith('**')) return true;
  const numbering = numberingOf(start);
  if (!numbering) return false;
  return !(numbering.style === 'chinese' && numbering.number === 1 && ENDS_IN_ONE.test(end));
}

/** Share of the width from which on a line counts as full; the last line of a paragraph is seldom that long. */
const WRAP_SLACK = 0.85;
/** A fixed width is believed where this many lines and this share of lines break off at it. */
const WRAP_LINES = 12;
const WRAP_SHARE = 0.4;
/** Print has 30 to 50 characters a line; longer lines without a stop are cut by pages. */
const WRAP_MAX = 80;

/** The fixed width that a text is wrapped at, if it is. */
export function wrapWidth(lines: readonly Line[]): WrapWidth {
  const open: number[] = [];
  for (const line of lines) {
    if (line.kind === 'text' && line.text.length >= 16 && !STOP.test(line.text.slice(-12))) open.push(line.text.length);
  }
  if (open.length < WRAP_LINES || open.length < lines.length * WRAP_SHARE) return null;
  open.sort((a, b) => a - b);
  const width = open[open.length >> 1] as number;
  if (width > WRAP_MAX) return null;
  const close = open.filter((length) => Math.abs(length - width) <= width * 0.2).length;
  return close >= open.length * 0.7 ? width : null;
}

/** Whether a sentence ends in `text`. */
export function hasStop(text: string): boolean {
  return STOP_INSIDE.test(text);
}
