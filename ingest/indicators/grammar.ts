/**
 * The grammar: which figure belongs to which subject of a sentence. A figure is taken only where nothing but known words stands
 * between it and its subject; an unknown word in between loses the figure and never invents one.
 */
import { type Indicator, indicatorOf } from './catalogue.ts';
import { elidedAt } from './families.ts';
import type { Figure } from './figures.ts';
import { type Slot, slotOf, type Token, tokenise } from './tokens.ts';
import { COUNTED } from './words.ts';

/** A figure (or words in its place) with what it is of. Spans are of the normal text. */
export interface Finding {
  indicator: Indicator;
  figure: Figure | null;
  /** Words that stand in the place of a figure, such as 与经济增长同步. */
  words: string;
  start: number;
  end: number;
  /** Direction of the verb: a growth, a fall, or none. */
  direction: 'up' | 'down' | null;
  basis: 'growth' | 'level' | 'cumulative' | 'comparable' | 'real';
  striving: boolean;
  /** Year named in the clause, or counted from the report's (`shift`); null where none is. */
  year: number | null;
  shift: number | null;
  /** What stands before the subject and limits it; empty for the whole region. */
  limit: string;
  rule: string;
}

/** A share of GDP names another indicator than the thing itself. */
const SHARE_OF: Record<string, string> = {
  rd_spending: 'rd_intensity',
  rd_intensity: 'rd_intensity',
  service_value_added_growth: 'service_share',
  service_share: 'service_share',
  digital_economy: 'digital_economy_share',
  digital_economy_growth: 'digital_economy_share',
  digital_economy_share: 'digital_economy_share',
};

/** Words before a subject that do not limit it. */
const HARMLESS =
  /(?:^|[，。；：、])?(?:主要|预期|目标|今年|经济社会发展|经济|社会|发展|的|是|为|我们|力求|做到|在|全国|年度|上|其中|同时|加快|大力|着力|深入|扎实|全部|有效|努力|坚持|工作|任务|指标|任务是|提出|安排|建议|考虑|本地区|地方|规划|以上|综合|能|有|高质量|方面|运行|保持|质量|效益|民生|生态|环境|结构|稳|区间|合理|合理区间|平稳|向好|就业|稳定|优化|完成|实现|确保|改造|建设|改扩建|建成|实施|新开工|开展|新改建|开通|新改扩建|新认定|新开通|新建|筹集|开工|培育|新改造|推动|新|约|等|多|个|年|一|全年)+$/;

/** Longest name of a thing without an indicator in a list of subjects, in characters. */
const PLACE_HOLDER = 12;
/** A count of people in poverty is a reduction only where a fall or 脱贫 says so. */
const NEEDS_FALL = new Set(['poverty_relief']);

interface State {
  /** A null slot is a thing that no indicator has; it keeps its place in a list (PM2.5、PM10浓度分别下降5.9%和14.9%). */
  slots: { slot: Slot | null; start: number; limit: string }[];
  /** A figure was given to these slots; what comes next may add another of the same subject. */
  used: boolean;
  verb: { direction: 'up' | 'down'; reaching: boolean } | null;
  shared: boolean;
  comparable: boolean;
  real: boolean;
  striving: boolean;
  span: boolean;
  since: boolean;
  share: string | null;
  year: number | null;
  shift: number | null;
  /** Unknown words since the last boundary, before any subject. */
  before: string;
  coordinate: boolean;
}

const fresh = (): State => ({
  slots: [],
  used: false,
  verb: null,
  shared: false,
  comparable: false,
  real: false,
  striving: false,
  span: false,
  since: false,
  share: null,
  year: null,
  shift: null,
  before: '',
  coordinate: false,
});

/** Every figure of a normal sentence that belongs to an indicator. */
export function findFigures(text: string): Finding[] {
  const tokens = tokenise(text);
  const findings: Finding[] = [];
  let state = fresh();
  const outer: State[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i] as Token;
    switch (token.type) {
      case 'subject':
        addSubjects(state, token.slots, token.start);
        break;
      case 'figure': {
        const list = figureList(tokens, i);
        findings.push(...give(state, list.figures));
        i = list.last;
        break;
      }
      case 'words':
        if (state.slots.length > 0 && !(state.used && state.verb === null))
          findings.push(...giveWords(state, text.slice(token.start, token.end), token));
        state.used = true;
        break;
      case 'verb':
        state.verb = { direction: token.direction, reaching: token.reaching };
        break;
      case 'share':
        state.share = token.base;
        break;
      case 'share-out':
        state.shared = true;
        break;
      case 'comparable':
        state.comparable = true;
        break;
      case 'real':
        state.real = true;
        break;
      case 'striving':
        state.striving = true;
        break;
      case 'span':
        state.span = true;
        break;
      case 'compare':
        if (token.year !== null) state.since = true;
        break;
      case 'year':
        state.year = token.year;
        state.shift = null;
        break;
      case 'relative-year':
        state.shift = token.shift;
        state.year = null;
        break;
      case 'own':
        state.before = '';
        break;
      case 'coordinate':
        state.coordinate = true;
        // 、 after a figure parts two clauses of one subject: 10.77万亿元、同比增长6.2%.
        if (state.used) state.verb = null;
        continue;
      case 'comma':
        state = boundary(state, text.slice(token.start, token.end));
        break;
      case 'open':
        outer.push(state);
        state = { ...state, slots: [...state.slots], before: '' };
        break;
      case 'close': {
        const back = outer.pop();
        if (back) state = back;
        break;
      }
      case 'other':
        unknown(state, text, token, tokens[i + 1]);
        break;
      default:
        break;
    }
    state.coordinate = false;
  }
  return [...findings, ...findCounted(text)];
}

