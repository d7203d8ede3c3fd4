import { describe, expect, test } from 'vitest';
import { needs } from '../require.ts';
import { findTool } from '../tools.ts';
import { testApi } from './schemathesis.ts';

const schemathesis = findTool('schemathesis');

describe.skipIf(!needs('schemathesis (test/fetch-tools.sh brings it)', schemathesis !== undefined))('the API', () => {
  test('answers as it is described, whatever is sent (a sample; npm run test:api sends more)', async () => {
    const { cases, failures } = await testApi({
      schemathesis: schemathesis as string,
      examples: 4,
      phases: ['examples', 'fuzzing'],
      seed: 20261129,
    });
    expect(failures).toEqual([]);
    expect(cases).toBeGreaterThan(100);
  }, 300_000);
});
