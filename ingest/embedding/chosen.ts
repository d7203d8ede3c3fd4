/** The embedding models that this program uses, chosen by configuration when it starts. */
import { configured } from '../config.ts';

/** Ranks Chinese questions; fast (1.5 ms a question measured). */
export const CHINESE_MODEL: string = configured('EMBEDDING_MODEL');
/** Ranks English questions over Chinese text, and helps paraphrases: 55% of English evidence in the first 5 against 5%. */
export const BILINGUAL_MODEL: string = configured('BILINGUAL_MODEL');