/** Figures and words that stand before their noun (40万贫困人口脱贫), from the table of `words.ts`. */
function findCounted(text: string): Finding[] {
  return COUNTED.flatMap(({ indicator: id, pattern, rule }) => {
    const indicator = indicatorOf(id);
    if (!indicator) return [];
    return [...text.matchAll(new RegExp(pattern, 'g'))].flatMap((found): Finding[] => {
      const { value, unit = '', more = '', after = '', words = '', before = '' } = found.groups ?? {};
      const figure: Figure | null =
        value === undefined
          ? null
          : {
              start: found.index,
              end: found.index + found[0].length,
              value: Number(value),
              low: null,
              high: null,
              unit: `${unit}${/人$/.test(unit) ? '' : '人'}`,
              before,
              after: `${more}${after}`,
            };
      return [
        {
          indicator,
          figure,
          words,
          start: found.index,
          end: found.index + found[0].length,
          direction: null,
          basis: indicator.measure === 'level' ? 'level' : 'growth',
          striving: false,
          year: null,
          shift: null,
          limit: '',
          rule,
        },
      ];
    });
  });
}

function addSubjects(state: State, slots: Slot[], start: number): void {
  const joins = state.slots.length > 0 && !state.used && state.coordinate && state.verb === null;
  // 2.地区生产总值: the number of an item limits nothing.
  const before = state.before.replace(/^[\d.、]+/, '');
  const limit = before === '' || HARMLESS.test(before) ? '' : before;
  const added = slots.map((slot) => ({ slot, start, limit }));
  if (joins) state.slots.push(...added.map((one) => ({ ...one, limit: state.slots[0]?.limit ?? '' })));
  else {
    state.slots = added;
    state.verb = null;
    state.shared = false;
    state.share = null;
    state.since = false;
    state.comparable = false;
    state.real = false;
  }
  state.used = false;
  state.before = '';
}

/** A comma keeps subject and year; a full stop or semicolon ends everything. A colon ends what stood before it. */
function boundary(state: State, mark: string): State {
  if (mark === '，' || mark === '：') {
    return {
      ...state,
      verb: null,
      shared: false,
      comparable: false,
      real: false,
      since: false,
      span: mark === '：' ? false : state.span && !state.used,
      share: null,
      before: '',
      slots: state.used || state.verb !== null ? state.slots : [],
      striving: state.striving && !state.used,
    };
  }
  const next = fresh();
  // 2019年 at the head of a sentence with semicolons speaks for all its clauses.
  if (mark === '；') {
    next.year = state.year;
    next.shift = state.shift;
  }
  return next;
}

function unknown(state: State, text: string, token: Token, next: Token | undefined): void {
  const ids = state.slots.flatMap(({ slot }) => slot?.candidates.map((one) => one.id) ?? []);
  const elided = ids.length > 0 ? elidedAt(text, token.start, ids) : null;
  if (elided && elided.end <= token.end) {
    const slot = slotOf(elided.alias);
    if (slot) {
      addSubjects({ ...state, before: '' } as State, [], token.start);
      const joins = state.coordinate && !state.used;
      const added = { slot, start: token.start, limit: '' };
      state.slots = joins ? [...state.slots, added] : [added];
      state.used = false;
      if (!joins) {
        state.verb = null;
        state.shared = false;
      }
      return;
    }
  }
  const words = text.slice(token.start, token.end);
  if (state.coordinate && state.slots.length > 0 && !state.used && words.length <= PLACE_HOLDER) {
    state.slots = [...state.slots, { slot: null, start: token.start, limit: '' }];
    return;
  }
  if (state.slots[state.slots.length - 1]?.slot === null && words.length <= PLACE_HOLDER && !state.used) return;
  // Behind a subject an unknown word breaks its tie to figures; before one it may limit it.
  if (next?.type !== 'close') state.slots = [];
  state.before += words;
  state.verb = null;
}

