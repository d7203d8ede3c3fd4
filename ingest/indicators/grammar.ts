/**
 * The grammar: which figure belongs to which subject of a sentence. A figure is taken only where nothing but known words stands
 * between it and its subject; an unknown word in between loses the figure and never invents one.
 */
import { giveFigures, giveWords, listAt, pastGoal } from './assign.ts';
import { findCounted } from './counted.ts';
import { elidedAt } from './families.ts';
import type { Finding } from './finding.ts';
import { freshState, nextClause, type State } from './state.ts';
import { type Slot, slotOf, slotsIn, type Token, tokenise } from './tokens.ts';
import { ADDING, HARMLESS, NOUN_AFTER_FIGURE, PLACE } from './words.ts';

/** Longest name of a thing without an indicator in a list of subjects, in characters. */
const PLACE_HOLDER = 12;

/** 新增…户、总量达…户: what follows is the stock. */
const TOTAL = /^(?:总量|总数|总规模|合计|总计|总额|累计)$/;
/** 民营经济增加值增长9%、出口增长10%: the list goes on about the same holders. */
const HOLDER = /(民营企业|民营经济|国有企业|外资企业|县域|开发区)[^，。；、]*(?:、[^，。；、]*)*、[^，。；、]{0,2}$/;
const ROADS = /^(?:高速公路|高速铁路|高铁)$/;
const BUILT = /(?:建成|开通|通车|打通)$/;
const EACH = /^[均都各]$/;
/** 惠及经营主体14.6万户: those that something is done for, not all there are. */
const BENEFITS = /(?:惠及|服务|支持|帮助|带动|覆盖|助力|扶持|引导|辐射|奖励|为|对|向)$/;
/** Units that count things of any kind: behind a bare comma they count the next thing. */
const CLASSIFIERS = /^(?:个|家|项|条|座|所)$/;

const harmless = new RegExp(`^(?:${HARMLESS})+$`);
const nounAfterFigure = new RegExp(NOUN_AFTER_FIGURE, 'y');
const adding = new Set<string>(ADDING);
const place = new RegExp(`^(?:${PLACE})`);

/** Every figure of a normal sentence that belongs to an indicator, in reading order. */
export function findFigures(text: string): Finding[] {
  const walk = new Walk(text);
  return [...walk.run(), ...findCounted(text)];
}

/** 改善 goes the way that is good for its subject. */
function directionOf(verb: Token & { type: 'verb' }, slots: State['slots']): 'up' | 'down' {
  if (verb.word !== '改善') return verb.direction;
  return slots.some(({ slot }) => slot?.candidates.some((one) => one.better === 'lower')) ? 'down' : 'up';
}

/** One walk over the tokens of a sentence. */
class Walk {
  readonly #text: string;
  readonly #tokens: Token[];
  readonly #findings: Finding[] = [];
  /** States outside of the brackets that are open. */
  readonly #outer: State[] = [];
  #state = freshState();

  constructor(text: string) {
    this.#text = text;
    this.#tokens = tokenise(text);
  }

  run(): Finding[] {
    for (let i = 0; i < this.#tokens.length; i++) {
      i = this.#read(i);
      const type = this.#tokens[i]?.type;
      if (type !== 'coordinate' && type !== 'open') this.#state.coordinate = false;
    }
    return this.#findings;
  }

