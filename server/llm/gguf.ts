/** A GGUF file in this process, by node-llama-cpp, which whoever wants it installs. It works on threads of its own. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { basename, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectRoot } from '../../ingest/config.ts';
import { ReportError } from '../../ingest/errors.ts';
import type { LanguageModel } from './model.ts';
import type { Prompt } from './prompt.ts';

/** What is used of node-llama-cpp 3. */
interface Llama {
  loadModel(options: { modelPath: string }): Promise<LlamaModel>;
  dispose(): Promise<void>;
}
interface LlamaModel {
  readonly trainContextSize: number;
  tokenize(text: string): ArrayLike<unknown>;
  createContext(options: { contextSize: number; threads: number }): Promise<LlamaContext>;
  dispose(): Promise<void>;
}
interface LlamaContext {
  getSequence(): { clearHistory(): Promise<void> };
}
interface Session {
  prompt(text: string, options: PromptOptions): Promise<string>;
  dispose(): void;
}
interface PromptOptions {
  signal: AbortSignal;
  maxTokens: number;
  temperature: number;
  onTextChunk: (text: string) => void;
}
interface Library {
  getLlama(options: object): Promise<Llama>;
  LlamaChatSession: new (options: { contextSequence: unknown; systemPrompt: string }) => Session;
}

/**
 * Loads a GGUF file.
 * @param options.path Of the file; a relative one starts at the program's folder.
 * @throws ReportError `bad-config` where the file or node-llama-cpp is missing, or the file cannot be loaded.
 */
export async function openGguf(options: { path: string; contextTokens: number }): Promise<LanguageModel> {
  const path = resolve(projectRoot, options.path);
  if (!existsSync(path)) {
    throw new ReportError('bad-config', `LLM_MODEL is ${options.path}, but there is no such file`, {
      hint: 'Set LLM_MODEL to the path of a GGUF file, or LLM_PROVIDER to none',
    });
  }
  const { getLlama, LlamaChatSession } = await library(path);
  // Without the limit llama.cpp takes more threads than there are cores: 0.4 instead of 45 tokens a second on two.
  const threads = availableParallelism();
  const llama = await getLlama({
    gpu: false,
    maxThreads: threads,
    build: 'never',
    skipDownload: true,
    logLevel: 'error',
  });
  const model = await llama.loadModel({ modelPath: path }).catch((cause) => {
    throw new ReportError('bad-config', `${options.path} could not be loaded as a GGUF model: ${cause.message}`, {
      hint: 'Set LLM_MODEL to a whole GGUF file of a chat model, or LLM_PROVIDER to none',
      cause,
    });
  });
  const contextTokens = Math.min(options.contextTokens, model.trainContextSize);
  const sequence = (await model.createContext({ contextSize: contextTokens, threads })).getSequence();
  // One sequence: questions take turns.
  let turn: Promise<unknown> = Promise.resolve();

  const run = async (prompt: Prompt, settings: PromptOptions): Promise<void> => {
    settings.signal.throwIfAborted();
    await sequence.clearHistory();
    const session = new LlamaChatSession({ contextSequence: sequence, systemPrompt: prompt.system });
    try {
      await session.prompt(prompt.user, settings);
    } finally {
      session.dispose();
    }
  };

  return {
    name: basename(path, '.gguf'),
    contextTokens,
    countTokens: (text) => model.tokenize(text).length,
    async *stream(prompt, { signal, maxTokens }) {
      const stop = new AbortController();
      const pieces: string[] = [];
      let wake = (): void => {};
      let ended = false;
      const done = turn
        .then(() =>
          run(prompt, {
            signal: AbortSignal.any([signal, stop.signal]),
            maxTokens,
            temperature: 0,
            onTextChunk: (text) => {
              pieces.push(text);
              wake();
            },
          }),
        )
        .finally(() => {
          ended = true;
          wake();
        });
      turn = done.catch(() => {});
      try {
        for (;;) {
          while (pieces.length > 0) yield pieces.shift() as string;
          if (ended) break;
          await new Promise<void>((resume) => {
            wake = resume;
            if (pieces.length > 0 || ended) resume();
          });
        }
        await done;
      } finally {
        stop.abort();
        await turn;
      }
    },
    async close() {
      await turn;
      await model.dispose();
      await llama.dispose();
    },
  };
}

/** node-llama-cpp from beside the program, or else from the folder of the model file, where a later `npm ci` does not remove it. */
async function library(modelPath: string): Promise<Library> {
  for (const from of [import.meta.filename, modelPath]) {
    let found: string;
    try {
      found = createRequire(pathToFileURL(from)).resolve('node-llama-cpp');
    } catch {
      continue;
    }
    return (await import(pathToFileURL(found).href)) as Library;
  }
  throw new ReportError('bad-config', 'LLM_PROVIDER is gguf, which needs node-llama-cpp, and it is not installed', {
    hint: 'Install it in the folder of the model file or of the program: npm install node-llama-cpp@3 (or use LLM_PROVIDER=ollama)',
  });
}
