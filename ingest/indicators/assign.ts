/** Gives figures and words to the subjects that wait for them. */
import { type Indicator, indicatorOf } from './catalogue.ts';
import type { Figure } from './figures.ts';
import type { Finding } from './finding.ts';
import type { State, Waiting } from './state.ts';
import type { Slot, Token } from './tokens.ts';
import { accepts } from './units.ts';

/** A share names another indicator than the thing itself: which one hangs on what it is a share of. */
const SHARES: { base: RegExp; of: Record<string, string> }[] = [
  {
    base: /生产总值|GDP/,
    of: {
      rd_spending: 'rd_intensity',
      rd_intensity: 'rd_intensity',
      service_value_added_growth: 'service_share',
      service_share: 'service_share',
      digital_economy: 'digital_economy_share',
      digital_economy_growth: 'digital_economy_share',
      digital_economy_share: 'digital_economy_share',
      digital_core: 'digital_core_share',
      digital_core_growth: 'digital_core_share',
      digital_core_share: 'digital_core_share',
      manufacturing_growth: 'manufacturing_share',
      private_economy_growth: 'private_economy_share',
    },
  },
  {
    base: /规上工业|规模以上工业|规上制造业/,
    of: { strategic_industry_growth: 'strategic_industry_share', high_tech_value_added_growth: 'high_tech_share' },
  },
  { base: /固定资产投资|全部投资|投资总量/, of: { private_investment_growth: 'private_investment_share' } },
];

/** Totals whose increment (增长300亿元) is no figure of its own. */
const TOTALS = new Set([
  'gdp_total',
  'gdp_per_capita',
  'fiscal_revenue',
  'trade_total',
  'retail_sales_total',
  'online_retail_total',
]);
/** A count of people in poverty is a reduction only where a fall says so. */
const NEEDS_FALL = new Set(['poverty_relief']);

/** One figure in these units can hold for each of several subjects. */
const RATES = new Set(['%', '‰', '个百分点', '元', '微克/立方米']);

export interface Listed {
  figure: Figure;
  start: number;
  end: number;
}

/** The figures that stand in one list from token `from` on: 6%和8.5%左右, 5.5%左右、4.5%以内, 1.5个和2个百分点. */
export function listAt(tokens: Token[], from: number): { figures: Listed[]; last: number } {
  const figures: Listed[] = [];
  let last = from;
  for (let i = from; i < tokens.length; i++) {
    const token = tokens[i] as Token;
    if (token.type === 'figure') {
      figures.push({ figure: token.figure, start: token.start, end: token.end });
      last = i;
    } else if (token.type !== 'coordinate') break;
  }
  const unit = figures.at(-1)?.figure.unit ?? '';
  for (const one of figures) {
    const left = one.figure.unit === '' || (one.figure.unit === '个' && unit === '个百分点');
    if (left) one.figure = { ...one.figure, unit };
  }
  return { figures, last };
}

/** Whether the figure at `[start, end)` is the goal that was met, not the result: 超额完成120万的目标任务. */
export function pastGoal(text: string, start: number, end: number): boolean {
  return (
    /(?:超额完成|超过|高于|好于|超出)(?:了)?(?:全年|年度|年初)?(?:确定|提出|预期)?的?$/.test(text.slice(0, start)) &&
    /^(?:人)?的?(?:全年|年度|年初|预期)*(?:目标|计划|任务)/.test(text.slice(end))
  );
}

/** Marks the slots as used. As many figures as slots are paired in order; one figure serves all; anything else is not understood. */
export function giveFigures(state: State, figures: Listed[]): Finding[] {
  const { slots } = state;
  const first = figures[0];
  if (slots.length === 0 || !first) return [];
  const pairs: { one: Waiting; figure: Listed }[] = [];
  if (slots.length > 1 && figures.length === slots.length)
    for (const [i, one] of slots.entries()) pairs.push({ one, figure: figures[i] as Listed });
  else if (slots.length > 1 && figures.length > 1) return [];
  // 老旧小区、城中村、农村危房36.9万户: one count of several things is a count of none of them.
  else if (slots.length > 1 && !RATES.has(first.figure.unit) && !state.each) return [];
  else if (state.shared && figures.length !== slots.length) return [];
  else for (const one of slots) pairs.push({ one, figure: first });
  state.used = true;
  const start = Math.min(...slots.map((one) => one.start));
  const end = ((slots.length > 1 ? figures.at(-1) : first) ?? first).end;
  return pairs.flatMap(({ one, figure }) => {
    const indicator = one.slot && choose(one.slot, figure.figure, state);
    if (!indicator) return [];
    const rule = slots.length > 1 ? 'paired' : figure.figure.value === null ? 'range' : 'figure';
    return [finding(state, one, indicator, { figure: figure.figure, words: '', start, end, rule })];
  });
}

