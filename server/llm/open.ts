/** Which language model is configured: none, an Ollama server, an endpoint of OpenAI's protocol, or a GGUF file in this process. */
import type { BaseChatModel } from '@langchain/core/language_models/chat_models';
import { HumanMessage, SystemMessage } from '@langchain/core/messages';
import type { Config } from '../../ingest/config.ts';
import { ReportError } from '../../ingest/errors.ts';
import type { LanguageModel } from './model.ts';
import type { Prompt } from './prompt.ts';

const OLLAMA_URL = 'http://127.0.0.1:11434';

/**
 * Opens the configured model; null where none is. A server that is down is met when it is asked, not here.
 * @throws ReportError `bad-config` where LLM_MODEL or LLM_URL is missing, the GGUF file or node-llama-cpp is not there.
 */
export async function openLanguageModel(llm: Config['llm']): Promise<LanguageModel | null> {
  if (llm.provider === 'none') return null;
  const model = llm.model;
  if (model === undefined) {
    throw new ReportError('bad-config', `LLM_PROVIDER is ${llm.provider}, but LLM_MODEL is not set`, {
      hint:
        llm.provider === 'gguf'
          ? 'Set LLM_MODEL to the path of a GGUF file, or LLM_PROVIDER to none'
          : 'Set LLM_MODEL to the name of a model, or LLM_PROVIDER to none',
    });
  }
  switch (llm.provider) {
    case 'gguf':
      return (await import('./gguf.ts')).openGguf({ path: model, contextTokens: llm.contextTokens });
    case 'ollama': {
      const { ChatOllama } = await import('@langchain/ollama');
      const baseUrl = llm.url ?? OLLAMA_URL;
      return remote(`${model} (Ollama)`, llm.contextTokens, ({ fetch, maxTokens }) => {
        return new ChatOllama({
          model,
          baseUrl,
          temperature: 0,
          numPredict: maxTokens,
          numCtx: llm.contextTokens,
          maxRetries: 0,
          fetch,
        });
      });
    }
    case 'openai': {
      // Without an address the client would send questions to its maker's servers.
      if (llm.url === undefined) {
        throw new ReportError('bad-config', 'LLM_PROVIDER is openai, but LLM_URL is not set', {
          hint: 'Set LLM_URL to the address of the endpoint, such as http://127.0.0.1:8080/v1',
        });
      }
      const baseURL = llm.url;
      const { ChatOpenAI } = await import('@langchain/openai');
      return remote(model, llm.contextTokens, ({ fetch, maxTokens }) => {
        return new ChatOpenAI({
          model,
          // The client insists on a key; an endpoint that needs none ignores it.
          apiKey: llm.apiKey ?? 'none',
          temperature: 0,
          maxTokens,
          maxRetries: 0,
          streamUsage: false,
          configuration: { baseURL, fetch },
        });
      });
    }
  }
}

/** A token of a Chinese text is at most about so many characters in models that know little Chinese (SmolLM2: 0.45). */
const TOKENS_PER_CHARACTER = 2.3;

interface Client {
  fetch: typeof fetch;
  maxTokens: number;
}

/** A model behind HTTP. Its client is made for each question, so that the question's signal ends the request itself. */
function remote(name: string, contextTokens: number, connect: (client: Client) => BaseChatModel): LanguageModel {
  return {
    name,
    contextTokens,
    countTokens: (text) => Math.ceil(text.length * TOKENS_PER_CHARACTER),
    async *stream(prompt, { signal, maxTokens }) {
      const stop = new AbortController();
      const either = AbortSignal.any([signal, stop.signal]);
      const model = connect({ maxTokens, fetch: (address, init) => fetch(address, { ...init, signal: either }) });
      try {
        for await (const chunk of await model.stream(messages(prompt), { signal: either })) yield chunk.text;
      } finally {
        stop.abort();
      }
    },
    close: async () => {},
  };
}

function messages({ system, user }: Prompt): [SystemMessage, HumanMessage] {
  return [new SystemMessage(system), new HumanMessage(user)];
}
