/** An answer in a language model's words, each sentence of which says what was proved, or else stays as it was. */
import type { ReportIndex } from '../../ingest/index/model.ts';
import { faultOf } from '../answer/check.ts';
import { type Delivery, type Piece, Renderer } from '../answer/deliver.ts';
import type { Claim, Draft } from '../answer/draft.ts';
import type { Language, Notice, Wording } from '../model.ts';
import { unfaithful } from './faithful.ts';
import type { LanguageModel } from './model.ts';
import { numberedLine, promptOf } from './prompt.ts';

/** An answer of more sentences is a table in words, which nobody wants reworded. */
export const MOST_SENTENCES = 12;
/** A sentence may come out so much longer, in tokens, before the model is stopped. */
const LONGER = 1.5;
/** Tokens for numbers, line ends and the chat's own marks. */
const ROOM = 64;

export interface Rewording {
  draft: Draft;
  index: ReportIndex;
  language: Language;
  question: string;
  model: LanguageModel;
  /** Milliseconds that the model has for all sentences together. */
  timeoutMs: number;
  signal?: AbortSignal | undefined;
  onPiece?: ((piece: Piece) => void) | undefined;
}

export interface Reworded extends Delivery {
  wording: Wording;
  /** Why the model did not word all of it; null where it did. */
  notice: Notice | null;
  /** What its client said of it, for the log. */
  failure: string | null;
}

/**
 * Delivers a draft with its sentences reworded. A line goes out as soon as the model has written it and the check has let it
 * pass; a sentence that fails is replaced by the proved one. A model that is down, too slow, or whose context is too small
 * costs nothing but its words: the answer is then the proved one, with a notice.
 * @throws AbortError when `signal` fires; the request to the model has ended then.
 */
export async function deliverReworded(options: Rewording): Promise<Reworded> {
  const { draft, index, language, model, signal, onPiece } = options;
  const renderer = new Renderer(draft, index, language, onPiece);
  const lines = draft.lines.map((line) => ({ line, claims: renderer.proved(line) }));
  const claims = lines.flatMap((one) => one.claims).filter((claim) => claim.kind !== 'frame');
  const words = new ModelWords(options, claims);
  const wording: Wording = { model: model.name, reworded: 0, kept: 0, blocked: 0 };
  try {
    for (const { line, claims: own } of lines) {
      for (const [at, claim] of own.entries()) {
        const sentence = claim.kind === 'frame' ? null : await words.of(claims.indexOf(claim) + 1);
        signal?.throwIfAborted();
        const fault = sentence === null ? null : faultOfWording(sentence, claim, options);
        const taken = sentence !== null && fault === null;
        if (fault !== null) wording.blocked += 1;
        if (claim.kind !== 'frame') wording[taken ? 'reworded' : 'kept'] += 1;
        renderer.claim(taken ? { ...claim, text: sentence } : claim, line, at);
      }
    }
  } finally {
    await words.end();
  }
  return { ...renderer.end(), wording, notice: words.notice, failure: words.failure };
}

/** Why a sentence of the model may not stand for a claim: it must say the same, and pass the check of every claim. */
function faultOfWording(sentence: string, claim: Claim, { draft, index }: Rewording): string | null {
  const { quoted: _, ...rest } = claim;
  return (
    unfaithful(sentence, claim.text) ?? faultOf({ ...rest, text: sentence }, draft.citations, index, { worded: true })
  );
}

/** The numbered sentences of the model's stream, taken in turn. */
class ModelWords {
  notice: Notice | null = null;
  failure: string | null = null;
  readonly #lines: AsyncGenerator<{ number: number; sentence: string }> | null;
  readonly #language: Language;
  readonly #signal: AbortSignal | undefined;
  readonly #timeout: AbortSignal;
  #ahead: { number: number; sentence: string } | null = null;

  constructor({ draft: _, model, question, language, signal, timeoutMs }: Rewording, claims: Claim[]) {
    this.#language = language;
    this.#signal = signal;
    this.#timeout = AbortSignal.timeout(timeoutMs);
    this.#lines = null;
    if (claims.length === 0 || claims.length > MOST_SENTENCES) return;
    const sentences = claims.map((claim) => claim.text);
    const prompt = promptOf({ question, language, sentences });
    const asked = model.countTokens(prompt.system) + model.countTokens(prompt.user);
    const maxTokens = Math.ceil(model.countTokens(sentences.join('\n')) * LONGER) + ROOM;
    if (asked + maxTokens > model.contextTokens) {
      this.#fail('model-context', `${asked + maxTokens} tokens, ${model.contextTokens} fit (LLM_CONTEXT)`);
      return;
    }
    const either = AbortSignal.any([this.#timeout, ...(signal ? [signal] : [])]);
    this.#lines = linesOf(model.stream(prompt, { signal: either, maxTokens }), sentences.length === 1);
  }

  /** The sentence with this number, or null where the model wrote none or can no longer be asked. Numbers must rise. */
  async of(number: number): Promise<string | null> {
    try {
      while (this.#lines && (this.#ahead === null || this.#ahead.number < number)) {
        const next = await this.#lines.next();
        if (next.done) return null;
        this.#ahead = next.value;
      }
    } catch (error) {
      this.#signal?.throwIfAborted();
      const code = this.#timeout.aborted ? 'model-timeout' : 'model-unavailable';
      if (this.notice === null) this.#fail(code, error instanceof Error ? error.message : String(error));
      return null;
    }
    return this.#ahead?.number === number ? this.#ahead.sentence : null;
  }

  #fail(code: Notice['code'], why: string): void {
    this.notice = { code, message: NOTICES[code][this.#language] };
    this.failure = why;
  }

  /** Stops the model where it still writes. */
  async end(): Promise<void> {
    await this.#lines?.return(undefined).catch(() => {});
  }
}

/** Whole numbered lines of a stream of pieces; where only one sentence was asked, a line without number is it. */
async function* linesOf(
  pieces: AsyncIterable<string>,
  single: boolean,
): AsyncGenerator<{ number: number; sentence: string }> {
  let rest = '';
  const read = (line: string): { number: number; sentence: string } | null =>
    numberedLine(line) ?? (single && line.trim() !== '' ? { number: 1, sentence: line.trim() } : null);
  for await (const piece of pieces) {
    const lines = (rest + piece).split(/\r?\n/);
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const found = read(line);
      if (found) yield found;
    }
  }
  const found = read(rest);
  if (found) yield found;
}

const NOTICES: Record<Notice['code'], Record<Language, string>> = {
  'model-unavailable': {
    zh: '语言模型没有应答，这里是报告原文组成的回答。',
    en: 'The language model did not answer; this is the answer in the reports’ own words.',
  },
  'model-timeout': {
    zh: '语言模型超时，其余句子是报告原文。',
    en: 'The language model took too long; the rest is in the reports’ own words.',
  },
  'model-context': {
    zh: '内容超出语言模型的上下文，没有交给它改写。',
    en: 'The answer does not fit into the language model’s context, so it was not reworded.',
  },
};
