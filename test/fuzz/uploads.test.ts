/** What is posted as files: whatever the names, the bytes and the form, the answer says what came of it and nothing lands elsewhere. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { projectRoot } from '../../ingest/config.ts';
import { State } from '../../ingest/state/state.ts';
import { createApp } from '../../server/app.ts';
import type { IngestOutcome, IngestRuns } from '../../server/ingest-runs.ts';
import { fakeEngine } from '../server/fake-engine.ts';
import { sampleIndex } from '../server/sample-reports.ts';
import { fuzz, timeoutFor } from './budget.ts';

const SHARE = 0.1;
let folder = '';
let state: State;
let app: ReturnType<typeof createApp>;
/** Paths that would be read. */
let given: string[] = [];

/** Takes what it is given and reads nothing. */
const runs = {
  check: () => {},
  add(paths: string[]) {
    given = paths;
    const outcome: IngestOutcome = { generation: '000001', added: [], refused: [] };
    return { text: Promise.resolve(outcome), complete: Promise.resolve(outcome) };
  },
} as unknown as IngestRuns;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'baogao-fuzz-uploads-'));
  state = new State(join(folder, 'state'));
  const engine = Object.assign(
    fakeEngine(sampleIndex(), () => {
      throw new Error('nothing is asked');
    }),
    { ingests: runs },
  );
  app = createApp({ engine, config: { host: '127.0.0.1', basePath: '' }, state });
});
afterAll(() => {
  state?.close();
  rmSync(folder, { recursive: true, force: true });
});

const hostile = fc.constantFrom(
  '../../../../tmp/evil.txt',
  '/etc/passwd',
  'C:\\windows\\system32\\a.txt',
  '..',
  '.',
  '',
  'a/../../b.txt',
  'con.txt',
  '.hidden',
  'x\u0000y.txt',
  '\u202egpj.exe',
  '名'.repeat(300),
  'a'.repeat(5000),
  '--remove',
  '$(reboot).txt',
  '"; filename="b',
  'ends with blanks  ',
  'e\u0301.txt',
  '\ud800.txt',
);
const name = fc.oneof(hostile, fc.string({ unit: 'binary', maxLength: 60 }), fc.webPath());
const bytes = fc.uint8Array({ maxLength: 300 });
const file = fc.record({ field: fc.constantFrom('files', 'files', 'files', 'file', '', '__proto__'), name, bytes });
const form = fc.array(file, { maxLength: 4 });
/** A body that is no form, or one that was damaged on its way. */
const raw = fc.record({
  type: fc.constantFrom(
    'multipart/form-data; boundary=x',
    'multipart/form-data',
    'multipart/form-data; boundary=',
    'text/plain',
    '',
  ),
  body: fc.oneof(
    fc.uint8Array({ maxLength: 400 }),
    fc
      .array(
        fc.constantFrom('--x', '--x--', '\r\n', 'Content-Disposition: form-data; name="files"; filename="a"', ': '),
      )
      .map((parts) => Buffer.from(parts.join(''))),
  ),
});

test('any upload gets an answer, and its files land where they should', { timeout: timeoutFor(SHARE) }, async () => {
  const before = new Set(readdirSync(join(folder, '..')));
  await fuzz('uploads', SHARE, fc.oneof(form, raw), async (input) => {
    given = [];
    const response = await app.request('/api/documents', { method: 'POST', ...bodyOf(input) });
    const text = await response.text();
    expect([200, 400, 403, 413, 422], text).toContain(response.status);
    expect(text).not.toContain(folder);
    expect(text).not.toContain(projectRoot);
    if (response.status !== 200) expect(JSON.parse(text).error.message).toMatch(/\S/);
    for (const path of given) {
      const parts = relative(join(folder, 'state', 'incoming'), path).split(sep);
      expect(parts).toHaveLength(3);
      expect(parts).not.toContain('..');
    }
  });
  // What was taken in is removed when it has been read, and nothing stands beside the state folder.
  await expect.poll(() => readdirSync(join(folder, 'state', 'incoming'))).toEqual([]);
  expect(readdirSync(folder)).toEqual(['state']);
  expect(readdirSync(join(folder, '..')).filter((one) => !before.has(one) && /evil|passwd/.test(one))).toEqual([]);
});

function bodyOf(input: { field: string; name: string; bytes: Uint8Array }[] | { type: string; body: Uint8Array }) {
  if (!Array.isArray(input)) return { body: Buffer.from(input.body), headers: { 'content-type': input.type } };
  const body = new FormData();
  for (const { field, name: as, bytes: content } of input) body.append(field, new File([Buffer.from(content)], as));
  return { body };
}
