import { z } from 'zod';
import { type Correction, correctionSchema } from '../matrix/corrections.ts';
import type { PublicRow } from '../matrix/rows.ts';
import { indicatorSchema, rowParams, termsSchema, yearsSchema } from '../routes/indicators.ts';
import type { Operation } from './operation.ts';

const count = z.int().min(0);

const figureSchema = z.object({
  value: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  unit: z.string(),
  qualifier: z.string(),
});

export const rowSchema = z
  .object({
    region: z.string(),
    year: z.int().meta({ description: 'The year that the figure speaks of' }),
    indicator: z.string(),
    kind: z.enum(['target', 'result']),
    value: z.number().nullable().meta({ description: 'One figure; null for a range and for words without a number' }),
    low: z.number().nullable(),
    high: z.number().nullable(),
    unit: z.string(),
    qualifier: z.string().meta({ description: "The report's own words, such as 左右" }),
    basis: z.enum(['growth', 'level', 'cumulative', 'comparable', 'real']),
    scope: z.string().meta({ description: '"region" for the whole region' }),
    text: z.string(),
    document: z.string(),
    report: z.string(),
    quote: z.string().meta({ description: 'Exactly source.slice(start, end)' }),
    start: count,
    end: count,
    passage: z.string(),
    confidence: z.number().min(0).max(1),
    rule: z.string(),
    disputed: z.boolean().meta({ description: 'The same report says something else of the same figure' }),
    id: z.string().meta({ description: 'Made of what the row says: the same when the reports are read again' }),
    english: z
      .string()
      .meta({ description: 'The figure as an English table has it, such as "630,000 people or more"' }),
    stated: z.boolean().meta({ description: 'False where a report says nothing of it; only with missing=true' }),
    corrected: z
      .enum(['right', 'wrong', 'value'])
      .nullable()
      .meta({ description: 'What a person said of it; "value": the figure is the one that a person gave' }),
    was: figureSchema.nullable().meta({ description: "The report's own figure, where a person gave another" }),
  })
  .meta({ id: 'IndicatorRow' }) satisfies z.ZodType<PublicRow>;

const storedCorrectionSchema = z
  .object({
    row: z.string().nullable().meta({ description: 'Id of the row; null for one of corrections.json' }),
    region: z.string(),
    indicator: z.string(),
    year: z.int(),
    kind: z.enum(['target', 'result']),
    was: z.union([z.number(), z.tuple([z.number(), z.number()])]).nullable(),
    verdict: z.enum(['right', 'wrong', 'value']),
    figure: figureSchema.nullable(),
    note: z.string(),
    made: z.string().nullable(),
    origin: z.enum(['page', 'file']),
  })
  .meta({ id: 'IndicatorCorrection' }) satisfies z.ZodType<Correction>;

const outcome = z.enum(['kept', 'missed', 'not-comparable', 'no-target', 'no-result']);

