/** Many connections at once on loopback, mixed as in an office: what is answered, how soon, and what the server holds. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { loadavg, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Config } from '../../ingest/config.ts';
import type { GoldQuestion } from './golden.ts';
import { type Served, startServed } from './served.ts';

export interface Load {
  minutes: number;
  connections: number;
  /** Load of the machine's processors (the average of a minute) while it ran, other programs' work in it. */
  machineLoad: { before: number; after: number };
  requests: number;
  /** Milliseconds of a processor that the server's own process took for a request, its workers not counted. */
  processorMs: number;
  /** Answers by status; `gone` are requests that the driver itself broke off. */
  statuses: Record<string, number>;
  /** Statuses from 400 but 429 and 503, and connections that broke; the first of each kind. */
  errors: { count: number; examples: string[] };
  /** 429 and 503 without the time to come again. */
  withoutRetryAfter: number;
  /** Answers that were not what the same question was answered before the load. */
  changedAnswers: { question: string; before: string; after: string }[];
  /** Milliseconds. */
  health: Spread;
  questions: Spread;
  /** Megabytes that the server's process holds: after a fifth of the time, and at the end (means of a tenth of the time each). */
  memory: { warm: number; end: number; growth: number } | null;
  /** What the server's own log calls an error, the first of each kind; the whole log is `logFile`. */
  logged: { errors: number; examples: string[] };
  logFile: string;
  /** Questions still worked on or waiting 200 ms after every client has gone away. */
  leftAfterAbort: number;
}

interface Spread {
  count: number;
  p50: number;
  p99: number;
  longest: number;
}

export interface LoadOptions {
  config: Config;
  minutes: number;
  connections: number;
  questions: GoldQuestion[];
  /** Where the server's log is kept. */
  logFile: string;
  onProgress: (line: string) => void;
}

/** A person reads an answer before the next one is asked; a program does not. Half of the pauses are shorter. */
const PAUSE_MS = 200;
const HEALTH_EVERY_MS = 100;
const MEMORY_EVERY_MS = 1000;
const FREED_MS = 200;
/** Of a line of the log, as pino numbers them. */
const ERROR_LEVEL = 50;
/** Files that are added again and again, so that what is loaded does not grow. */
const UPLOADED = 3;
/** What a connection does next, and how often of a hundred times. */
const MIX = [
  [46, 'question'],
  [14, 'stream'],
  [14, 'read'],
  [6, 'search'],
  [14, 'matrix'],
  [1, 'upload'],
  [5, 'vanish'],
] as const;

interface Question {
  question: string;
  history?: unknown;
}

interface Reply {
  status: number;
  retryAfter: string | undefined;
  text: string;
}

/** Starts a server over copies of the index and of an empty state, and loads it. */
export async function measureLoad(options: LoadOptions): Promise<Load> {
  const folder = mkdtempSync(join(tmpdir(), 'baogao-load-'));
  const indexDir = join(folder, 'index');
  cpSync(options.config.indexDir, indexDir, { recursive: true });
  const served = await startServed(options.config, { indexDir, stateDir: join(folder, 'state') });
  try {
    await served.ask('报告里有什么？');
    await untilReady(served, options.onProgress);
    return await new Driver(served, options).run();
  } finally {
    await served.stop();
    mkdirSync(dirname(options.logFile), { recursive: true });
    writeFileSync(options.logFile, `${served.logged().join('\n')}\n`);
    try {
      rmSync(folder, { recursive: true, force: true });
    } catch (error) {
      // What was measured is not lost over it.
      options.onProgress(`${folder} could not be removed: ${(error as Error).message}`);
    }
  }
}

/** An index that is being brought in step changes what is answered; the load begins when it is whole. */
async function untilReady({ address }: Served, onProgress: (line: string) => void): Promise<void> {
  for (let told = false; ; told = true) {
    const { vectors } = (await (await fetch(`${address}/api/health`)).json()) as { vectors: string };
    if (vectors === 'ready') return;
    if (!told) onProgress('The index is being brought in step first');
    await wait(1000);
  }
}

class Driver {
  readonly #served: Served;
  readonly #options: LoadOptions;
  readonly #agent: Agent;
  readonly #healthAgent = new Agent({ keepAlive: true });
  readonly #known = new Map<string, string>();
  readonly #statuses: Record<string, number> = {};
  readonly #errors = new Map<string, number>();
  readonly #healthMs: number[] = [];
  readonly #questionMs: number[] = [];
  readonly #bytes: number[] = [];
  #requests = 0;
  #withoutRetryAfter = 0;
  readonly #changed: Load['changedAnswers'] = [];
  #ends = 0;

  constructor(served: Served, options: LoadOptions) {
    this.#served = served;
    this.#options = options;
    this.#agent = new Agent({ keepAlive: true, maxSockets: options.connections });
  }

