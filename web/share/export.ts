/** Makes the files of answers; loaded when one is asked for. */
import { passage, source } from '../api.ts';
import { download } from '../download.ts';
import { language } from '../language.ts';
import type { Citation } from '../model.ts';
import { regionName } from '../names.ts';
import { markdownOf } from './markdown.ts';
import { pageFile, type Surroundings, titleOf } from './page-file.ts';
import { type Answered, type Paper, paperOf } from './paper.ts';
import { shareWords } from './words.ts';

export type FileFormat = 'md' | 'footnotes' | 'docx' | 'html';

/** Characters of a question that make the name of a file; longer names are refused by some systems. */
const LONGEST_NAME = 40;

/** Saves answers as one file. Rejects where a part of the page that makes it cannot be loaded. */
export async function saveAnswers(exchanges: Answered[], format: FileFormat): Promise<void> {
  const words = shareWords();
  const paper = paperOf(exchanges, { ...words, regionName });
  const title = titleOf(paper);
  const save = (ending: string, content: Blob): void => download(`${fileName(title)}.${ending}`, content);
  if (format === 'md' || format === 'footnotes') {
    const style = format === 'md' ? 'sources' : 'footnotes';
    const text = markdownOf(paper, { style, heading: words.sources });
    save('md', new Blob([text], { type: 'text/markdown;charset=utf-8' }));
  } else if (format === 'docx') {
    const { wordFile } = await import('./word-file.ts');
    save('docx', await wordFile(paper, { title, sameAs: words.sameAs }));
  } else {
    const made = words.made(new Date().toLocaleDateString(language() === 'zh' ? 'zh-CN' : 'en'));
    const html = pageFile(paper, {
      language: language(),
      title,
      words: { ...words, made },
      surroundings: await surroundingsOf(paper),
    });
    save('html', new Blob([html], { type: 'text/html;charset=utf-8' }));
  }
}

/** What stands around each quote: its passage and the one on each side. A source that is gone leaves its quote alone. */
async function surroundingsOf({ sources }: Paper): Promise<Map<number, Surroundings>> {
  const found = await Promise.all(
    sources.map(async (citation): Promise<[number, Surroundings] | null> => {
      try {
        return [citation.number, await surroundings(citation)];
      } catch {
        return null;
      }
    }),
  );
  return new Map(found.filter((entry) => entry !== null));
}

async function surroundings({ passage: id, document, start, end }: Citation): Promise<Surroundings> {
  const found = await passage(id);
  const from = Math.min(start, found.neighbours.before[0]?.start ?? found.start);
  const to = Math.max(end, found.neighbours.after.at(-1)?.end ?? found.end);
  const text = await source(document, from, to);
  return { before: text.slice(0, start - from), after: text.slice(end - from) };
}

function fileName(title: string): string {
  const plain = title.replace(/[\\/:*?"<>|\s？]+/g, ' ').trim();
  return plain.slice(0, LONGEST_NAME) || shareWords().fileName;
}