export const figureOperations: Operation[] = [
  {
    method: 'get',
    path: '/api/indicators',
    tag: 'figures',
    summary: 'The figures that the reports state, a row each',
    description:
      'A figure that is not stated is a row only with missing=true. "next" is the offset of the next page, null on the last; "message" says that nothing fits. A workbook (format=xlsx) has the figures on one sheet and the quotes on another.',
    query: indicatorSchema,
    responses: {
      200: {
        description: 'The rows',
        content: {
          'application/json': z.object({
            rows: z.array(rowSchema),
            total: count,
            next: count.nullable(),
            message: z.string().nullable(),
          }),
          'text/csv': null,
          'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': null,
        },
      },
    },
    errors: ['index-building', 'unknown-region', 'unknown-indicator', 'busy', 'too-slow'],
    examples: [
      { name: 'One figure', query: { region: '湖南', indicator: 'gdp_growth', year: '2020', kind: 'target' } },
      { name: 'A spreadsheet', query: { indicator: 'cpi', format: 'csv' } },
      { name: 'What is not stated', query: { indicator: 'cpi', missing: 'true' } },
      { name: 'An unknown indicator', query: { indicator: 'happiness' }, status: 400 },
    ],
  },
  {
    method: 'get',
    path: '/api/indicators/corrections',
    tag: 'people',
    summary: 'What people said of rows',
    description: 'Of the page and of corrections.json in the report folder.',
    responses: {
      200: {
        description: 'The page first',
        content: { 'application/json': z.object({ corrections: z.array(storedCorrectionSchema) }) },
      },
    },
    errors: ['bad-corrections'],
    examples: [{ name: 'All' }],
  },
  {
    method: 'post',
    path: '/api/indicators/corrections',
    tag: 'people',
    summary: 'Call a row right or wrong, or give the right figure',
    description:
      'It is kept by what the row says and outlives every index. A row that was called wrong is left out of answers; a figure that was given stands in the place of the report’s own, which is said.',
    body: { type: 'application/json', schema: correctionSchema },
    responses: { 201: { description: 'The row as it stands now', content: { 'application/json': rowSchema } } },
    errors: ['index-building', 'not-found', 'bad-origin', 'too-large'],
    examples: [
      {
        name: 'A row that is not there',
        body: {
          row: '0123456789abcdef',
          verdict: 'value',
          figure: { value: 7.5, unit: '%', qualifier: '左右' },
          note: '',
        },
        status: 404,
      },
    ],
  },
  {
    method: 'delete',
    path: '/api/indicators/corrections/{row}',
    tag: 'people',
    summary: 'Take back what was said of a row in the page',
    params: rowParams,
    responses: { 204: { description: 'Taken back' } },
    errors: ['not-found', 'bad-origin'],
    examples: [{ name: 'Nothing was said', params: { row: '0123456789abcdef' }, status: 404 }],
  },
  {
    method: 'get',
    path: '/api/indicators/years',
    tag: 'figures',
    summary: 'The target of a year beside the result that the next year’s report tells',
    query: yearsSchema,
    responses: {
      200: {
        description: 'A row a province',
        content: {
          'application/json': z.object({
            indicator: z.string(),
            year: z.int(),
            rows: z.array(
              z.object({ region: z.string(), target: rowSchema.nullable(), result: rowSchema.nullable(), outcome }),
            ),
            counts: z.object({
              kept: count,
              missed: count,
              'not-comparable': count,
              'no-target': count,
              'no-result': count,
            }),
            rule: z.object({ zh: z.string(), en: z.string() }),
            reports: z
              .object({ target: count, result: count })
              .meta({ description: 'How many reports are loaded that tell the one and the other' }),
          }),
        },
      },
    },
    errors: ['index-building', 'unknown-indicator', 'unknown-region'],
    examples: [{ name: 'GDP growth', query: { indicator: 'gdp_growth', year: '2020' } }],
  },
  {
    method: 'get',
    path: '/api/terms',
    tag: 'figures',
    summary: 'How often the reports say a word, with the sentences',
    description: 'Most first; reports that never say it are no row. Glossaries do not count.',
    query: termsSchema,
    responses: {
      200: {
        description: 'A row a report',
        content: {
          'application/json': z.object({
            term: z.string(),
            total: count,
            reports: count.meta({ description: 'How many were searched' }),
            rows: z.array(
              z.object({
                region: z.string().nullable(),
                year: z.int().nullable(),
                document: z.string(),
                report: z.string(),
                kind: z.string(),
                count,
                passages: z.array(z.object({ passage: z.string(), quote: z.string(), start: count, end: count })),
              }),
            ),
          }),
        },
      },
    },
    errors: ['index-building', 'unknown-region'],
    examples: [{ name: 'A word', query: { q: '就业' } }],
  },
  {
    method: 'get',
    path: '/api/names',
    tag: 'figures',
    summary: 'Indicators, regions and groups of regions by their names',
    responses: {
      200: {
        description: 'All that are known, loaded or not',
        content: {
          'application/json': z.object({
            indicators: z.array(
              z.object({
                id: z.string(),
                zh: z.string(),
                en: z.string(),
                group: z.string().meta({ description: 'The field it belongs to, such as economy' }),
                unit: z.string().meta({ description: 'The usual one' }),
                pinyin: z.string(),
              }),
            ),
            regions: z.array(
              z.object({
                name: z.string(),
                short: z.string(),
                english: z.string(),
                level: z.enum(['province', 'city']),
                parent: z.string().nullable(),
                pinyin: z.string().meta({ description: 'Without tones, syllables parted by spaces' }),
              }),
            ),
            groups: z.array(
              z.object({
                name: z.string().meta({ description: 'Such as 长三角' }),
                english: z.string().nullable(),
                members: z.array(z.string()).meta({ description: 'Full names of regions' }),
              }),
            ),
          }),
        },
      },
    },
    errors: [],
    examples: [{ name: 'All' }],
  },
];
