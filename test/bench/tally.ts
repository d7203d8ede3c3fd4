/** Counts over many judged answers, a row a kind of question; the same figures as test/golden/score.py and three more. */
import { type Evidence, type GoldQuestion, type JudgedAnswer, type JudgedCitation, QUESTION_TYPES } from './golden.ts';
import { countMarkers, hasEnglishForm, judge } from './judge.ts';
import { bare, sharesRun, withoutCoverage } from './matching.ts';
import { meanOf, percentOf, quantile, roundHalfEven } from './numbers.ts';
import type { ReportTexts } from './report-texts.ts';

/** Ranks up to which evidence is looked for among the retrieved passages. */
const NEAR = 5;
const FAR = 20;

/** Percentages but for `n`, `citations`, `cites`, the times and `answerChars`; null where there was nothing to count. */
export interface Row {
  n: number;
  right: number | null;
  rightLoose: number | null;
  /** Of unanswerable questions the right refusals, of others the false ones. */
  refused: number | null;
  citations: number;
  /** Citations whose quote is in the document named. */
  citationPrecision: number | null;
  /** Citations whose quote is exactly the source slice of their offsets, of those that have offsets. */
  citationsExact: number | null;
  /** Citations whose region is that of the quote. */
  citationRegion: number | null;
  unsupported: number | null;
  /** Citations of an answer. */
  cites: number | null;
  englishForm: number | null;
  evidenceRecall: number | null;
  evidenceRecallPerQuestion: number | null;
  /** Gold evidence that stands whole in one of the retrieved passages: all of them, the first 5, the first 20. */
  retrievalRecall: number | null;
  retrievalRecallPerQuestion: number | null;
  evidenceInFirst1: number | null;
  evidenceInFirst5: number | null;
  /** Among the first 5 passages of the evidence's own region: what a question over several regions can be held to. */
  evidenceInFirst5OfRegion: number | null;
  evidenceInFirst20: number | null;
  msMedian: number | null;
  msP95: number | null;
  answerChars: number | null;
  answerCharsMedian: number | null;
}

export interface Failure {
  question: GoldQuestion;
  answer: JudgedAnswer | undefined;
  reason: string;
}

export interface Score {
  /** By kind in the order of QUESTION_TYPES, then `answerable` and `all`. */
  types: Record<string, Row>;
  missing: number;
  failures: Failure[];
}

class Share {
  hits = 0;
  of = 0;

  add(hits: number, of: number): void {
    this.hits += hits;
    this.of += of;
  }

  get percent(): number | null {
    return percentOf(this.hits, this.of);
  }
}

class Tally {
  readonly right = new Share();
  readonly rightLoose = new Share();
  readonly refused = new Share();
  readonly precision = new Share();
  readonly exact = new Share();
  readonly region = new Share();
  readonly unsupported = new Share();
  readonly englishForm = new Share();
  readonly evidence = new Share();
  readonly evidencePerQuestion: number[] = [];
  readonly retrieval = new Share();
  readonly retrievalPerQuestion: number[] = [];
  readonly first = new Share();
  readonly near = new Share();
  readonly nearOfRegion = new Share();
  readonly far = new Share();
  readonly ms: number[] = [];
  readonly lengths: number[] = [];

  row(): Row {
    const n = this.right.of;
    return {
      n,
      right: this.right.percent,
      rightLoose: this.rightLoose.percent,
      refused: this.refused.percent,
      citations: this.precision.of,
      citationPrecision: this.precision.percent,
      citationsExact: this.exact.percent,
      citationRegion: this.region.percent,
      unsupported: this.unsupported.percent,
      cites: n ? roundHalfEven(this.precision.of / n, 2) : null,
      englishForm: this.englishForm.percent,
      evidenceRecall: this.evidence.percent,
      evidenceRecallPerQuestion: percentMean(this.evidencePerQuestion),
      retrievalRecall: this.retrieval.percent,
      retrievalRecallPerQuestion: percentMean(this.retrievalPerQuestion),
      evidenceInFirst1: this.first.percent,
      evidenceInFirst5: this.near.percent,
      evidenceInFirst5OfRegion: this.nearOfRegion.percent,
      evidenceInFirst20: this.far.percent,
      msMedian: quantile(this.ms, 0.5),
      msP95: quantile(this.ms, 0.95),
      answerChars: this.lengths.length ? roundHalfEven(meanOf(this.lengths), 0) : null,
      answerCharsMedian: quantile(this.lengths, 0.5),
    };
  }
}

function percentMean(shares: number[]): number | null {
  return shares.length ? roundHalfEven(100 * meanOf(shares), 1) : null;
}

export interface ScoreOptions {
  questions: GoldQuestion[];
  /** By id of the question. */
  answers: ReadonlyMap<string, JudgedAnswer>;
  reports: ReportTexts;
  /** Leaves out questions without an answer; otherwise they are wrong. */
  onlyAnswered?: boolean;
}

