/** Opens the tokenizer of a model: the library's, whose unigram model is replaced by one that is small and quick. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AutoTokenizer, PreTrainedTokenizer } from '@xenova/transformers';
import { Pieces } from './pieces.ts';
import type { ModelFolder } from './profiles.ts';

/** Parts of `tokenizer.json` that are looked at; the library knows the rest. */
interface TokenizerFile {
  model: {
    type: string;
    unk_id?: number;
    vocab: [piece: string, score: number][];
  };
}

/** What the library asks of a model: called with pieces of text, it gives tokens, whose ids are looked up. */
interface TokenModel {
  (texts: string[]): string[];
  tokens_to_ids: { get(token: string): number | undefined };
}

/** Fails as the library does where a file is missing or broken. */
export async function openTokenizer({ modelsDir, model }: ModelFolder): Promise<PreTrainedTokenizer> {
  const read = (name: string) => JSON.parse(readFileSync(join(modelsDir, model, name), 'utf8'));
  const file = read('tokenizer.json') as TokenizerFile;
  if (file.model.type !== 'Unigram') return AutoTokenizer.from_pretrained(model);
  const { vocab, unk_id: unknown = 0 } = file.model;
  // The library is given the pieces up to the unknown one alone: its special tokens are named apart.
  const small = { ...file, model: { ...file.model, vocab: vocab.slice(0, unknown + 1) } };
  const tokenizer = new PreTrainedTokenizer(small, read('tokenizer_config.json'));
  (tokenizer as unknown as { _tokenizer: { model: TokenModel } })._tokenizer.model = unigramModel(vocab, unknown);
  return tokenizer;
}

function unigramModel(vocabulary: TokenizerFile['model']['vocab'], unknown: number): TokenModel {
  const pieces = new Pieces(vocabulary, unknown);
  // Only the tokens on their way to their ids: a number written out is as good as the piece.
  const cut = (texts: string[]) => texts.flatMap((text) => pieces.cut(text)).map(String);
  return Object.assign(cut, { tokens_to_ids: { get: (token: string) => Number(token) } });
}
