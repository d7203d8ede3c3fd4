import { z } from 'zod';
import type { Answer, AnswerTable, Citation, TableCell, Understood } from '../model.ts';
import { askSchema } from '../request.ts';
import { errorSchema, ON_ASKING } from './errors.ts';
import type { Operation } from './operation.ts';

const figureKind = z.enum(['target', 'result']);
const reason = z
  .enum(['out-of-scope', 'no-region', 'no-year', 'not-stated'])
  .meta({ id: 'Reason', description: 'Why something is not answered; the first that fits.' });
const count = z.int().min(0);

const understoodSchema = z
  .object({
    intent: z.enum([
      'figure',
      'fact',
      'list',
      'responsible',
      'compare',
      'which-regions',
      'count',
      'rank',
      'aggregate',
      'explain',
      'summarise',
      'about',
      'outside',
    ]),
    question: z.string().meta({ description: 'The completed question: what the history added is written out' }),
    regions: z.array(z.string()).meta({ description: 'Full names, such as 安徽省' }),
    years: z.array(z.int()).meta({ description: 'Years as asked' }),
    kind: z.enum(['target', 'result', 'both']).nullable(),
    indicators: z.array(z.string()).meta({ description: 'Ids as in GET /api/names' }),
    terms: z.array(z.string()).meta({ description: "The reports' words for everyday or English ones" }),
  })
  .meta({ id: 'Understood', description: 'What the question was taken to mean.' }) satisfies z.ZodType<Understood>;

export const citationSchema = z
  .object({
    number: z.int().min(1).meta({ description: 'The n of the marker [n]' }),
    passage: z.string().meta({ description: 'For GET /api/passages/{id}' }),
    document: z.string().meta({ description: 'For GET /api/documents/{id}/source' }),
    report: z.string().meta({ description: 'Name of the report inside the document' }),
    title: z.string(),
    region: z.string().nullable(),
    parent: z.string().nullable().meta({ description: "For a city its province's full name" }),
    year: z.int().nullable().meta({ description: "The report's year" }),
    section: z.array(z.string()).meta({ description: 'Headings from the top down' }),
    quote: z.string().meta({ description: 'Exactly source.slice(start, end), in UTF-16 code units' }),
    start: count,
    end: count,
  })
  .meta({ id: 'Citation', description: 'What proves a sentence or a figure.' }) satisfies z.ZodType<Citation>;

const cellSchema = z
  .object({
    status: z.enum(['stated', 'not-stated', 'no-report']),
    value: z.number().nullable(),
    low: z.number().nullable(),
    high: z.number().nullable(),
    unit: z.string(),
    qualifier: z.string(),
    text: z.string(),
    citations: z.array(z.int().min(1)),
  })
  .meta({ id: 'TableCell' }) satisfies z.ZodType<TableCell>;

const tableSchema = z
  .object({
    columns: z.array(
      z.object({ indicator: z.string(), kind: figureKind, year: z.int(), unit: z.string(), label: z.string() }),
    ),
    rows: z.array(z.object({ region: z.string(), year: z.int(), cells: z.array(cellSchema) })),
    coverage: z.object({ stated: z.array(z.string()), missing: z.array(z.string()) }),
  })
  .meta({
    id: 'AnswerTable',
    description: 'Regions by indicators, a cited figure a cell.',
  }) satisfies z.ZodType<AnswerTable>;

const chunkSchema = z.object({ document: z.string(), region: z.string().nullable(), quote: z.string() });

export const answerSchema = z
  .object({
    answer: z.string().meta({ description: 'Plain text or simple Markdown with [n] markers' }),
    language: z.enum(['zh', 'en']),
    refused: z.boolean().meta({ description: 'Nothing of the question is answered' }),
    reason: reason.nullable().meta({ description: 'Why it is refused; null where it is not' }),
    missing: z
      .array(z.object({ what: z.string(), reason }))
      .meta({ description: 'Parts of the question that are not answered' }),
    suggestions: z.array(z.string()).meta({ description: 'Questions that can be answered' }),
    understood: understoodSchema,
    citations: z.array(citationSchema),
    table: tableSchema.nullable(),
    generation: z.string().meta({ description: 'The index generation that answered' }),
    mode: z
      .enum(['extract', 'model'])
      .meta({ description: 'model where at least one sentence is in a language model’s words' }),
    wording: z
      .object({ model: z.string(), reworded: count, kept: count, blocked: count })
      .nullable()
      .meta({ description: 'Sentences that a language model reworded, kept as proved, and had blocked by the check' }),
    notice: z
      .object({ code: z.enum(['model-unavailable', 'model-timeout', 'model-context']), message: z.string() })
      .nullable()
      .meta({ description: 'Why a language model did not word all of it' }),
    ms: z.number().min(0),
    chunks: z.array(chunkSchema).optional().meta({ description: 'Only from the command line with --passages' }),
  })
  .meta({ id: 'Answer' }) satisfies z.ZodType<Answer>;

export const askOperations: Operation[] = [
  {
    method: 'post',
    path: '/api/ask',
    tag: 'answers',
    summary: 'Answer a question',
    description: `One whole answer as JSON, or, with "Accept: text/event-stream", the same answer as it comes.

A question that the reports do not answer is no error: status 200 with "refused": true and its reason.

The stream begins with "understood"; a "citation" comes before the "delta" that uses it; the joined deltas are "answer" of the last event, "done". A comment line every 15 seconds keeps proxies from closing the connection. A request that is wrong is refused with its status before the stream begins; what fails later is the event "error".`,
    body: { type: 'application/json', schema: askSchema },
    responses: {
      200: {
        description: 'The answer, or its events',
        content: { 'application/json': answerSchema, 'text/event-stream': null },
      },
    },
    events: [
      { name: 'understood', description: 'Once, first', schema: understoodSchema },
      { name: 'citation', description: 'Before the delta that uses it', schema: citationSchema },
      { name: 'delta', description: 'A piece of the answer', schema: z.object({ text: z.string() }) },
      { name: 'table', description: 'At most once', schema: tableSchema },
      { name: 'done', description: 'Last: the whole answer', schema: answerSchema },
      { name: 'error', description: 'Last, instead of done', schema: errorSchema },
    ],
    errors: ['index-building', ...ON_ASKING],
    examples: [
      {
        name: 'One figure',
        body: { question: '湖南2020年GDP增长目标是多少？' },
        recorded: 'ask-figure',
      },
      {
        name: 'A follow-up, in English',
        body: {
          question: 'And in Anhui?',
          history: [
            { role: 'user', content: 'What did Hunan set as its GDP growth target for 2020?' },
            { role: 'assistant', content: 'Hunan, 2020 target for GDP growth: about 7.5%. [1]' },
          ],
          language: 'en',
        },
      },
      {
        name: 'Regions and years chosen by filters, as a stream',
        headers: { accept: 'text/event-stream' },
        body: { question: '城镇新增就业目标', filters: { regions: ['安徽省', '湖南省'], years: [2020] } },
      },
      {
        name: 'A refusal',
        body: { question: '四川2020年地区生产总值增长目标是多少？' },
        recorded: 'ask-refusal',
      },
      {
        name: 'An unknown field',
        body: { question: '湖南2020年GDP增长目标是多少？', top_k: 3 },
        status: 400,
        recorded: 'ask-bad-request',
      },
    ],
  },
];
