/** The routes of those who run the server: an admin's token is asked for where there are tokens. */
import { z } from 'zod';
import { auditSchema } from '../routes/audit.ts';
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
];
