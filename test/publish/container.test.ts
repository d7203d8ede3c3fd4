/** The Dockerfile, the compose file and the systemd unit, as far as they can be tried without an engine. */
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadConfig } from '../../ingest/config.ts';
import { projectRoot } from '../../ingest/program.ts';
import { needs } from '../require.ts';
import { findTool } from '../tools.ts';
import { buildImage, readSteps } from './dockerfile.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'baogao-container-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const hadolint = findTool('hadolint');
test.skipIf(!needs('hadolint (test/fetch-tools.sh brings it)', hadolint !== undefined))(
  'the Dockerfile has no fault that a linter knows',
  () => {
    const { status, stdout } = spawnSync(hadolint as string, ['--no-color', join(projectRoot, 'Dockerfile')], {
      encoding: 'utf8',
    });
    expect([status, stdout]).toEqual([0, '']);
  },
);

test.skipIf(process.platform === 'win32')('the steps of the Dockerfile make a program that serves', async () => {
  const image = buildImage(readSteps(join(projectRoot, 'Dockerfile')), {
    folder,
    // `npm ci` is tried by whoever runs the tests on a clean clone; FULL=1 runs it here too.
    instead: (command, cwd) =>
      process.env.FULL !== '1' && command.startsWith('npm ci')
        ? () => symlinkSync(join(projectRoot, 'node_modules'), join(cwd, 'node_modules'))
        : undefined,
  });
  const reports = join(folder, 'reports');
  mkdirSync(reports);
  writeFileSync(
    join(reports, '2021-anhui.txt'),
    '政府工作报告\n——2021年1月12日在安徽省第十三届人民代表大会第四次会议上\n二、2021年重点工作\n地区生产总值增长8%以上。\n',
  );
  const within = (path: string): string => join(image.root, path);
  const folders = Object.entries(image.env).map(([name, value]) => [
    name,
    value.startsWith('/') ? within(value) : value,
  ]);
  const [program = '', ...args] = image.command;
  const env = {
    PATH: process.env.PATH,
    ...Object.fromEntries(folders),
    PORT: '0',
    TOKEN: 'sesame',
    REPORTS_DIR: reports,
  };
  const server = spawn(within(program), args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const address = await new Promise<string>((resolve, reject) => {
      server.stdout.on('data', (chunk) => resolve(String(chunk).trim()));
      server.once('exit', (code) => reject(new Error(`it left with code ${code}`)));
    });
    expect(address).toMatch(/^http:\/\/0\.0\.0\.0:\d+$/);
    const local = address.replace('0.0.0.0', '127.0.0.1');
    const headers = { 'content-type': 'application/json', authorization: 'Bearer sesame' };
    const body = JSON.stringify({ question: '安徽2021年GDP增长目标是多少？' });
    expect(await (await fetch(`${local}/api/ask`, { method: 'POST', headers, body })).text()).toContain('8%以上');
    expect((await fetch(`${local}/api/ask`, { method: 'POST', body })).status).toBe(401);
  } finally {
    const gone = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGTERM');
    await gone;
  }
});

const found = findTool('python');
const python = found && spawnSync(found, ['-c', 'import yaml']).status === 0 ? found : undefined;
describe.skipIf(!needs('python with yaml (test/fetch-tools.sh brings it)', python !== undefined))(
  'the compose file',
  () => {
    interface Compose {
      services: Record<
        string,
        { image?: string; profiles?: string[]; environment: Record<string, string>; volumes: string[] }
      >;
      volumes: Record<string, unknown>;
    }
    const read = (): Compose => {
      const script = 'import json, sys, yaml; print(json.dumps(yaml.safe_load(open(sys.argv[1]))))';
      const { stdout } = spawnSync(python as string, ['-c', script, join(projectRoot, 'compose.yaml')], {
        encoding: 'utf8',
      });
      return JSON.parse(stdout);
    };

    test('starts this program alone, and the databases only with their profile', () => {
      const { services, volumes } = read();
      expect(
        Object.entries(services)
          .filter(([, { profiles }]) => profiles === undefined)
          .map(([name]) => name),
      ).toEqual(['baogao']);
      for (const { image } of Object.values(services)) if (image) expect(image).toMatch(/:\S+$/);
      const named = Object.values(services).flatMap((one) => one.volumes.map((volume) => volume.split(':')[0] ?? ''));
      expect(named.filter((name) => /^\w+$/.test(name)).sort()).toEqual(Object.keys(volumes).sort());
    });

    test('sets what the program knows, as it stands and with the databases', () => {
      const { environment } = read().services.baogao as Compose['services'][string];
      for (const more of [
        {},
        { STORE: 'milvus://milvus:19530', DATABASE_URL: 'postgres://baogao:x@postgres/baogao' },
      ]) {
        const given = new Map(Object.entries({ TOKEN: 'sesame', ...more }));
        const values = Object.entries(environment).map(([name, value]): [string, string] => [
          `BAOGAO_${name}`,
          value.replace(
            /\$\{(\w+)(?::[-?]([^}]*))?\}/g,
            (_, variable, fallback) => given.get(variable) ?? fallback ?? '',
          ),
        ]);
        expect(() => loadConfig(Object.fromEntries(values))).not.toThrow();
      }
    });
  },
);

const systemd = spawnSync('systemd-analyze', ['--version']).status === 0;
test.skipIf(!systemd)('the unit is one that systemd takes', () => {
  const program = join(folder, 'program');
  writeFileSync(program, '#!/bin/sh\n');
  chmodSync(program, 0o755);
  const unit = readFileSync(join(projectRoot, 'docs/baogao.service'), 'utf8');
  // Program and user are those of another machine.
  writeFileSync(
    join(folder, 'baogao.service'),
    unit.replace('/opt/baogao/baogao', program).replace('User=baogao', 'User=root'),
  );
  const { status, stderr } = spawnSync('systemd-analyze', ['verify', join(folder, 'baogao.service')], {
    encoding: 'utf8',
  });
  expect([status, stderr.split('\n').filter((line) => line.includes('baogao.service'))]).toEqual([0, []]);
});
