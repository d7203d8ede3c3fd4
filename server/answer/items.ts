import type { Passage, Sentence } from '../../ingest/model.ts';
import type { Context } from './context.ts';
import { answered, type Draft } from './draft.ts';
import { englishQuote } from './key-words.ts';

const CHINESE = [
  '',
  '一',
  '二',
  '三',
  '四',
  '五',
  '六',
  '七',
  '八',
  '九',
  '十',
  '十一',
  '十二',
  '十三',
  '十四',
  '十五',
  '十六',
  '十七',
  '十八',
  '十九',
  '二十',
];

/** The n-th thing of a numbered list (第九件, 它前面那一件), where a report numbers one that the question is about; else null. */
export async function composeItem(context: Context): Promise<Draft | null> {
  const { reading, index, scope, citations } = context;
  const [item] = reading.items;
  const word = item && CHINESE[item.ordinal];
  if (!item || !word) return null;
  const { passages } = await context.find();
  const rank = new Map(passages.map(({ passage }, at) => [passage.id, at]));
  const marks = [String.fromCharCode(0x245f + item.ordinal), `${word}是`, `第${word}，`, `（${word}）`, `${word}、`];
  const found: { passage: Passage; sentence: Sentence; at: number; near: number }[] = [];
  for (const report of scope.reports) {
    for (const passage of index.passagesOf(report.id)) {
      // The list is the one that the question names: its heading, or the retriever, says so.
      const named = passage.path.some((title) => sharesName(title, reading.question));
      const near = named ? -1 : rank.get(passage.id);
      if (near === undefined || near > NEAR_PASSAGES) continue;
      for (const sentence of index.sentencesOf(passage.id)) {
        const at = marks.findIndex((mark) => sentence.text.startsWith(mark));
        if (at >= 0) found.push({ passage, sentence, at, near });
      }
    }
  }
  const best = found.sort((a, b) => a.near - b.near || a.at - b.at)[0];
  if (!best) return null;
  const words = best.sentence.text;
  const told = reading.language === 'zh' ? { text: words, quoted: words } : englishQuote(words);
  return answered({
    lines: [{ claims: [{ ...told, citations: [citations.sentence(best.sentence)], kind: 'quoted' }] }],
    citations: citations.list,
  });
}

/** Passages by rank that the list may stand in where no heading names it. */
const NEAR_PASSAGES = 5;
/** Characters in a row that a heading and a question must share. */
const SHARED_NAME = 4;

function sharesName(title: string, question: string): boolean {
  for (let at = 0; at + SHARED_NAME <= title.length; at++)
    if (question.includes(title.slice(at, at + SHARED_NAME))) return true;
  return false;
}
