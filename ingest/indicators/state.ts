import type { Slot } from './tokens.ts';

/** A subject that waits for its figure. */
export interface Waiting {
  /** Null for a thing that no indicator has; it keeps its place in a list (PM2.5、PM10浓度分别下降5.9%和14.9%). */
  slot: Slot | null;
  /** Where a quote of it begins. */
  start: number;
  /** What limits it, such as 兰州新区; empty for the whole region. */
  limit: string;
}

/** What is known at one place of a sentence. */
export interface State {
  slots: Waiting[];
  /** What words without a number speak of where the slots are parts of one thing (城乡居民收入). */
  together: Slot | null;
  /** A figure was given to the slots; what comes next may add another of the same subject. */
  used: boolean;
  /** An unknown word stands between the slots and what comes, up to the end of the clause. */
  broken: boolean;
  /** A verb was read since the subject or the boundary. */
  predicate: boolean;
  /** A subject was read since the boundary. */
  inClause: boolean;
  verb: { direction: 'up' | 'down'; reaching: boolean; word: string } | null;
  /** 新增 stood right before the slots. */
  adding: boolean;
  /** 分别 was read: figures and slots must be as many. */
  shared: boolean;
  /** 均, 都 or 各 was read: one figure holds for each slot. */
  each: boolean;
  /** 新增 opened the clause, so that every count of its list is what was added. */
  listing: boolean;
  /** The words that say so: 同口径, 实际, 力争; empty without. */
  comparable: string;
  real: string;
  striving: string;
  /** 年均 or 累计, up to the next figure. */
  span: boolean;
  /** 五年来 or “十三五”时期, up to a year. */
  period: boolean;
  /** The year that 较2015年 names. */
  since: number | null;
  /** 占…比重: what it is a share of. */
  share: string | null;
  year: number | null;
  shift: number | null;
  /** Unknown words since the last boundary, before any subject, and where they begin. */
  before: string;
  beforeStart: number;
  /** First members of a list that no indicator has. */
  leading: Waiting[];
  /** Where 全省 or 力争 before the subject begins. */
  lead: number | null;
  /** A place that the sentence began with (兰州新区…，固定资产投资增长…). */
  topic: string;
  /** The token before was 、 or 和. */
  coordinate: boolean;
}

/** The state at the head of a sentence. */
export function freshState(): State {
  return {
    slots: [],
    together: null,
    used: false,
    broken: false,
    predicate: false,
    inClause: false,
    verb: null,
    adding: false,
    shared: false,
    each: false,
    listing: false,
    comparable: '',
    real: '',
    striving: '',
    span: false,
    period: false,
    since: null,
    share: null,
    year: null,
    shift: null,
    before: '',
    beforeStart: 0,
    leading: [],
    lead: null,
    topic: '',
    coordinate: false,
  };
}

/**
 * The state behind a mark. A comma keeps subject and year; a colon ends what stood before it; a semicolon keeps year and
 * place; a full stop ends everything.
 */
export function nextClause(state: State, mark: string): State {
  const fresh = freshState();
  if (mark === '。') return fresh;
  const { year, shift, topic, period } = state;
  if (mark !== '，' && mark !== '：') return { ...fresh, year, shift, topic, period };
  const goesOn = state.used || state.verb !== null || state.broken;
  return {
    ...fresh,
    slots: goesOn ? state.slots : [],
    together: state.together,
    adding: goesOn && state.adding,
    used: state.used,
    span: mark === '：' ? false : state.span && !state.used && !state.predicate,
    period,
    year,
    shift,
    topic: mark === '：' ? '' : topic,
    striving: state.used ? '' : state.striving,
    // 剔除减税降费因素，可比口径: stays for the figure behind the comma.
    comparable: state.used && state.predicate ? '' : state.comparable,
  };
}