/** Judges all answers and counts by kind of question. */
export function scoreAnswers({ questions, answers, reports, onlyAnswered = false }: ScoreOptions): Score {
  const tallies = new Map<string, Tally>();
  const failures: Failure[] = [];
  let missing = 0;
  for (const question of questions) {
    const answer = answers.get(question.id);
    if (!answer) missing++;
    if (!answer && onlyAnswered) continue;
    const answerable = question.type !== 'unanswerable';
    const rows = [question.type, 'all', ...(answerable ? ['answerable'] : [])].map((name) => {
      const tally = tallies.get(name) ?? new Tally();
      tallies.set(name, tally);
      return tally;
    });
    const verdict = answer
      ? judge(question, answer)
      : { right: false, rightLoose: false, refused: false, reason: 'no answer' };
    for (const tally of rows) {
      tally.right.add(Number(verdict.right), 1);
      tally.rightLoose.add(Number(verdict.rightLoose), 1);
      tally.refused.add(Number(verdict.refused), 1);
      if (answer) tally.lengths.push([...(answer.answer ?? '')].length);
      if (typeof answer?.ms === 'number') tally.ms.push(roundHalfEven(answer.ms, 0));
    }
    if (!verdict.right) failures.push({ question, answer, reason: verdict.reason });
    if (answerable) countProof(question, answer, reports, rows);
  }
  const order = [...QUESTION_TYPES, 'answerable', 'all'].filter((name) => tallies.has(name));
  const types = Object.fromEntries(order.map((name) => [name, (tallies.get(name) as Tally).row()]));
  return { types, missing, failures };
}

/** What stands behind an answer: its form, its citations, the evidence they hold, the passages that were found. */
function countProof(
  question: GoldQuestion,
  answer: JudgedAnswer | undefined,
  reports: ReportTexts,
  rows: Tally[],
): void {
  const english = question.type === 'english';
  const text = withoutCoverage(answer?.answer ?? '');
  const citations = answer?.citations ?? [];
  const markers = english ? { seen: 0, unsupported: 0 } : countMarkers(text, citations);
  const placed = citations.map((citation) => placeCitation(citation, reports));
  const chunks = answer?.chunks?.map(({ document, region, quote }) => ({
    document: reports.document(document),
    region,
    text: bare(quote ?? ''),
  }));
  const cited = anyOrEach(question, (evidence) => placed.some((citation) => covers(citation, evidence)));
  const foundIn = (first: number, ofRegion = false) =>
    anyOrEach(question, ({ doc, region, quote }) =>
      (chunks ?? [])
        .filter((chunk) => !ofRegion || region === undefined || chunk.region === region)
        .slice(0, first)
        .some((chunk) => chunk.document === doc && chunk.text.includes(bare(quote))),
    );
  const found = foundIn(Number.POSITIVE_INFINITY);
  const [first, near, nearOfRegion, far] = [foundIn(1), foundIn(NEAR), foundIn(NEAR, true), foundIn(FAR)];
  for (const tally of rows) {
    tally.unsupported.add(markers.unsupported, markers.seen);
    if (answer && english) tally.englishForm.add(Number(hasEnglishForm(text)), 1);
    for (const { good, exact, regionGood } of placed) {
      tally.precision.add(Number(good), 1);
      if (exact !== undefined) tally.exact.add(Number(exact), 1);
      if (regionGood !== undefined) tally.region.add(Number(regionGood), 1);
    }
    tally.evidence.add(cited.hits, cited.of);
    tally.evidencePerQuestion.push(cited.of ? cited.hits / cited.of : 0);
    if (!chunks) continue;
    tally.retrieval.add(found.hits, found.of);
    tally.retrievalPerQuestion.push(found.of ? found.hits / found.of : 0);
    tally.first.add(first.hits, first.of);
    tally.near.add(near.hits, near.of);
    tally.nearOfRegion.add(nearOfRegion.hits, nearOfRegion.of);
    tally.far.add(far.hits, far.of);
  }
}

interface PlacedCitation {
  document: string | undefined;
  quote: string;
  good: boolean;
  /** Undefined where the citation has no offsets. */
  exact: boolean | undefined;
  /** Undefined where either side does not tell a region. */
  regionGood: boolean | undefined;
  regions: Set<string> | undefined;
}

function placeCitation(citation: JudgedCitation, reports: ReportTexts): PlacedCitation {
  const document = reports.document(citation.document);
  const { quote, region, start, end } = citation;
  const good = document !== undefined && reports.has(document, quote);
  const regions = good ? reports.regionsOf(document, quote) : undefined;
  const exact =
    start === undefined || end === undefined
      ? undefined
      : document !== undefined && reports.hasExactly(document, quote, start, end);
  const regionGood =
    regions && region ? [...regions].some((name) => name.includes(region) || region.includes(name)) : undefined;
  return { document, quote: bare(quote ?? ''), good, exact, regionGood, regions };
}

/** A citation covers evidence when it shares at least half of its characters in one run, in the same document and region. */
function covers(citation: PlacedCitation, { doc, region, quote }: Evidence): boolean {
  if (citation.document !== doc) return false;
  if (citation.regions && region && !citation.regions.has(region)) return false;
  const gold = bare(quote);
  return sharesRun(gold, citation.quote, Math.ceil([...gold].length / 2));
}

function anyOrEach(question: GoldQuestion, holds: (evidence: Evidence) => boolean): { hits: number; of: number } {
  const hits = question.evidence.filter(holds).length;
  return question.any ? { hits: Math.min(1, hits), of: 1 } : { hits, of: question.evidence.length };
}