  async run(): Promise<Load> {
    const { minutes, connections, questions, onProgress } = this.#options;
    for (const gold of questions) {
      const { answer } = JSON.parse((await this.#ask(asked(gold))).text) as { answer: string };
      this.#known.set(JSON.stringify(asked(gold)), answer);
    }
    const processorBefore = await this.#processorSeconds();
    const before = loadavg()[0] ?? 0;
    this.#ends = performance.now() + minutes * 60_000;
    await Promise.all([
      this.#probe(),
      this.#weigh(),
      this.#tell(onProgress),
      ...Array.from({ length: connections }, () => this.#connection()),
    ]);
    const after = loadavg()[0] ?? 0;
    const processorAfter = await this.#processorSeconds();
    const leftAfterAbort = await this.#abortAll();
    this.#agent.destroy();
    this.#healthAgent.destroy();
    return {
      minutes,
      connections,
      machineLoad: { before, after },
      requests: this.#requests,
      processorMs: ((processorAfter - processorBefore) * 1000) / this.#requests,
      statuses: this.#statuses,
      errors: {
        count: [...this.#errors.values()].reduce((sum, count) => sum + count, 0),
        examples: [...this.#errors].slice(0, 10).map(([what, count]) => `${count} × ${what}`),
      },
      withoutRetryAfter: this.#withoutRetryAfter,
      changedAnswers: this.#changed,
      health: spread(this.#healthMs),
      questions: spread(this.#questionMs),
      memory: this.#memory(),
      logged: errorsIn(this.#served.logged()),
      logFile: this.#options.logFile,
      leftAfterAbort,
    };
  }

  get #isOver(): boolean {
    return performance.now() >= this.#ends;
  }

  async #connection(): Promise<void> {
    // Not all in the same moment.
    await wait(Math.random() * 2000);
    while (!this.#isOver) {
      const act = choose();
      try {
        const reply = await this.#act(act);
        this.#count(act, reply);
      } catch (error) {
        this.#note(`${act}: ${(error as NodeJS.ErrnoException).code ?? (error as Error).message}`);
      }
      await wait(Math.random() * 2 * PAUSE_MS);
    }
  }

  async #act(act: (typeof MIX)[number][1]): Promise<Reply | null> {
    const { questions } = this.#options;
    const body = asked(questions[Math.floor(Math.random() * questions.length)] as GoldQuestion);
    const { question } = body;
    switch (act) {
      case 'question': {
        const began = performance.now();
        const reply = await this.#ask(body);
        if (reply.status !== 200) return reply;
        this.#questionMs.push(performance.now() - began);
        const { answer } = JSON.parse(reply.text) as { answer: string };
        const before = this.#known.get(JSON.stringify(body));
        if (answer !== before) this.#changed.push({ question, before: before ?? '', after: answer });
        return reply;
      }
      case 'stream': {
        const reply = await this.#ask(body, { accept: 'text/event-stream' });
        if (reply.status === 200 && !/^event: done$/m.test(reply.text)) this.#note(`stream: ${reply.text.slice(-300)}`);
        return reply;
      }
      case 'vanish':
        await this.#ask(body, { goneAfterMs: Math.random() * 100 }).catch(() => {});
        return null;
      case 'read':
        return this.#send('GET', Math.random() < 0.5 ? '/api/documents' : '/api/documents/2020-provinces-29/source');
      case 'search':
        return this.#send('GET', `/api/search?${new URLSearchParams({ q: question, k: '10' })}`);
      case 'matrix': {
        const format = ['json', 'json', 'json', 'csv', 'xlsx'][Math.floor(Math.random() * 5)] as string;
        const query = format === 'json' ? 'indicator=gdp_growth&kind=target' : `format=${format}`;
        return this.#send('GET', `/api/indicators?${query}`);
      }
      case 'upload':
        return this.#upload();
    }
  }

  #ask(body: Question, more: { accept?: string; goneAfterMs?: number } = {}): Promise<Reply> {
    const type = { 'content-type': 'application/json', accept: more.accept ?? 'application/json' };
    return this.#send('POST', '/api/ask', { body: JSON.stringify(body), headers: type, ...more });
  }

  /** A small report of a city that no question is about, each time with other words. */
  #upload(): Promise<Reply> {
    const number = Math.floor(Math.random() * UPLOADED);
    const text = `政府工作报告\n——2031年1月8日在嘉峪关市第十届人民代表大会上\n一、2030年工作回顾\n新建口袋公园${Math.floor(Math.random() * 1e6)}个。\n`;
    const boundary = 'baogao-load';
    const body = `--${boundary}\r\nContent-Disposition: form-data; name="files"; filename="2031-load-${number}.txt"\r\nContent-Type: text/plain\r\n\r\n${text}\r\n--${boundary}--\r\n`;
    return this.#send('POST', '/api/documents', {
      body,
      headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    });
  }

  #send(
    method: string,
    path: string,
    more: { body?: string; headers?: Record<string, string>; goneAfterMs?: number; agent?: Agent } = {},
  ): Promise<Reply> {
    const { body = '', headers = {}, goneAfterMs, agent = this.#agent } = more;
    const { token } = this.#options.config;
    return new Promise((resolve, reject) => {
      const sent = request(`${this.#served.address}${path}`, {
        method,
        agent,
        headers: {
          ...headers,
          ...(method !== 'GET' && { 'content-length': Buffer.byteLength(body) }),
          ...(token && { authorization: `Bearer ${token}` }),
        },
      });
      sent.once('error', reject);
      sent.once('response', (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.once('error', reject);
        response.once('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            retryAfter: response.headers['retry-after'],
            text: Buffer.concat(parts).toString(),
          }),
        );
      });
      sent.end(body);
      if (goneAfterMs !== undefined) setTimeout(() => sent.destroy(), goneAfterMs);
    });
  }

  #count(act: string, reply: Reply | null): void {
    this.#requests++;
    const status = String(reply?.status ?? 'gone');
    this.#statuses[status] = (this.#statuses[status] ?? 0) + 1;
    if (reply === null || reply.status < 400) return;
    if (reply.status !== 429 && reply.status !== 503) this.#note(`${act}: ${reply.status} ${reply.text.slice(0, 200)}`);
    else if (reply.retryAfter === undefined) this.#withoutRetryAfter++;
  }

  #note(what: string): void {
    this.#errors.set(what, (this.#errors.get(what) ?? 0) + 1);
  }

  /** Asks how the server is, over a connection of its own, until the end. */
  async #probe(): Promise<void> {
    while (!this.#isOver) {
      const began = performance.now();
      const reply = await this.#send('GET', '/api/health', { agent: this.#healthAgent }).catch((error: Error) => {
        this.#note(`health: ${error.message}`);
      });
      this.#healthMs.push(performance.now() - began);
      if (reply && reply.status !== 200) this.#note(`health: ${reply.status}`);
      await wait(HEALTH_EVERY_MS);
    }
  }

  async #weigh(): Promise<void> {
    while (!this.#isOver) {
      const bytes = this.#served.residentBytes()?.server;
      if (bytes !== undefined) this.#bytes.push(bytes);
      await wait(MEMORY_EVERY_MS);
    }
  }

  async #tell(onProgress: (line: string) => void): Promise<void> {
    while (!this.#isOver) {
      await wait(Math.min(15_000, Math.max(0, this.#ends - performance.now())));
      const megabytes = Math.round((this.#bytes.at(-1) ?? 0) / 2 ** 20);
      onProgress(`${this.#requests} requests ${JSON.stringify(this.#statuses)}, ${megabytes} MB`);
    }
  }

  #memory(): Load['memory'] {
    const tenth = Math.floor(this.#bytes.length / 10);
    if (tenth === 0) return null;
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length / 2 ** 20;
    const warm = mean(this.#bytes.slice(2 * tenth, 3 * tenth));
    const end = mean(this.#bytes.slice(-tenth));
    return { warm, end, growth: end / warm - 1 };
  }

  /** What the server says of itself. */
  async #figures(): Promise<string> {
    return (await this.#send('GET', '/metrics', { agent: this.#healthAgent })).text;
  }

  async #processorSeconds(): Promise<number> {
    return Number(/^baogao_process_cpu_seconds_total ([\d.]+)/m.exec(await this.#figures())?.[1] ?? Number.NaN);
  }

  /** Everybody asks and goes away in the same moment. */
  async #abortAll(): Promise<number> {
    const { connections, questions } = this.#options;
    const all = Array.from({ length: connections }, (_, at) =>
      this.#ask(asked(questions[at % questions.length] as GoldQuestion), { goneAfterMs: 50 }).catch(() => {}),
    );
    await Promise.all(all.map((one) => Promise.race([one, wait(60)])));
    await wait(FREED_MS);
    const text = await this.#figures();
    return ['running', 'waiting'].reduce(
      (sum, state) => sum + Number(new RegExp(`^baogao_questions_${state} (\\d+)$`, 'm').exec(text)?.[1] ?? 0),
      0,
    );
  }
}

/** The body of a question. */
function asked({ question, history }: GoldQuestion): Question {
  return history === undefined ? { question } : { question, history };
}

/** Lines of level `error` and above, and what the runtime warns of or throws; what ingest tells a person is passed over. */
function errorsIn(lines: string[]): Load['logged'] {
  const errors = lines.filter((line) => {
    try {
      return (JSON.parse(line) as { level: number }).level >= ERROR_LEVEL;
    } catch {
      return /^\(node:\d+\)|Warning:|Error\b/.test(line);
    }
  });
  return { errors: errors.length, examples: [...new Set(errors)].slice(0, 5) };
}

function choose(): (typeof MIX)[number][1] {
  let at = Math.random() * 100;
  for (const [share, act] of MIX) {
    at -= share;
    if (at < 0) return act;
  }
  return 'question';
}

function spread(values: number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { count: sorted.length, p50: at(0.5), p99: at(0.99), longest: sorted.at(-1) ?? 0 };
}
