import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { projectRoot } from '../../../ingest/config.ts';
import type { LanguageModel } from '../../../server/llm/model.ts';
import { openLanguageModel } from '../../../server/llm/open.ts';
import { needs } from '../../require.ts';

const FILE = process.env.TEST_LLM ?? join(projectRoot, 'test/.llm/smollm2-135m.gguf');
/** Milliseconds: on a busy machine llama.cpp's threads wait for each other, and a token takes a second. */
const LONG = 180_000;
const PROMPT = {
  system: 'You are a copy editor.',
  user: '1. Anhui, 2020 report: “7.5%”.\n2. Hunan, 2020 report: “8%”.',
};

describe.runIf(needs('the small language model (test/fetch-test-llm.sh smol test/.llm)', existsSync(FILE)))(
  'a GGUF file in this process',
  () => {
    let model: LanguageModel;
    beforeAll(async () => {
      const llm = {
        provider: 'gguf',
        url: undefined,
        model: FILE,
        apiKey: undefined,
        contextTokens: 1024,
        timeoutMs: LONG,
      } as const;
      model = (await openLanguageModel(llm)) as LanguageModel;
    }, LONG);
    afterAll(() => model?.close());

    test(
      'streams its answer in pieces, within the tokens that it is given',
      async () => {
        const pieces: string[] = [];
        for await (const piece of model.stream(PROMPT, { signal: new AbortController().signal, maxTokens: 12 }))
          pieces.push(piece);
        expect(pieces.length).toBeGreaterThan(1);
        expect(model.countTokens(pieces.join(''))).toBeLessThanOrEqual(14);
      },
      LONG,
    );

    test('counts tokens as the model does', () => {
      expect(model.countTokens('growth')).toBeLessThan(3);
      expect(model.countTokens('地区生产总值')).toBeGreaterThan(6);
      expect(model.contextTokens).toBe(1024);
    });

    test(
      'leaves the event loop free while it writes',
      async () => {
        let ticks = 0;
        let pieces = 0;
        const timer = setInterval(() => ticks++, 1);
        for await (const _ of model.stream(PROMPT, { signal: new AbortController().signal, maxTokens: 12 })) pieces++;
        clearInterval(timer);
        // A model that held the thread would let a timer run only when a piece comes out.
        expect(ticks).toBeGreaterThan(pieces * 2);
      },
      LONG,
    );

    test(
      'stops when the question is stopped, and answers the next one',
      async () => {
        const abort = new AbortController();
        const listen = async (): Promise<void> => {
          for await (const _ of model.stream(PROMPT, { signal: abort.signal, maxTokens: 400 })) abort.abort();
        };
        await expect(listen()).rejects.toThrow();
        const pieces: string[] = [];
        for await (const piece of model.stream(PROMPT, { signal: new AbortController().signal, maxTokens: 4 }))
          pieces.push(piece);
        expect(pieces.join('')).not.toBe('');
      },
      LONG,
    );

    test(
      'two questions at once take turns',
      async () => {
        const say = async (): Promise<string> => {
          let text = '';
          for await (const piece of model.stream(PROMPT, { signal: new AbortController().signal, maxTokens: 6 }))
            text += piece;
          return text;
        };
        const [one, two] = await Promise.all([say(), say()]);
        expect(one).not.toBe('');
        expect(two).toBe(one);
      },
      LONG,
    );
  },
);
