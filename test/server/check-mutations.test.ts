/** The check against claims of real answers and of the whole matrix, as they are and made false in one thing. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { faultOf } from '../../server/answer/check.ts';
import type { Claim } from '../../server/answer/draft.ts';
import type { Engine } from '../../server/engine.ts';
import { unfaithful } from '../../server/llm/faithful.ts';
import type { Citation } from '../../server/model.ts';
import { draftsOf, goldenQuestions, matrixClaims } from './proof/claims.ts';
import { mutantsOf } from './proof/mutations.ts';
import { realEngine } from './real-index.ts';

interface Proved {
  id: string;
  claim: Claim;
  citations: Citation[];
  heading: Claim['heads'];
}

let engine: Engine;
const answers: Proved[] = [];
const matrix: Proved[] = [];
beforeAll(async () => {
  engine = await realEngine();
  for (const { id, draft } of await draftsOf(engine, goldenQuestions('dev.jsonl', 'own.jsonl'))) {
    let heading: Claim['heads'];
    for (const claim of draft.lines.flatMap((line) => line.claims)) {
      heading = claim.heads ?? heading;
      answers.push({ id, claim, citations: draft.citations, heading });
    }
  }
  const { index } = engine;
  if (!index) throw new Error('there is no index');
  for (const language of ['zh', 'en'] as const)
    for (const { claim, citations } of matrixClaims(index, language))
      matrix.push({ id: `${claim.figures?.[0]?.region}`, claim, citations: citations.list, heading: undefined });
}, 300_000);
afterAll(() => engine?.close());

const fault = ({ claim, citations, heading }: Proved): string | null => {
  if (!engine.index) throw new Error('there is no index');
  return faultOf(claim, citations, engine.index, { heading });
};

/** The mutants that the check lets through, as `kind: text`. */
function survivors(proved: Proved[]): { let: string[]; counts: Record<string, number> } {
  const through: string[] = [];
  const counts: Record<string, number> = {};
  for (const { id, claim, citations, heading } of proved) {
    if (claim.kind === 'frame') continue;
    for (const mutant of mutantsOf(claim, citations)) {
      counts[mutant.kind] = (counts[mutant.kind] ?? 0) + 1;
      if (fault({ id, claim: mutant.claim, citations: mutant.citations, heading }) === null)
        through.push(`${id} ${mutant.kind}: ${mutant.claim.text}`);
    }
  }
  return { let: through, counts };
}

describe('claims of the golden questions and figures of the whole matrix', () => {
  test('none is dropped as it is', () => {
    expect(answers.length).toBeGreaterThan(300);
    expect(matrix.length).toBeGreaterThan(2000);
    const dropped = [...answers, ...matrix].flatMap((one) => {
      const why = fault(one);
      return why === null ? [] : [`${one.id} ${why}: ${one.claim.text}`];
    });
    expect(dropped).toEqual([]);
  }, 120_000);

  test('each is dropped with another digit, unit, qualifier, direction, region, year, kind, quote or citation', () => {
    const found = survivors(answers);
    expect(found.let).toEqual([]);
    for (const kind of [
      'digit',
      'unit',
      'qualifier',
      'direction',
      'region',
      'year',
      'target-result',
      'quote',
      'citation',
    ])
      expect(found.counts[kind], kind).toBeGreaterThan(20);
  }, 120_000);

  // Every third row: the same kinds of claims, less to wait for.
  test('so is each figure of the matrix', () => {
    expect(survivors(matrix.filter((_, at) => at % 3 === 0)).let).toEqual([]);
  }, 120_000);

  test('a language model that changes one thing is found out', () => {
    const { index } = engine;
    if (!index) throw new Error('there is no index');
    const through = answers.flatMap(({ id, claim, citations }) =>
      claim.kind === 'frame'
        ? []
        : mutantsOf(claim, citations).flatMap((mutant) => {
            const { text } = mutant.claim;
            if (text === claim.text) return [];
            const { quoted: _, ...rest } = claim;
            const why = unfaithful(text, claim.text) ?? faultOf({ ...rest, text }, citations, index, { worded: true });
            return why === null ? [`${id} ${mutant.kind}: ${text}`] : [];
          }),
    );
    expect(through).toEqual([]);
  }, 120_000);
});
