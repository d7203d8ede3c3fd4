/**
 * Which stretch of time a place of a report speaks of. Beside the year before and the year to come, reports at the turn of a
 * five-year plan or of a term of office review five years and plan for five: sums and averages over those are no figures of a year.
 */
import type { Passage, Timing } from '../model.ts';

/** Years, both included. */
export interface Period {
  from: number;
  to: number;
}

export interface Stretch {
  /** What the words say, where it differs from what the headings say. */
  timing: Timing;
  /** Null for a single year. */
  period: Period | null;
}

const FIVE_YEAR_PLAN = '[“"]?十(?<plan>[一二三四五六七])五[”"]?';
/** The tenth five-year plan began in 2001. */
const TENTH_PLAN = 2001;
const PLAN_YEARS = 5;
const NUMERALS = '一二三四五六七';

const ADDRESS = '(?:各位代表[，！：、。]?|[-—]+|同志们[，！：]?|我们)*';
const OPENING = new RegExp(
  `^${ADDRESS}(?:回顾|回望|总结|展望|站在[^，。]{0,8}[，])?(?:` +
    `${FIVE_YEAR_PLAN}(?:规划)?(?:时期|期间|以来|这[^，。]{0,8}五年|发展|[^，。]{0,6}目标)` +
    `|(?<past>(?:刚刚)?过去的?五年|(?:这|近|本届[^，。]{0,6})五年|五年来)` +
    `|(?<ahead>今后五年|未来五年|今后一个时期))`,
);
const ONE_YEAR = new RegExp(
  `^${ADDRESS}(?:(?:刚刚)?过去的?(?:的)?(?:一年|20\\d\\d年)|一年来|去年|今年|这一年|20\\d\\d年(?!以来|至|-|—)|初步(?:统计|核算|预计)|全年)`,
);
/** The sentence that begins the list of this year's targets. */
const TARGETS_OF_YEAR = /(?:预期|主要)目标(?:建议)?(?:安排)?(?:是|为|：|:)/;
const NAMES_PERIOD = new RegExp(`${FIVE_YEAR_PLAN}|五年|年均`);

/** Follows one report from sentence to sentence. */
export class StretchReader {
  readonly #year: number;
  #heading: string | undefined;
  #own: { timing: Timing | null; period: Period | null } = { timing: null, period: null };

  /** `year`: the report's. */
  constructor(year: number) {
    this.#year = year;
  }

  /** The stretch that the next sentence speaks of. */
  read(text: string, passage: Pick<Passage, 'timing' | 'path'>): Stretch {
    const heading = passage.path[0] ?? '';
    if (heading !== this.#heading) {
      this.#heading = heading;
      const period = this.#periodOfHeading(heading, passage.timing);
      this.#own = { timing: period && plansIn(heading).length > 1 ? this.#timingOf(period) : null, period };
    }
    const words = text.replace(/\s+/g, '');
    const period = this.#periodOf(OPENING.exec(words));
    if (period) this.#own = { timing: this.#timingOf(period), period };
    else if (this.#turnsToLaterPlan(heading, words)) this.#own = this.#laterPlan(heading);
    else if (ONE_YEAR.test(words)) this.#own = { timing: null, period: null };
    const targets = words.search(TARGETS_OF_YEAR);
    if (targets >= 0) {
      const opening = words.slice(0, targets);
      const ofYear = /今年|20\d\d年/.test(opening) || (this.#own.period === null && !NAMES_PERIOD.test(opening));
      if (ofYear) this.#own = { timing: /今年|经济社会发展/.test(opening) ? 'plan' : null, period: null };
    }
    const timing = this.#own.timing ?? passage.timing;
    // “十五五”时期主要目标: an average over years within it is the plan's, wherever the text has turned to this year.
    const average = this.#own.period === null && timing === 'plan' && /年均(?!浓度)/.test(words);
    return { timing, period: average ? this.#periodOfHeading(heading, timing) : this.#own.period };
  }

  /** “十四五”时期发展成就和“十五五”时期主要目标任务: the sentence that speaks of the plan or the times of the later one begins it. */
  #turnsToLaterPlan(heading: string, words: string): boolean {
    const later = plansIn(heading)[1];
    const period = later === undefined ? null : this.#planOf(later);
    if (!period || this.#own.period?.from === period.from) return false;
    // The heading itself names both.
    if (words.includes(`十${plansIn(heading)[0]}五`)) return false;
    return new RegExp(`十${later}五[”"]?(?:规划|时期|期间|[^，。]{0,6}目标)`).test(words);
  }

  #laterPlan(heading: string): { timing: Timing | null; period: Period } {
    const period = this.#planOf(plansIn(heading)[1] ?? '');
    return { timing: this.#timingOf(period), period };
  }

  /** A heading that names a year as well begins with what it names first. */
  #periodOfHeading(heading: string, timing: Timing): Period | null {
    const named = new RegExp(FIVE_YEAR_PLAN).exec(heading);
    const year = heading.search(/20\d\d年|过去一年/);
    if (named && (year < 0 || named.index < year)) return this.#planOf(named.groups?.plan ?? '');
    if (year < 0 && /过去五年|五年来/.test(heading) && timing === 'review') return this.#term(-PLAN_YEARS);
    return null;
  }

  #periodOf(found: RegExpExecArray | null): Period | null {
    if (!found) return null;
    const { plan, past } = found.groups ?? {};
    if (plan) return this.#planOf(plan);
    return past ? this.#term(-PLAN_YEARS) : this.#term(0);
  }

  #planOf(numeral: string): Period {
    const from = TENTH_PLAN + PLAN_YEARS * (NUMERALS.indexOf(numeral) + 1);
    return { from, to: from + PLAN_YEARS - 1 };
  }

  #term(shift: number): Period {
    return { from: this.#year + shift, to: this.#year + shift + PLAN_YEARS - 1 };
  }

  #timingOf({ from, to }: Period): Timing | null {
    if (to < this.#year) return 'review';
    return from >= this.#year ? 'plan' : null;
  }
}

/** The five-year plans that a heading names, in its order. */
function plansIn(heading: string): string[] {
  return [...heading.matchAll(new RegExp(FIVE_YEAR_PLAN, 'g'))].map(({ groups }) => groups?.plan ?? '');
}
