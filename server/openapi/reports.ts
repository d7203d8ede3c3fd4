import { z } from 'zod';
import { type CorrectedField, correctedFields } from '../../ingest/corrections/fields.ts';
import { cleaningSchema } from '../routes/cleaning.ts';
import { sliceSchema } from '../routes/documents.ts';
import { glossSchema } from '../routes/gloss.ts';
import { searchSchema } from '../routes/search.ts';
import { ON_ASKING } from './errors.ts';
import type { Operation } from './operation.ts';

const count = z.int().min(0);
const warning = z
  .object({
    code: z.string(),
    message: z.string(),
    span: z.object({ start: count, end: count }).optional(),
    count: z.int().min(1).optional(),
  })
  .meta({ id: 'Warning', description: 'Something to know about a document that was read all the same.' });

const correction = z
  .object({
    document: z.string(),
    report: z.string().nullable(),
    field: z.enum(correctedFields as [CorrectedField, ...CorrectedField[]]),
    value: z.union([z.string(), z.number(), z.boolean()]),
    from: z.enum(['catalog', 'page']).meta({ description: 'catalog.json, or made here and kept in STATE_DIR' }),
  })
  .meta({ id: 'Correction' });

const summary = {
  id: z.string().meta({ description: 'The path below REPORTS_DIR without its ending' }),
  path: z.string(),
  format: z.enum(['txt', 'md', 'docx', 'pdf', 'html', 'csv', 'xlsx']),
  encoding: z.string().nullable(),
  characters: count,
  passages: count,
  figures: count,
  warningCount: count,
  file: z.string().meta({ description: 'The file that it stands in, with others where that is an archive or a table' }),
  upload: z.boolean().meta({ description: 'Added by hand: its file lives in STATE_DIR/uploads' }),
  hidden: z.boolean().meta({ description: 'Left out by a correction; its file is still there' }),
  sections: count,
  corrections: z.array(correction),
};

const warningSummary = z.object({ code: z.string(), message: z.string(), count: z.int().min(1) });

const problem = z
  .object({
    path: z.string(),
    upload: z.boolean(),
    code: z.string(),
    message: z.string(),
    hint: z.string().nullable(),
  })
  .meta({
    id: 'Problem',
    description: 'A file that could not be read, or what cannot be used of catalog.json (catalog-…)',
  });

const reportFields = {
  id: z.string(),
  name: z.string(),
  title: z.string(),
  region: z.string().nullable(),
  regionShort: z.string().nullable(),
  regionEnglish: z.string().nullable(),
  parent: z.string().nullable(),
  level: z
    .enum(['nation', 'province', 'city', 'county', 'department'])
    .nullable()
    .meta({ description: 'Null where neither its region nor its words tell' }),
  year: z.int().nullable().meta({ description: 'The year that it plans for' }),
  kind: z.enum(['report', 'division', 'digest', 'other']),
  partial: z.boolean(),
  speaker: z.string().nullable(),
  date: z.string().nullable().meta({ description: 'YYYY-MM-DD' }),
  start: count,
  end: count,
};

const section = z.object({
  index: count,
  parent: count.nullable(),
  title: z.string(),
  depth: z.int().min(1),
  timing: z.enum(['review', 'plan', 'neither']),
  start: count,
  end: count,
});

const reportSummary = z.object(reportFields).meta({ id: 'ReportSummary' });
export const documentSummary = z
  .object({ ...summary, warnings: z.array(warningSummary), reports: z.array(reportSummary) })
  .meta({ id: 'DocumentSummary' });
const reportDetails = z
  .object({
    ...reportFields,
    sections: z.array(section),
    reasons: z.object({ region: z.string(), year: z.string(), kind: z.string() }),
    warnings: z.array(warning),
  })
  .meta({ id: 'Report' });

export const documentDetails = z
  .object({
    ...summary,
    hash: z.string(),
    pages: z.array(z.object({ page: z.int().min(1), start: count })).nullable(),
    warnings: z.array(warning),
    reports: z.array(reportDetails),
  })
  .meta({ id: 'Document' });

const words = z
  .object({ id: z.string(), text: z.string(), cleanText: z.string(), start: count, end: count })
  .meta({ id: 'PassageWords', description: 'text is exactly the source slice, cleanText what search sees.' });

export const passageSchema = z
  .object({
    ...words.shape,
    document: z.string(),
    report: z.string(),
    title: z.string(),
    region: z.string().nullable(),
    parent: z.string().nullable(),
    year: z.int().nullable(),
    section: z.array(z.string()),
    timing: z.enum(['review', 'plan', 'neither']),
    kind: z.enum(['body', 'task', 'glossary']),
    task: z.object({ number: z.int().nullable(), lead: z.array(z.string()), partners: z.array(z.string()) }).nullable(),
    generation: z.string(),
    neighbours: z.object({ before: z.array(words), after: z.array(words) }),
  })
  .meta({ id: 'Passage' });

export const hitSchema = z
  .object({
    passage: z.string(),
    document: z.string(),
    report: z.string(),
    title: z.string(),
    region: z.string().nullable(),
    year: z.int().nullable(),
    section: z.array(z.string()),
    quote: z.string().meta({ description: 'Exactly source.slice(start, end)' }),
    start: count,
    end: count,
    score: z.number(),
    explain: z
      .object({
        kind: z.enum(['exact', 'everyday', 'english']).meta({ description: 'What decides what each leg counts' }),
        legs: z.record(z.string(), z.object({ rank: z.number(), score: z.number(), weight: z.number() })),
        boosts: z.record(z.string(), z.number()).meta({ description: 'Factors of the score' }),
        reasons: z.record(z.string(), z.string()).meta({ description: 'Why each boost applied' }),
        folded: z.array(z.string()).meta({ description: 'Passages that say the same' }),
      })
      .optional(),
  })
  .meta({ id: 'SearchHit' });

