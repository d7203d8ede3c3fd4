import { expect, test } from 'vitest';
import { fuse, RANK_DAMPING } from '../../server/retrieve/fuse.ts';

const hits = (...ids: string[]) => ids.map((id, i) => ({ id, score: 10 - i }));

test('what two legs have goes before what one leg has first', () => {
  const fused = fuse([
    { name: 'text', weight: 1, hits: hits('a', 'b') },
    { name: 'vectors', weight: 1, hits: hits('c', 'b') },
  ]);
  expect(fused.map((f) => f.id)).toEqual(['b', 'a', 'c']);
  expect(fused[0]?.legs).toEqual({
    text: { rank: 2, score: 9, weight: 1 },
    vectors: { rank: 2, score: 9, weight: 1 },
  });
  expect(fused[1]?.score).toBeCloseTo(1 / (RANK_DAMPING + 1));
});

test("a leg's weight counts: a light leg does not outvote a heavy one", () => {
  const fused = fuse([
    { name: 'text', weight: 0.2, hits: hits('a') },
    { name: 'vectors', weight: 1, hits: hits('b') },
  ]);
  expect(fused.map((f) => f.id)).toEqual(['b', 'a']);
});

test('nothing found is nothing, not an error', () => {
  expect(fuse([])).toEqual([]);
});