  /** Reads the token at `i`; returns the index of the last token that was read. */
  #read(i: number): number {
    const token = this.#tokens[i] as Token;
    const state = this.#state;
    switch (token.type) {
      case 'subject':
        this.#addSubjects(token.slots, token, token.together);
        break;
      case 'figure':
        return this.#figures(i);
      case 'words':
        this.#words(token);
        break;
      case 'verb':
        state.verb = { direction: directionOf(token, state.slots), reaching: token.reaching, word: token.word };
        state.predicate = true;
        if (!state.inClause && state.before === '' && adding.has(token.word)) state.listing = true;
        break;
      case 'link':
        if (TOTAL.test(this.#text.slice(token.start, token.end)))
          Object.assign(state, { adding: false, listing: false, verb: null });
        if (EACH.test(this.#text.slice(token.start, token.end))) state.each = true;
        // 带…人口、确保…: what stood before is a phrase of its own and limits nothing.
        if (token.pushes) this.#forgetBefore();
        // 居民收入的40%: a share of the subject, not the subject.
        if (token.of && this.#tokens[i - 1]?.type === 'subject' && this.#tokens[i + 1]?.type === 'figure')
          state.slots = [];
        break;
      case 'share':
        state.share = token.base;
        break;
      case 'share-out':
        state.shared = true;
        break;
      case 'comparable':
      case 'real':
        state[token.type] = this.#text.slice(token.start, token.end);
        break;
      case 'striving':
        state.striving = this.#text.slice(token.start, token.end);
        state.lead ??= token.start;
        break;
      case 'span':
        if (token.lasting) state.period = true;
        else state.span = true;
        break;
      case 'compare':
        if (token.year !== null) state.since = token.year;
        break;
      case 'year':
        state.year = token.year;
        state.shift = null;
        state.period = false;
        break;
      case 'relative-year':
        state.shift = token.shift;
        state.year = null;
        state.period = false;
        break;
      case 'own':
        this.#forgetBefore();
        state.topic = '';
        state.lead ??= token.start;
        break;
      case 'coordinate':
        this.#coordinate();
        break;
      case 'comma':
        this.#state = nextClause(state, this.#text.slice(token.start, token.end));
        break;
      case 'open':
        this.#outer.push(state);
        this.#state = { ...state, slots: [...state.slots], before: '', predicate: false, leading: [] };
        break;
      case 'close':
        this.#state = this.#outer.pop() ?? state;
        break;
      case 'other':
        this.#unknown(token, this.#tokens[i + 1]);
        break;
      case 'from':
        break;
    }
    return i;
  }

  #forgetBefore(): void {
    this.#state.before = '';
    this.#state.leading = [];
    this.#state.lead = null;
  }

  #coordinate(): void {
    const state = this.#state;
    state.coordinate = true;
    // 、 after a figure parts two clauses of one subject: 10.77万亿元、同比增长6.2%.
    if (state.used && !state.broken) {
      state.verb = null;
      state.predicate = false;
    }
    // 农业、规上工业增加值分别增长: the first of a list may be a thing that no indicator has.
    if (state.slots.length === 0 && state.before !== '' && state.before.length <= PLACE_HOLDER) {
      state.leading.push({ slot: null, start: state.beforeStart, limit: '' });
      state.before = '';
    }
  }

  #figures(i: number): number {
    const list = listAt(this.#tokens, i);
    const state = this.#state;
    const end = list.figures.at(-1)?.end ?? 0;
    nounAfterFigure.lastIndex = end;
    const bare = /^(?:万|亿|万亿)?$/.test(list.figures.at(-1)?.figure.unit ?? '');
    const after = this.#text.slice(end);
    const next = state.used && !state.predicate && CLASSIFIERS.test(list.figures.at(-1)?.figure.unit ?? '');
    const counts =
      nounAfterFigure.exec(this.#text) === null &&
      !(bare && /^\p{sc=Han}/u.test(after)) &&
      !(next && /^[^和、\P{sc=Han}]/u.test(after));
    if (counts && !state.broken) {
      const first = list.figures[0];
      const goal = state.used && first && pastGoal(this.#text, first.start, end);
      this.#findings.push(...giveFigures(state, list.figures).map((one) => (goal ? { ...one, pastGoal: true } : one)));
    }
    return list.last;
  }

  #words(token: Token & { type: 'words' }): void {
    const state = this.#state;
    const words = this.#text.slice(token.start, token.end);
    // 完成国家下达PM2.5任务: the subject stands inside.
    const inside = token.rule === 'state-order' && state.slots.length === 0 ? slotsIn(words) : [];
    if (inside.length > 0) {
      const slots = inside.map((slot) => ({ slot, start: token.start, limit: state.topic }));
      this.#findings.push(...giveWords({ ...state, slots }, words, token));
      return;
    }
    // Beside a figure only words that name a growth of their own say something more: 4000亿元、增速居全国首位.
    const adds = !state.used || state.verb !== null || token.rule !== 'rank' || token.growth;
    if (state.slots.length > 0 && !state.broken && adds) this.#findings.push(...giveWords(state, words, token));
    state.used = true;
  }

  #addSubjects(slots: Slot[], token: { start: number }, together: Slot | null): void {
    const state = this.#state;
    const joins = state.slots.length > 0 && !state.used && state.coordinate && state.verb === null && !state.broken;
    // 2.地区生产总值: the number of an item limits nothing.
    const before = state.before.replace(/^[\d.、]+/, '');
    const served = BENEFITS.exec(this.#text.slice(0, token.start))?.[0] ?? '';
    const holder = HOLDER.exec(this.#text.slice(0, token.start))?.[1] ?? '';
    const limit = (before === '' || harmless.test(before) ? '' : before) || served || holder || state.topic;
    const start = limit !== '' && before !== '' ? state.beforeStart : (state.lead ?? token.start);
    const added = slots.map((slot) => ({ slot, start, limit }));
    if (joins) {
      state.slots.push(...added.map((one) => ({ ...one, limit: state.slots[0]?.limit ?? '' })));
      state.together ??= together;
    } else {
      this.#state = {
        ...state,
        slots: [...(state.coordinate ? state.leading : []), ...added],
        adding:
          state.listing ||
          // 新增电力装机3000万千瓦，其中可再生能源2000万千瓦: a part of what was added.
          (state.adding && /其中$/.test(this.#text.slice(0, token.start))) ||
          this.#isBuilt(slots, token.start) ||
          (state.predicate && state.verb !== null && adding.has(state.verb.word)),
        verb: null,
        shared: false,
        each: false,
        share: null,
        since: null,
        comparable: '',
        real: '',
        broken: false,
        together,
      };
    }
    Object.assign(this.#state, { used: false, before: '', leading: [], lead: null, predicate: false, inClause: true });
  }

  /** 建成高速公路550公里: what was built; 高速公路通车里程 is all there is. */
  #isBuilt(slots: Slot[], start: number): boolean {
    return slots.length === 1 && ROADS.test(slots[0]?.name ?? '') && BUILT.test(this.#text.slice(0, start));
  }

  #unknown(token: Token, next: Token | undefined): void {
    const state = this.#state;
    const words = this.#text.slice(token.start, token.end);
    const ids = state.slots.flatMap(({ slot }) => slot?.candidates.map((one) => one.id) ?? []);
    const elided = ids.length > 0 ? elidedAt(this.#text, token.start, ids) : null;
    const slot = elided && elided.end <= token.end ? slotOf(elided.alias) : undefined;
    if (slot) {
      // The quote goes back to the head that the bare word leans on.
      const start = state.coordinate && !state.used ? token.start : (state.slots[0]?.start ?? token.start);
      const added = { slot, start, limit: state.slots[0]?.limit ?? '' };
      const isAdded = !state.used && state.verb !== null && adding.has(state.verb.word);
      if (state.coordinate && !state.used) state.slots = [...state.slots, added];
      else Object.assign(state, { slots: [added], verb: null, shared: false, predicate: false, broken: false });
      // 新增通车里程718公里 is what was built all the same.
      if (elided?.whole) Object.assign(state, { adding: isAdded, listing: false });
      state.used = false;
      return;
    }
    const last = state.slots.at(-1);
    if (last && !state.used && !state.broken && words.length <= PLACE_HOLDER) {
      if (state.coordinate) {
        state.slots = [...state.slots, { slot: null, start: token.start, limit: '' }];
        state.verb = null;
        state.predicate = false;
        return;
      }
      if (last.slot === null && !state.predicate) return;
    }
    // Behind a verb an unknown word is its object: the subject stays for the next clause, but this clause has no figure of it.
    if (state.slots.length > 0 && state.predicate && next?.type !== 'subject') {
      state.broken = true;
      return;
    }
    if (next?.type !== 'close') state.slots = [];
    if (state.before === '') {
      state.beforeStart = token.start;
      const named = state.inClause ? null : place.exec(words);
      if (named) state.topic = named[0];
    }
    state.before += words;
    // 新增境内外上市公司: what was added is still what follows.
    if (!(state.verb && adding.has(state.verb.word) && harmless.test(words))) state.verb = null;
    state.lead = null;
  }
}
