import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { projectRoot } from '../../ingest/config.ts';
import { createApp } from '../../server/app.ts';
import type { Engine } from '../../server/engine.ts';
import type { ErrorBody } from '../../server/errors.ts';
import type { Answer } from '../../server/model.ts';
import { errorCodes, openApi } from '../../server/openapi/document.ts';
import { ERRORS, errorSchema } from '../../server/openapi/errors.ts';
import type { Example, Operation } from '../../server/openapi/operation.ts';
import { OPERATIONS } from '../../server/openapi/operations.ts';
import { exampleAddress } from '../../server/openapi/page.ts';
import { recordedExample, recordedPath } from '../../server/openapi/recorded.ts';
import { namelessRoute } from '../../server/openapi/strict-query.ts';
import { apiTypes } from '../../server/openapi/typescript.ts';
import { bundlePage } from '../../server/page.ts';
import { fieldLines } from './contract.ts';
import { answerWith, fakeEngine } from './fake-engine.ts';
import { realEngine } from './real-index.ts';
import { sampleIndex } from './sample-reports.ts';

const config = { host: '127.0.0.1', basePath: '' };

describe('the description', () => {
  const routes = createApp({ engine: fakeEngine(sampleIndex(), () => answerWith({ answer: '' })), config })
    .routes.filter(({ method }) => method !== 'ALL')
    .map(({ method, path }) => namelessRoute(method, path));
  const described = OPERATIONS.map(({ method, path }) => namelessRoute(method, path));

  test('has every route', () => {
    const missing = [...new Set(routes)].filter((route) => !described.includes(route));
    expect(
      missing,
      'These routes are not described. Add an operation for each to the file of its noun in server/openapi/ (reports.ts is an example), listed in server/openapi/operations.ts: path, request schemas (the very ones that check the request), response schemas, errors, examples.',
    ).toEqual([]);
  });

  test('has no route that is not there', () => {
    expect(described.filter((route) => !routes.includes(route))).toEqual([]);
  });

  test('is valid OpenAPI 3.1', async () => {
    const { valid, errors } = await new Validator().validate(structuredClone(openApi()));
    expect(errors ?? []).toEqual([]);
    expect(valid).toBe(true);
  });

  test('has one event as the schema of a stream, with its data as the JSON that it is', () => {
    for (const operation of OPERATIONS.filter(({ events }) => events !== undefined)) {
      const described = openApi().paths[operation.path]?.[operation.method] as {
        responses: Record<string, { content: Record<string, { schema: { anyOf: { properties: object }[] } }> }>;
      };
      const { anyOf } = described.responses[200]?.content['text/event-stream']?.schema ?? { anyOf: [] };
      expect(anyOf).toHaveLength(operation.events?.length ?? 0);
      for (const { properties } of anyOf) expect(properties).toHaveProperty('data');
    }
  });

  test('has an example of every operation, with names for functions that differ', () => {
    for (const { path, examples } of OPERATIONS) expect(examples.length, path).toBeGreaterThan(0);
    const ids = Object.values(openApi().paths).flatMap((path) => Object.values(path).map((one) => one.operationId));
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('moves below BASE_PATH, and is open to whoever has no token', async () => {
    const engine = fakeEngine(sampleIndex(), () => answerWith({ answer: '' }));
    const app = createApp({ engine, config: { host: '127.0.0.1', basePath: '/b', token: 'sesame' } });
    const response = await app.request('/b/api/openapi.json');
    expect(((await response.json()) as { servers: unknown }).servers).toEqual([{ url: '/b' }]);
    expect((await app.request('/b/api/docs')).status).toBe(200);
    expect((await app.request('/b/api/names')).status).toBe(401);
  });

  test('is a page without scripts or styles of others', async () => {
    const engine = fakeEngine(sampleIndex(), () => answerWith({ answer: '' }));
    const app = createApp({ engine, config, page: await bundlePage() });
    const html = await (await app.request('/api/docs')).text();
    for (const { path } of OPERATIONS) expect(html).toContain(`<code>${path}</code>`);
    expect(html).not.toMatch(/style=|<style|<script(?![^>]*src="\/assets)|(?:src|href)="https?:/);
    for (const [, name] of html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g))
      expect((await app.request(name ?? '')).status, name).toBe(200);
    expect(html).toMatch(/assets\/docs-\w+\.css/);
  });
});

describe('every example', () => {
  let engine: Engine;
  let app: ReturnType<typeof createApp>;
  let passage = '';
  beforeAll(async () => {
    engine = await realEngine();
    app = createApp({ engine, config });
    const { citations } = await engine.ask({ question: '湖南2020年GDP增长目标是多少？' });
    passage = citations[0]?.passage ?? '';
  });
  afterAll(() => engine?.close());

  const cases = OPERATIONS.flatMap((operation) =>
    operation.examples
      .filter(({ untried }) => untried === undefined)
      .map(
        (example) => [`${operation.method.toUpperCase()} ${operation.path}`, example.name, operation, example] as const,
      ),
  );

  test.each(cases)('%s: %s', async (_path, _name, operation, example) => {
    const params = Object.fromEntries(
      Object.entries(example.params ?? {}).map(([name, value]) => [name, value === '{passage}' ? passage : value]),
    );
    const response = await app.request(exampleAddress(operation.path, { ...example, params }), {
      method: operation.method.toUpperCase(),
      headers: { 'content-type': operation.body?.type ?? 'application/json', ...example.headers },
      ...(example.body !== undefined && { body: JSON.stringify(example.body) }),
    });
    const text = await response.text();
    expect(response.status, text.slice(0, 500)).toBe(example.status ?? 200);
    checkResponse(operation, example, response, text);
  });

  function checkResponse(operation: Operation, example: Example, response: Response, text: string): void {
    const type = (response.headers.get('content-type') ?? '').split(';')[0] ?? '';
    if (!response.ok) {
      const body = strict(operation.errorShape ?? errorSchema).parse(JSON.parse(text)) as { error: { code: string } };
      if (operation.errorShape === undefined) {
        expect(errorCodes(operation)).toContain(body.error.code);
        expect(ERRORS[body.error.code as keyof typeof ERRORS].status).toBe(response.status);
      }
      compareRecorded(example, body);
      return;
    }
    const content = operation.responses[response.status]?.content ?? {};
    expect(Object.keys(content)).toContain(type);
    if (type === 'text/event-stream') checkEvents(operation, text);
    const schema = content[type];
    if (schema == null) return;
    const body = JSON.parse(text);
    strict(schema).parse(body);
    compareRecorded(example, body);
  }

  function checkEvents({ events = [] }: Operation, text: string) {
    const seen = [...text.matchAll(/^(?:event: (.+)\n)?data: (.+)$/gm)].map(([, name = 'data', data = '']) => ({
      name,
      data,
    }));
    expect(seen.at(0)?.name).toBe(events[0]?.name);
    const last = seen.pop();
    expect(['done', '[DONE]']).toContain(last?.name === 'data' ? last.data : last?.name);
    for (const { name, data } of seen) {
      const event = events.find((one) => one.name === name);
      expect(event, `event ${name}`).toBeDefined();
      if (event) strict(event.schema).parse(JSON.parse(data));
    }
  }

  /** What a recorded response shows must still be so; its passage ids and times may have changed. RECORD=1 records anew. */
  function compareRecorded({ recorded }: Example, body: unknown) {
    if (recorded === undefined) return;
    if (process.env.RECORD === '1') writeFileSync(recordedPath(recorded), `${JSON.stringify(body, null, 2)}\n`);
    expect(telling(body)).toEqual(telling(recordedExample(recorded)));
  }

  function telling(body: unknown) {
    const { refused, reason, understood, citations, error } = body as Partial<Answer> & Partial<ErrorBody>;
    return { refused, reason, regions: understood?.regions, cited: citations?.map(({ title }) => title), error };
  }

  test.each([
    ['/api/documents/2020-zhuzhou/source?start=&end=9', 'an empty number is none'],
    ['/api/documents/2020-zhuzhou/source?start=1e1', 'nor is one with an exponent'],
    ['/api/documents/2020-zhuzhou/source?start=0x1', 'nor one in hex'],
    ['/api/indicators?limit=%201', 'nor one with a blank'],
    ['/api/search?q=就业&years=two', 'years are years'],
    ['/api/search?q=就业&years=2020,,', 'each of them'],
  ])('%s is refused: %s', async (address) => {
    expect((await app.request(encodeURI(decodeURI(address)))).status).toBe(400);
  });

  test('an unknown query parameter is refused by every route below /api', async () => {
    for (const operation of OPERATIONS) {
      if (!operation.path.startsWith('/api/') || operation.method !== 'get') continue;
      const example = operation.examples.find(({ status = 200 }) => status === 200) ?? operation.examples[0];
      const blanks = Object.fromEntries([...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => [name, 'x']));
      const params = { ...blanks, ...example?.params, ...(example?.params?.id === '{passage}' && { id: passage }) };
      const address = exampleAddress(operation.path, { params, query: { ...example?.query, colour: 'red' } });
      const response = await app.request(address);
      expect([address, response.status]).toEqual([address, 400]);
      expect(await response.text()).toContain('colour');
    }
  });
});

test('no field of a response disappears or changes its type', async () => {
  const file = join(projectRoot, 'test/server/contract.txt');
  const now = fieldLines(openApi());
  const before = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  expect(
    before.filter((line) => !now.includes(line)),
    'These fields are gone or of another type: programs of others break. Where that is meant, remove the lines from test/server/contract.txt and say so in CHANGELOG.md and docs/upgrade.md.',
  ).toEqual([]);
  // New fields are recorded by `npx vitest run test/server/openapi.test.ts -u`.
  await expect(`${now.join('\n')}\n`).toMatchFileSnapshot(file);
});

test('the types that the page knows the server by are those of the schemas', () => {
  const types = readFileSync(join(projectRoot, 'web/server-types.ts'), 'utf8');
  expect(types, 'npm run api-types writes them').toBe(apiTypes(openApi()));
});

test('every route is told in docs/api.md', () => {
  const text = readFileSync(join(projectRoot, 'docs/api.md'), 'utf8');
  const untold = OPERATIONS.map(({ method, path }) => `${method.toUpperCase()} ${path}`).filter(
    (route) => !text.includes(route),
  );
  expect(untold, 'Add a line for each to docs/api.md').toEqual([]);
});

test('every code of an error is told in docs/api.md, beside its status', () => {
  const text = readFileSync(join(projectRoot, 'docs/api.md'), 'utf8');
  const untold = Object.entries(ERRORS).filter(
    ([code, { status }]) => !new RegExp(`^\\| ${status}\\b.*\`${code}\``, 'm').test(text),
  );
  expect(untold).toEqual([]);
});

/** The schema with every object closed: a field that is not described is an error. */
function strict(schema: z.ZodType): z.ZodType {
  return z.fromJSONSchema(z.toJSONSchema(schema, { io: 'output' }) as Parameters<typeof z.fromJSONSchema>[0]);
}
