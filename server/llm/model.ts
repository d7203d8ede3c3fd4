/** A language model as the answers see it. */
import type { Prompt } from './prompt.ts';

export interface LanguageModel {
  /** As the page shows it, such as `qwen2.5:7b (Ollama)`. */
  readonly name: string;
  /** Tokens that prompt and answer may have together. */
  readonly contextTokens: number;
  /** How many tokens a text has, or the most that it may have where the model's own count is not at hand. */
  countTokens(text: string): number;
  /**
   * Pieces of the model's answer as they come. Ends the request upstream when the signal fires or the caller stops listening.
   * @throws Whatever the model's client throws; an AbortError when the signal fires.
   */
  stream(prompt: Prompt, options: { signal: AbortSignal; maxTokens: number }): AsyncIterable<string>;
  close(): Promise<void>;
}
