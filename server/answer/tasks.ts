import type { Passage } from '../../ingest/model.ts';
import { regionByName } from '../../ingest/regions.ts';
import { plainDepartment } from '../question/departments-asked.ts';
import type { RankedPassage } from '../retrieve/retrieve.ts';
import type { Context } from './context.ts';
import { answered, type Claim, type Draft } from './draft.ts';
import { regionText } from './figure-text.ts';
import { englishQuote } from './key-words.ts';
import { contentWords, heldShare } from './topic-words.ts';

/** Longest task quoted whole, in characters; of a longer one the matching sentence and the departments are quoted. */
const TASK_LIMIT = 260;
/** Tasks of one department that are listed. */
const LISTED = 8;
/** A task with a department is near enough to a question when its rank's score comes this near to the best. */
const NEAR = 0.6;

/** What is left of a task whose words are lost says who, but not what. */
const ONLY_DEPARTMENTS = /^（[^（）]*）$/;

/** Who does a task, or which tasks a department has; null where no loaded document has such fields. */
export async function composeTasks(context: Context): Promise<Draft | null> {
  const { reading, citations } = context;
  const { passages } = await context.find();
  const tasks = passages.filter(({ passage }) => passage.task !== null && !ONLY_DEPARTMENTS.test(passage.text));
  if (tasks.length === 0) return null;
  const several = tasksOfEach(tasks, context);
  const chosen =
    reading.departments.length > 0
      ? tasksOf(reading.departments, tasks, context)
      : several.length > 1
        ? several
        : tasks.slice(0, 1).map((t) => t.passage);
  if (chosen.length === 0) return null;
  return answered({
    lines: chosen.map((passage) => ({ claims: [taskClaim(passage, context)], item: chosen.length > 1 })),
    citations: citations.list,
  });
}

/** 农村“三路”建设和中小学安防设施分别归谁牵头: things that are asked after one by one. */
const EACH =
  /(?:^|[里中，,：:？?。])([^，,。？?：:]+?)(?:这[两三几]?[件项个])?(?:又|都)?(?:分别|各自?)(?:都)?(?:归|由|是|让|属|有)/;
/** Share of a thing's words that its task must hold. */
const HOLDS = 0.5;

/** The best task of each thing asked after; empty where only one is. */
function tasksOfEach(tasks: RankedPassage[], context: Context): Passage[] {
  const things = EACH.exec(context.reading.normalised)?.[1]?.split(/以及|还有|和|与|及|、/) ?? [];
  if (things.length < 2) return [];
  return things.flatMap((thing) => {
    // 湖南2022年十大民生实事里农村“三路”建设: where and when is no part of its name.
    let name = thing.replace(/^.*(?:里|报告中|分工中|实事中)的?/, '').replace(/20\d\d年?/g, ' ');
    for (const { text, region } of context.reading.namedRegions)
      for (const said of [text, regionByName(region)?.short ?? '']) if (said !== '') name = name.replaceAll(said, ' ');
    const words = contentWords(context, name);
    const [best] = tasks
      .map(({ passage }) => ({ passage, held: heldShare(passage.text, words, context) }))
      .sort((a, b) => b.held - a.held);
    return best && words.length > 0 && best.held >= HOLDS ? [best.passage] : [];
  });
}

/** The department's tasks among those found; where the question names a part of the document, those in that part. */
function tasksOf(departments: string[], tasks: RankedPassage[], { reading, scope, index }: Context): Passage[] {
  const leads = (passage: Passage): boolean =>
    departments.some((d) =>
      passage.task?.lead.some(
        (lead) => lead.includes(plainDepartment(d)) || plainDepartment(d).includes(plainDepartment(lead)),
      ),
    );
  const inPart = scope.reports
    .flatMap((report) => index.passagesOf(report.id))
    .filter(
      (passage) =>
        leads(passage) &&
        !ONLY_DEPARTMENTS.test(passage.text) &&
        passage.path.some((title) => sharesName(title, reading.bare)),
    );
  if (inPart.length > 0) return inPart.slice(0, LISTED);
  const best = tasks[0]?.score ?? 0;
  const found = tasks.filter((t) => leads(t.passage));
  const near = found.filter((t) => t.score >= best * NEAR).map((t) => t.passage);
  const wanted = reading.expectedCount ?? (near.length > 0 ? near.length : 1);
  const rest = found.map((t) => t.passage);
  return (near.length > 0 ? near : rest).slice(0, Math.min(LISTED, Math.max(wanted, 1)));
}

/** A heading of a part (办好十大民生实事) that the question names by at least four characters in a row. */
function sharesName(title: string, question: string): boolean {
  for (let at = 0; at + 4 <= title.length; at++) if (question.includes(title.slice(at, at + 4))) return true;
  return false;
}

function taskClaim(passage: Passage, context: Context): Claim {
  const { index, citations, reading } = context;
  const sentences = index.sentencesOf(passage.id);
  const last = sentences[sentences.length - 1];
  if (passage.text.length <= TASK_LIMIT || !last) {
    return claimOf(passage.text, citations.passage(passage), passage, context);
  }
  const named = sentences.filter(
    (s) =>
      s.text.length <= TASK_LIMIT &&
      [...reading.bare.matchAll(/[\u4e00-\u9fff]{2}/g)].some((m) => s.text.includes(m[0])),
  );
  const number = citations.passage(passage);
  const first = named[0];
  const words = first && first !== last ? first.text : last.text;
  const claim = claimOf(words, number, passage, context);
  const lead = passage.task?.lead.join('、') ?? '';
  // The departments stand at the end of the same quote.
  return first && first !== last && lead !== '' && reading.language === 'zh'
    ? { ...claim, text: `${claim.text}（${lead}牵头或负责）` }
    : claim;
}

function claimOf(words: string, number: number, passage: Passage, { reading, index }: Context): Claim {
  const report = index.report(passage.report);
  if (reading.language === 'en') {
    const { text, ...rest } = englishQuote(words);
    return {
      text: `${report?.region ? regionText(report.region, 'en') : ''}, ${report?.year ?? ''} division of tasks: ${text}`,
      citations: [number],
      kind: 'quoted',
      ...rest,
    };
  }
  return { text: words, citations: [number], kind: 'quoted', quoted: words };
}
