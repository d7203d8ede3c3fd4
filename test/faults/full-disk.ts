/**
 * Run by a test in a mount namespace of its own, with a small disk mounted at the folder that is its first argument: fills the disk but for
 * the bytes of the second, changes things, and checks that what was there before is whole. Ends with 1 where it is not.
 */
import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ReportError } from '../../ingest/errors.ts';
import { openIndex } from '../../ingest/index/open.ts';
import { ingest } from '../../ingest/ingest.ts';
import { State } from '../../ingest/state/state.ts';
import { answerQuestion } from '../../server/answer/answer.ts';
import { createApp } from '../../server/app.ts';
import { fakeEngine } from '../server/fake-engine.ts';
import { placeIn } from './place.ts';

const [folder = '', free = '0'] = process.argv.slice(2);
const place = placeIn(folder);
const { config } = place;
const [OLD, NEW] = [111, 222];

place.setKilometres(OLD);
await ingest({ config, vectors: false });
const state = new State(config.stateDir);
const index = openIndex(config.indexDir);
const engine = fakeEngine(index, () => {
  throw new Error('nothing is asked');
});
const app = createApp({ engine, config: { host: '127.0.0.1', basePath: '' }, state });
const put = (id: string, text: string) =>
  app.request(`/api/conversations/${id}`, {
    method: 'PUT',
    body: JSON.stringify({ exchanges: [{ id: 'e', question: '问', text }] }),
  });
const kept = await put('first', '第一个');
assert.equal(kept.status, 200, await kept.text());
place.setKilometres(NEW);

const filler = join(folder, 'filler');
const { bavail, bsize } = statfsSync(folder);
writeFileSync(filler, Buffer.alloc(Math.max(0, bavail * bsize - Number(free))));
await attempt('disk-full', 507);
rmSync(filler);

const readOnly = (how: string) =>
  assert.equal(spawnSync('mount', ['-o', `remount,${how}`, folder], { stdio: 'inherit' }).status, 0);
// Files that are open for writing would keep the disk from becoming read-only.
state.close();
readOnly('ro');
await attempt('read-only', 500);
readOnly('rw');

await ingest({ config, vectors: false });
assert.equal(await figure(), NEW);
assert.equal((await put('last', '最后一个')).status, 200);
const all = await keptNow();
assert.ok(all.includes('first') && all.includes('last'), all.join());
index.close();
state.close();

/** An ingest and a change by a person: each is done whole, or refused with the reason, and then nothing is different. */
async function attempt(reason: string, status: number): Promise<void> {
  const before = await figure();
  let done = true;
  try {
    await ingest({ config, vectors: false });
  } catch (error) {
    done = false;
    // What says that a disk is read-only says so of the folder of the index or of people's data.
    assert.ok(error instanceof ReportError && error.code.endsWith(reason) && error.hint, String(error));
  }
  const after = await figure();
  assert.equal(after, done && before === OLD ? NEW : before);
  const answer = await put(reason, '一'.repeat(50_000));
  const text = await answer.text();
  assert.ok(answer.status === 200 || answer.status === status, `${answer.status} ${text}`);
  // On a read-only disk the database cannot be opened to be read either.
  if (reason === 'read-only') assert.ok(text.includes('state-read-only'), text);
  else assert.deepEqual(await keptNow(), answer.status === 200 ? [reason, 'first'] : ['first']);
}

/** Ids of the conversations that are told to be kept, sorted. */
async function keptNow(): Promise<string[]> {
  const list = (await (await app.request('/api/conversations')).json()) as { conversations: { id: string }[] };
  return list.conversations.map(({ id }) => id).sort();
}

/** The figure that is answered from the newest generation. */
async function figure(): Promise<number> {
  const opened = openIndex(config.indexDir);
  const question = '福建2021年新增高速公路多少公里？';
  const { answer } = await answerQuestion({
    request: { question },
    index: opened,
    embedders: undefined as never,
  });
  opened.close();
  return Number(/(\d+)公里/.exec(answer)?.[1]);
}