const difference = z
  .object({
    start: count,
    end: count,
    source: z.string().meta({ description: 'Exactly the source from start to end' }),
    clean: z.string().meta({ description: 'What search and figures see instead; empty for what was left out' }),
    kind: z.enum(['words', 'signs', 'left-out']).meta({
      description: 'A letter or figure differs; only spaces, widths, punctuation and marks do; nothing of it is seen',
    }),
  })
  .meta({ id: 'Difference' });

export const documentId = z.object({
  id: z.string().min(1).meta({ description: 'Percent-encoded: # as %23, / as %2F' }),
});

/** What `GET /api/documents` says. */
export const documentList = z.object({
  generation: z.string(),
  documents: z.array(documentSummary),
  problems: z.array(problem),
});

export const reportOperations: Operation[] = [
  {
    method: 'get',
    path: '/api/documents',
    tag: 'reports',
    summary: 'List the documents and their reports',
    responses: {
      200: {
        description: 'All documents of the index',
        content: {
          'application/json': documentList,
        },
      },
    },
    errors: ['index-building'],
    examples: [{ name: 'All' }],
  },
  {
    method: 'get',
    path: '/api/documents/{id}',
    tag: 'reports',
    summary: 'One document: its reports, sections and warnings',
    params: documentId,
    responses: { 200: { description: 'The document', content: { 'application/json': documentDetails } } },
    errors: ['index-building', 'not-found'],
    examples: [
      { name: 'A collection', params: { id: '2020-provinces-29' } },
      { name: 'An unknown one', params: { id: 'none' }, status: 404, recorded: 'document-not-found' },
    ],
  },
  {
    method: 'get',
    path: '/api/documents/{id}/source',
    tag: 'reports',
    summary: 'The decoded source that quotes are slices of',
    description: `All of it, or the part between two offsets in UTF-16 code units, end exclusive, as citations have them. Offsets beyond the end mean the end.

The response has an ETag; a request with If-None-Match is answered with 304 while it still stands.`,
    params: documentId,
    query: sliceSchema,
    responses: {
      200: { description: 'The text', content: { 'text/plain': null } },
      304: { description: 'The copy of the client still stands' },
    },
    errors: ['index-building', 'not-found'],
    examples: [
      { name: 'The first 200 characters', params: { id: '2020-zhuzhou' }, query: { start: '0', end: '200' } },
      { name: 'start after end', params: { id: '2020-zhuzhou' }, query: { start: '5', end: '2' }, status: 400 },
    ],
  },
  {
    method: 'get',
    path: '/api/documents/{id}/cleaning',
    tag: 'reports',
    summary: 'Where the clean text of a report differs from its source',
    description: 'Sentence by sentence in reading order; sentences that stand as they were printed are left out.',
    params: documentId,
    query: cleaningSchema,
    responses: {
      200: {
        description: 'The differences',
        content: {
          'application/json': z.object({
            document: z.string(),
            report: z.string(),
            differences: z.array(difference),
          }),
        },
      },
    },
    errors: ['index-building', 'not-found'],
    examples: [
      { name: 'A city', params: { id: '2020-zhuzhou' }, query: { report: '株洲市政府工作报告' } },
      { name: 'An unknown report', params: { id: '2020-zhuzhou' }, query: { report: 'none' }, status: 404 },
    ],
  },
  {
    method: 'get',
    path: '/api/passages/{id}',
    tag: 'reports',
    summary: 'A passage, where it stands, and what stands beside it',
    params: documentId,
    responses: { 200: { description: 'The passage', content: { 'application/json': passageSchema } } },
    errors: ['index-building', 'not-found'],
    examples: [
      { name: 'A passage of a citation', params: { id: '{passage}' } },
      { name: 'An unknown one', params: { id: 'none' }, status: 404 },
    ],
  },
  {
    method: 'get',
    path: '/api/search',
    tag: 'reports',
    summary: 'The ranked passages for some words, without an answer',
    query: searchSchema,
    responses: {
      200: {
        description: 'Best first',
        content: { 'application/json': z.object({ hits: z.array(hitSchema) }) },
      },
    },
    errors: ['index-building', ...ON_ASKING],
    examples: [
      { name: 'Three passages', query: { q: '养老服务', regions: '湖南,安徽', years: '2020', k: '3' } },
      { name: 'With each part of the score', query: { q: '养老服务', k: '1', explain: '1' } },
      { name: 'Without words', status: 400 },
    ],
  },
  {
    method: 'get',
    path: '/api/gloss',
    tag: 'reports',
    summary: 'A Chinese text word by word in English',
    description:
      'For readers without Chinese: the words in their order (joined they are the text), each with pinyin and a short meaning from the glossary, the indicators, the regions, the departments or CC-CEDICT. It is no translation.',
    query: glossSchema,
    responses: {
      200: {
        description: 'The words',
        content: {
          'application/json': z.object({
            words: z.array(
              z.object({
                text: z.string(),
                pinyin: z.string().meta({ description: 'With tone marks; empty for what is not Chinese' }),
                english: z
                  .string()
                  .nullable()
                  .meta({ description: 'Null where no meaning is known; empty where none is needed' }),
              }),
            ),
          }),
        },
      },
    },
    errors: [],
    examples: [
      { name: 'A quote', query: { text: '城镇新增就业63万人以上' } },
      { name: 'Without a text', status: 400 },
    ],
  },
];
