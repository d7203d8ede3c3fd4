import type { Indicator } from './catalogue.ts';
import type { Figure } from './figures.ts';

/** A figure (or words in its place) with what it is of. Spans are of the normal text. */
export interface Finding {
  indicator: Indicator;
  figure: Figure | null;
  /** Words that stand in the place of a figure, such as 与经济增长同步. */
  words: string;
  /** What proves it: from the subject to the last figure of its list. */
  start: number;
  end: number;
  /** Direction of the verb: a growth, a fall, or none. */
  direction: 'up' | 'down' | null;
  /** An amount that was added or taken away, where the indicator itself is a level. */
  change: boolean;
  /** 提高到, 增至: the figure is where it stands now. */
  reaching: boolean;
  basis: 'growth' | 'level' | 'cumulative' | 'comparable' | 'real';
  /** Words before the figure that qualify it: 力争, 同口径, 实际, 较2015年. */
  striving: string;
  accounting: string;
  since: number | null;
  /** Year named in the clause, or counted from the report's (`shift`); null where none is. */
  year: number | null;
  shift: number | null;
  /** What limits the subject; empty for the whole region. */
  limit: string;
  /** The figure is a goal that a result is measured by (超额完成120万的目标). */
  pastGoal: boolean;
  rule: string;
}
