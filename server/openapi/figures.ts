import { z } from 'zod';
import type { PublicRow } from '../indicator-table.ts';
import { indicatorSchema } from '../routes/indicators.ts';
import type { Operation } from './operation.ts';

const count = z.int().min(0);

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
    disputed: z.boolean(),
  })
  .meta({ id: 'IndicatorRow' }) satisfies z.ZodType<PublicRow>;

export const figureOperations: Operation[] = [
  {
    method: 'get',
    path: '/api/indicators',
    tag: 'figures',
    summary: 'The figures that the reports state, a row each',
    description: 'A figure that is not stated is not a row. "next" is the offset of the next page, null on the last.',
    query: indicatorSchema,
    responses: {
      200: {
        description: 'The rows',
        content: {
          'application/json': z.object({ rows: z.array(rowSchema), total: count, next: count.nullable() }),
          'text/csv': null,
        },
      },
    },
    errors: ['index-building', 'unknown-region', 'unknown-indicator'],
    examples: [
      { name: 'One figure', query: { region: '湖南', indicator: 'gdp_growth', year: '2020', kind: 'target' } },
      { name: 'A spreadsheet', query: { indicator: 'cpi', format: 'csv' } },
      { name: 'An unknown indicator', query: { indicator: 'happiness' }, status: 400 },
    ],
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
