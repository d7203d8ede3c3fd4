/** Every address says which methods it takes to one that it has not. */
import { expect, test } from 'vitest';
import { createApp } from '../../server/app.ts';
import { OPERATIONS } from '../../server/openapi/operations.ts';
import { answerWith, fakeEngine } from './fake-engine.ts';
import { collection, sampleIndex } from './sample-reports.ts';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
const app = createApp({
  engine: fakeEngine(sampleIndex(), () => answerWith({ answer: '' })),
  config: { host: '127.0.0.1', basePath: '' },
});
const paths = [...new Set(OPERATIONS.map(({ path }) => path))];

test.each(paths)('%s answers 405 with Allow', async (path) => {
  const known = OPERATIONS.filter((one) => one.path === path).map(({ method }) => method.toUpperCase());
  const allowed = known.includes('GET') ? [...known, 'HEAD'] : known;
  const address = path.replace('{id}', encodeURIComponent(collection.id)).replace(/\{\w+\}/g, 'some');
  for (const method of METHODS.filter((one) => !known.includes(one))) {
    const response = await app.request(address, { method, ...(method !== 'GET' && { body: '{}' }) });
    expect(response.status, `${method} ${address}: ${await response.text()}`).toBe(405);
    expect(response.headers.get('allow')?.split(', ').sort(), `${method} ${address}`).toEqual([...allowed].sort());
  }
});
