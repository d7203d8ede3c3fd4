/** Of which level a text speaks that does not say whose it is: by what it calls its own region (全省, 我市). */
import type { Level } from '../model.ts';

export interface FoundLevel {
  /** Null where the words do not tell. */
  level: Level | null;
  /** Why, as a phrase for `--list`. */
  reason: string;
}

/** 全国 and 我国 stand in every report; what the nation's own report is called, its head says. */
const OWN_WORDS: [Level, RegExp][] = [
  ['province', /[全我]省|全自治区/g],
  ['city', /[全我][市州盟]/g],
  ['county', /[全我][县旗]/g],
];
/** 全区 is an autonomous region's word and a district's. */
const DISTRICT = /[全我]区/g;
const AUTONOMOUS = /自治区/g;
/** So often at least, and so many times as often as any other: a county speaks of its city's plans too. */
const OFTEN = 3;
const CLEARLY = 2;

/** @param body The clean text of the report. */
export function levelIn(body: string): FoundLevel {
  const counts = new Map(OWN_WORDS.map(([level, words]) => [level, timesOf(words, body)]));
  const own = timesOf(AUTONOMOUS, body) >= OFTEN ? 'province' : 'county';
  counts.set(own, (counts.get(own) ?? 0) + timesOf(DISTRICT, body));
  const [[level, most] = ['province', 0], [, second] = ['', 0]] = [...counts].sort(([, a], [, b]) => b - a);
  return most >= OFTEN && most >= second * CLEARLY
    ? { level: level as Level, reason: `its words for its own region, ${most} times` }
    : { level: null, reason: 'not found' };
}

function timesOf(words: RegExp, body: string): number {
  return body.match(words)?.length ?? 0;
}
