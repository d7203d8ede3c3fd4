import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { digestOf, parseTokens } from '../../ingest/access.ts';
import { loadConfig } from '../../ingest/config.ts';

const long = (name: string): string => `${name}-0123456789abcdef`;
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'baogao-access-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = (text: string): string => {
  writeFileSync(join(folder, 'tokens'), text);
  return join(folder, 'tokens');
};

test('tokens are read from a variable or from a file, and only their digests are kept', () => {
  const wanted = [
    { name: 'wang', role: 'editor', digest: digestOf(long('w')) },
    { name: 'li', role: 'reader', digest: digestOf(long('l')) },
  ];
  expect(parseTokens(`wang:editor:${long('w')}, li:reader:${long('l')}`, folder)).toEqual(wanted);
  expect(
    parseTokens(file(`# office\r\nwang editor ${long('w')} # of the third floor\n\nli reader ${long('l')}`), '/'),
  ).toEqual(wanted);
  expect(JSON.stringify(parseTokens(`wang:editor:${long('w')}`, folder))).not.toContain(long('w'));
});

test('a file may hold the hashes alone', () => {
  const hash = digestOf(long('w')).toString('hex');
  expect(parseTokens(file(`wang admin sha256:${hash}`), '/')).toEqual([
    { name: 'wang', role: 'admin', digest: digestOf(long('w')) },
  ]);
});

test.each([
  ['a role that is none', `wang owner ${long('w')}`, 'line 1'],
  ['a short token', 'wang editor secret', 'line 1'],
  ['a name that stands twice', `a reader ${long('1')}\na admin ${long('2')}`, 'line 2'],
  ['nothing but comments', '# nobody yet', 'no entry'],
  ['a word too many', `wang editor ${long('w')} ${long('v')}`, 'line 1'],
])('%s is an error that names the line and tells no secret', (_, text, place) => {
  let message = '';
  try {
    parseTokens(file(text), '/');
  } catch (error) {
    message = String(error);
  }
  expect(message).toContain(place);
  for (const secret of ['secret', long('w'), long('1'), long('2')]) expect(message).not.toContain(secret);
});

test('a file that is not there is an error', () => {
  expect(() => loadConfig({ TOKENS: 'no/such/file' })).toThrowError(expect.objectContaining({ code: 'bad-config' }));
});

test('TOKEN is an admin beside the others', () => {
  const { tokens } = loadConfig({ TOKEN: 'sesame', TOKENS: `li:reader:${long('l')}` });
  expect(tokens.map(({ name, role }) => `${name} ${role}`)).toEqual(['token admin', 'li reader']);
});

test('the value of a variable that does not exist is not told: it may be a misspelt secret', () => {
  expect(() => loadConfig({ BAOGAO_TOKNE: 'sesame-open' })).toThrowError(
    expect.objectContaining({ message: expect.not.stringContaining('sesame') }),
  );
});