/** Figures that stand in one list: 6%和8.5%左右, 5.5%左右、4.5%以内. */
function figureList(
  tokens: Token[],
  from: number,
): { figures: { figure: Figure; start: number; end: number }[]; last: number } {
  const figures: { figure: Figure; start: number; end: number }[] = [];
  let last = from;
  for (let i = from; i < tokens.length; i++) {
    const token = tokens[i] as Token;
    if (token.type === 'figure') {
      figures.push({ figure: token.figure, start: token.start, end: token.end });
      last = i;
    } else if (token.type !== 'coordinate') break;
  }
  const unit = figures[figures.length - 1]?.figure.unit ?? '';
  for (const one of figures) if (one.figure.unit === '') one.figure = { ...one.figure, unit };
  return { figures, last };
}

type Listed = { figure: Figure; start: number; end: number };

function give(state: State, figures: Listed[]): Finding[] {
  const { slots } = state;
  const [first] = figures;
  if (slots.length === 0 || !first) return [];
  const pairs: { one: State['slots'][number]; figure: Listed }[] = [];
  if (slots.length > 1 && figures.length === slots.length)
    for (const [i, one] of slots.entries()) pairs.push({ one, figure: figures[i] as Listed });
  else if (slots.length > 1 && figures.length > 1) return [];
  else if (state.shared && figures.length !== slots.length) return [];
  else for (const one of slots) pairs.push({ one, figure: first });
  state.used = true;
  const start = slots[0]?.start ?? first.start;
  const end = (slots.length > 1 ? figures[figures.length - 1] : first)?.end ?? first.end;
  return pairs.flatMap(({ one, figure }) => {
    const indicator = one.slot && choose(one.slot, figure.figure, state);
    if (!indicator) return [];
    const rule = slots.length > 1 ? 'paired' : figure.figure.value === null ? 'range' : 'figure';
    return [finding(state, one, indicator, { figure: figure.figure, words: '', start, end, rule })];
  });
}

function giveWords(state: State, words: string, token: Token): Finding[] {
  const start = state.slots[0]?.start ?? token.start;
  if (state.since) return [];
  return state.slots.flatMap((one) => {
    const indicator =
      one.slot &&
      (one.slot.candidates.find((c) => c.measure !== 'level' && c.id.endsWith('growth')) ??
        one.slot.candidates.find((c) => c.measure !== 'level') ??
        one.slot.candidates[0]);
    if (!indicator) return [];
    return [finding(state, one, indicator, { figure: null, words, start, end: token.end, rule: 'words' })];
  });
}

function finding(
  state: State,
  one: State['slots'][number],
  indicator: Indicator,
  part: Pick<Finding, 'figure' | 'words' | 'start' | 'end' | 'rule'>,
): Finding {
  const basis: Finding['basis'] =
    state.span || state.since
      ? 'cumulative'
      : state.comparable
        ? 'comparable'
        : state.real
          ? 'real'
          : indicator.measure === 'level'
            ? 'level'
            : 'growth';
  return {
    ...part,
    indicator,
    direction: state.verb?.direction ?? null,
    basis,
    striving: state.striving,
    year: state.year,
    shift: state.shift,
    limit: one.limit,
  };
}

/** The indicator of a name that fits verb and unit; undefined where the figure is of something else. */
function choose(slot: Slot, figure: Figure, state: State): Indicator | undefined {
  const { verb, share } = state;
  if (share !== null) {
    if (!/生产总值|GDP/.test(share)) return undefined;
    const id = slot.candidates.map((c) => SHARE_OF[c.id]).find((one) => one !== undefined);
    return figure.unit === '%' && id ? indicatorOf(id) : undefined;
  }
  const { unit } = figure;
  if (slot.candidates.some((c) => NEEDS_FALL.has(c.id)) && verb?.direction !== 'down' && !/脱贫|减贫/.test(slot.name))
    return undefined;
  if (unit === '%') {
    const growth = slot.candidates.find((c) => c.measure === 'growth' && c.units.includes('%'));
    const rate = slot.candidates.find((c) => c.measure === 'level' && c.units.includes('%'));
    const fall = slot.candidates.find((c) => c.units.includes('%（下降）'));
    if (fall && verb?.direction === 'down' && !verb.reaching) return fall;
    if (growth && (!verb?.reaching || !rate)) return verb?.reaching ? undefined : growth;
    if (rate && (verb === null || verb.reaching || /率|比例|比重|强度/.test(slot.name)))
      return verb && !verb.reaching ? undefined : rate;
    return undefined;
  }
  if (unit === '个百分点') {
    return verb && !verb.reaching && verb.direction === 'up'
      ? slot.candidates.find((c) => c.units.includes('个百分点（提高）'))
      : undefined;
  }
  const level = slot.candidates.find(
    (c) => c.measure === 'level' && c.units.some((u) => u === unit || plainUnit(u) === plainUnit(unit)) && unit !== '',
  );
  // 增长300亿元 is an increment of a total, not the total.
  if (level && verb && !verb.reaching && /_total$|^fiscal_revenue$|^gdp/.test(level.id)) return undefined;
  return level;
}

/** 万人 and 人 count the same thing. */
export function plainUnit(unit: string): string {
  return unit.replace(/^(?:万亿|亿|万)(?=.)/, '');
}