/** Words in the place of a figure, for every slot that can have them. */
export function giveWords(state: State, words: string, at: { start: number; end: number }): Finding[] {
  if (state.since !== null) return [];
  const start = Math.min(at.start, ...state.slots.map((one) => one.start));
  const slots = [...state.slots];
  const last = slots.at(-1);
  if (state.together && last) slots.push({ ...last, slot: state.together });
  return slots.flatMap((one) => {
    const indicator = one.slot && wordsIndicator(one.slot);
    return indicator
      ? [finding(state, one, indicator, { figure: null, words, start, end: at.end, rule: 'words' })]
      : [];
  });
}

function wordsIndicator(slot: Slot): Indicator | undefined {
  const { candidates } = slot;
  return (
    candidates.find((one) => one.measure === 'growth') ??
    candidates.find((one) => one.measure === 'decrease') ??
    candidates[0]
  );
}

function finding(
  state: State,
  one: Waiting,
  indicator: Indicator,
  part: Pick<Finding, 'figure' | 'words' | 'start' | 'end' | 'rule'>,
): Finding {
  const unit = part.figure?.unit;
  const rate = unit === '%' || unit === '个百分点';
  const moves = state.verb !== null && !state.verb.reaching;
  const change =
    indicator.measure === 'level' && part.figure !== null && (moves || (state.adding && !rate && !indicator.flow));
  const plain = indicator.measure === 'level' && !change ? 'level' : 'growth';
  // A share or a standard has no sum over years; 累计 before it speaks of something else.
  const sums = indicator.measure !== 'level' || indicator.additive || change;
  const basis: Finding['basis'] =
    ((state.span || state.period) && sums) || state.since !== null
      ? 'cumulative'
      : state.comparable !== ''
        ? 'comparable'
        : state.real !== ''
          ? 'real'
          : plain;
  return {
    ...part,
    indicator,
    direction: state.verb?.direction ?? (change ? 'up' : null),
    change: change && !rate,
    reaching: state.verb?.reaching === true,
    basis,
    striving: state.striving,
    accounting: state.comparable + state.real,
    since: state.since,
    year: state.year,
    shift: state.shift,
    limit: one.limit,
    pastGoal: false,
  };
}

/** The indicator of a name that fits verb and unit; undefined where the figure is of something else. */
function choose(slot: Slot, figure: Figure, state: State): Indicator | undefined {
  const { verb, share } = state;
  const { candidates } = slot;
  if (share !== null) {
    const of = SHARES.find(({ base }) => base.test(share))?.of;
    const id = of && candidates.map((one) => of[one.id]).find((one) => one !== undefined);
    return figure.unit === '%' && id ? indicatorOf(id) : undefined;
  }
  if (candidates.some((one) => NEEDS_FALL.has(one.id)) && (verb?.direction !== 'down' || verb.reaching))
    return undefined;
  const moves = verb !== null && !verb.reaching;
  if (figure.unit === '%') {
    const growth = candidates.find((one) => one.measure === 'growth' && one.units.includes('%'));
    const rate = candidates.find((one) => one.measure === 'level' && one.units.includes('%'));
    const fall = candidates.find((one) => one.units.includes('%（下降）'));
    if (fall && verb?.direction === 'down' && moves) return fall;
    if (fall?.measure === 'decrease') return moves && verb.direction === 'up' ? fall : undefined;
    if (growth && !verb?.reaching) return growth;
    return rate && !moves ? rate : undefined;
  }
  if (figure.unit === '个百分点') {
    return moves ? candidates.find((one) => one.units.includes('个百分点（提高）')) : undefined;
  }
  const level = candidates.find((one) => one.measure === 'level' && accepts(one.units, figure.unit));
  if (level && moves && TOTALS.has(level.id)) return undefined;
  return level;
}
