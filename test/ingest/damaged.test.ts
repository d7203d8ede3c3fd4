import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { partsOf } from '../../ingest/parts.ts';
import { readFolder } from '../../ingest/read/index.ts';
import { harmfulFiles, type Seed, wholeFiles } from './damaged-seeds.ts';

/** Files tried; FUZZ_FILES=10000 for the long run, which takes some minutes and prints what it measured. */
const FILES = Number(process.env.FUZZ_FILES ?? 120);
/** What one file may take: the parser's 10 seconds, and the start of another process. */
const MOST_MS = 20_000;
/** Of this process, which reads texts itself, and of each child that reads the rest. */
const MOST_BYTES = 2 ** 30;
const ENDINGS = ['docx', 'pdf', 'zip', 'txt', 'csv', 'html', 'xlsx', 'md', 'doc', 'dat', ''];

/** What was seen of all files together. */
const seen = {
  files: 0,
  documents: 0,
  errors: {} as Record<string, number>,
  longestMs: 0,
  longest: '',
  ownBytes: 0,
  childBytes: 0,
};

let folder = '';
let seeds: Seed[] = [];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'baogao-damaged-'));
  seeds = await wholeFiles();
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  if (FILES >= 1000) console.log(JSON.stringify(seen, null, 1));
});

/** The most memory that a child of this process ever had, from Linux' own account of it; 0 elsewhere. */
function childPeak(): number {
  const tasks = '/proc/self/task';
  if (!existsSync(tasks)) return 0;
  const children = readdirSync(tasks).flatMap((task) => readIfThere(`${tasks}/${task}/children`).split(' '));
  const peaks = children.map((pid) => /VmHWM:\s*(\d+) kB/.exec(readIfThere(`/proc/${pid}/status`))?.[1] ?? 0);
  return Math.max(0, ...peaks.map((kilobytes) => Number(kilobytes) * 1024));
}

/** Processes and threads end while they are looked at. */
function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** Reads the file as ingest would, cuts what was found, and holds it to the limits. */
async function survive(bytes: Uint8Array, ending: string, what: string): Promise<void> {
  const name = ending === '' ? 'x' : `x.${ending}`;
  writeFileSync(join(folder, name), bytes);
  const started = performance.now();
  const watch = setInterval(() => note({ childBytes: childPeak() }), 100);
  const { documents, problems } = await readFolder(folder).finally(() => clearInterval(watch));
  for (const document of documents) partsOf(document);
  const took = performance.now() - started;
  rmSync(join(folder, name));
  note({ childBytes: childPeak(), ownBytes: process.memoryUsage.rss() });
  seen.files++;
  seen.documents += documents.length;
  if (took > seen.longestMs) Object.assign(seen, { longestMs: Math.round(took), longest: `${what}.${ending}` });
  for (const { error } of problems) seen.errors[error.code] = (seen.errors[error.code] ?? 0) + 1;
  expect(took, what).toBeLessThan(MOST_MS);
  expect(process.memoryUsage.rss(), what).toBeLessThan(MOST_BYTES);
  expect(seen.childBytes, what).toBeLessThan(MOST_BYTES);
  expect(documents.length + problems.length, what).toBeGreaterThan(0);
  for (const { error } of problems)
    expect(`${error.code} ${error.message}`).toMatch(/^[a-z-]+ x.*expected|could not be read/s);
}

function note(bytes: { ownBytes?: number; childBytes: number }): void {
  seen.childBytes = Math.max(seen.childBytes, bytes.childBytes);
  seen.ownBytes = Math.max(seen.ownBytes, bytes.ownBytes ?? 0);
}

type Damage =
  | { kind: 'cut'; at: number }
  | { kind: 'flip'; at: number; value: number }
  | { kind: 'remove' | 'repeat'; at: number; length: number }
  | { kind: 'splice'; at: number; other: number };

const share = fc.double({ min: 0, max: 1, noNaN: true });
const damage: fc.Arbitrary<Damage> = fc.oneof(
  fc.record({ kind: fc.constant('cut' as const), at: share }),
  fc.record({ kind: fc.constant('flip' as const), at: share, value: fc.nat(255) }),
  fc.record({ kind: fc.constantFrom('remove' as const, 'repeat' as const), at: share, length: fc.nat(300) }),
  fc.record({ kind: fc.constant('splice' as const), at: share, other: fc.nat(100) }),
);

function damaged(bytes: Uint8Array, { at, ...what }: Damage): Uint8Array {
  const place = Math.floor(at * bytes.length);
  const [before, after] = [bytes.subarray(0, place), bytes.subarray(place)];
  switch (what.kind) {
    case 'cut':
      return before;
    case 'flip':
      return Buffer.concat([before, Buffer.of(what.value), after.subarray(1)]);
    case 'remove':
      return Buffer.concat([before, after.subarray(what.length)]);
    case 'repeat':
      return Buffer.concat([before, after.subarray(0, what.length), after]);
    case 'splice':
      return Buffer.concat([before, (seeds[what.other % seeds.length] as Seed).bytes.subarray(place)]);
  }
}

test(
  `${FILES} damaged and random files end in an error or a document: no crash, no hang, no gigabyte`,
  async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(1000),
        fc.option(fc.constantFrom(...ENDINGS), { nil: undefined, freq: 2 }),
        fc.array(damage, { maxLength: 6 }),
        fc.oneof(
          { weight: 9, arbitrary: fc.constant(undefined) },
          { weight: 1, arbitrary: fc.uint8Array({ maxLength: 3000 }) },
        ),
        async (seed, ending, damages, random) => {
          const { name, bytes, ending: own } = seeds[seed % seeds.length] as Seed;
          // Every second file keeps its own ending; the others have a wrong one.
          const given = ending === undefined ? own : ending;
          await survive(damages.reduce(damaged, random ?? bytes), given, random ? 'random' : name);
        },
      ),
      { numRuns: FILES },
    );
  },
  FILES * 2000 + 60_000,
);

test.each(harmfulFiles())('a file made to do harm ends so too: $name ($ending)', async ({ name, ending, bytes }) => {
  await survive(bytes, ending, name);
});
