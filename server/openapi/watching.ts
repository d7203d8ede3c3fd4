/** The routes of those who run the server: an admin's token is asked for where there are tokens. */
import { z } from 'zod';
import { auditSchema } from '../routes/audit.ts';
import { tracesSchema } from '../routes/watching.ts';
import type { Operation } from './operation.ts';

const auditEntrySchema = z
  .object({
    id: z.number(),
    at: z.string().meta({ description: 'When it began, ISO 8601' }),
    who: z.string().meta({ description: 'Name of the token; `local` where none is asked for' }),
    role: z.string(),
    address: z.string(),
    method: z.string(),
    path: z.string(),
    what: z.string().nullable().meta({ description: 'Such as the names of added files' }),
    status: z.number().nullable().meta({ description: 'Null where the server ended before the change did' }),
  })
  .meta({ id: 'AuditEntry' });

const summary = {
  id: z.string().meta({ description: 'The X-Request-Id of the question' }),
  at: z.string(),
  question: z.string(),
  who: z.string(),
  outcome: z.enum(['answered', 'refused', 'stopped', 'failed']).nullable(),
  error: z.string().nullable(),
  waitedMs: z.number(),
  ms: z.number(),
};
const traceSummarySchema = z.object(summary).meta({ id: 'TraceSummary' });
const traceSchema = z
  .object({
    ...summary,
    steps: z.array(
      z.object({
        stage: z.enum(['understood', 'found', 'composed', 'checked']),
        ms: z.number(),
        details: z.record(z.string(), z.unknown()).meta({ description: 'For people; its fields may change' }),
      }),
    ),
  })
  .meta({ id: 'Trace' });

export const watchingOperations: Operation[] = [
  {
    method: 'get',
    path: '/api/audit',
    tag: 'server',
    summary: 'Who changed what, newest first',
    query: auditSchema,
    responses: {
      200: {
        description: 'The log of changes',
        content: { 'application/json': z.object({ entries: z.array(auditEntrySchema) }) },
      },
    },
    errors: [],
    examples: [{ name: 'The newest change', query: { limit: '1' } }],
  },
  {
    method: 'get',
    path: '/api/traces',
    tag: 'server',
    summary: 'The last questions and what became of them, newest first',
    query: tracesSchema,
    responses: {
      200: {
        description: 'Without their steps',
        content: { 'application/json': z.object({ traces: z.array(traceSummarySchema) }) },
      },
    },
    errors: [],
    examples: [{ name: 'The last question', query: { limit: '1' } }],
  },
  {
    method: 'get',
    path: '/api/traces/{id}',
    tag: 'server',
    summary: 'What happened to one question: understood, found, composed, checked, with times and dropped claims',
    params: z.object({ id: z.string() }),
    responses: { 200: { description: 'Its steps', content: { 'application/json': traceSchema } } },
    errors: ['not-found'],
    examples: [{ name: 'One that is not kept', params: { id: 'none' }, status: 404 }],
  },
  {
    method: 'get',
    path: '/metrics',
    tag: 'server',
    summary: 'Figures for Prometheus',
    responses: { 200: { description: 'Its text format', content: { 'text/plain': null } } },
    errors: [],
    examples: [{ name: 'Now' }],
  },
];
