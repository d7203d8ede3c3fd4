import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Jieba } from '@node-rs/jieba';

let jieba: Jieba | null = null;

/** Loads the dictionary (184 ms measured), which the first call of `wordsOf` does otherwise. */
export function prepareWords(): Jieba {
  // The package's own module of the dictionary would keep its 5 MB, and as much of another one.
  jieba ??= Jieba.withDict(
    readFileSync(join(dirname(createRequire(import.meta.url).resolve('@node-rs/jieba')), 'dict.txt')),
  );
  return jieba;
}

/** The words of a Chinese (or mixed) text, in order. */
export function wordsOf(text: string): string[] {
  return prepareWords().cut(text, true);
}
