import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadConfig, projectRoot } from '../../ingest/config.ts';

test('without variables everything has its default', () => {
  const config = loadConfig({});
  expect(config).toMatchObject({ host: '127.0.0.1', port: 8787, basePath: '', token: undefined });
  expect(config.reportsDir).toBe(join(projectRoot, 'data/reports'));
});

test('the prefixed name wins', () => {
  expect(loadConfig({ PORT: '1000', BAOGAO_PORT: '2000' }).port).toBe(2000);
});

test.each([
  [{ PORT: 'abc' }, 'PORT'],
  [{ PORT: '70000' }, 'PORT'],
  [{ LLM_PROVIDER: 'foo' }, 'LLM_PROVIDER'],
  [{ BASE_PATH: 'no slash' }, 'BASE_PATH'],
  [{ BAOGAO_PROT: '1' }, 'BAOGAO_PROT'],
])('%o is an error that names the variable', (env, name) => {
  expect(() => loadConfig(env)).toThrowError(
    expect.objectContaining({ code: 'bad-config', message: expect.stringContaining(name) }),
  );
});

test('a secret is not shown', () => {
  expect(() => loadConfig({ TOKEN: 'a b' })).toThrowError(
    expect.objectContaining({ message: expect.not.stringContaining('a b') }),
  );
});
