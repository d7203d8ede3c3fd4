import { z } from 'zod';
import type { Operation } from './operation.ts';

const healthSchema = z
  .object({
    ok: z.boolean().meta({ description: 'True when questions can be answered' }),
    generation: z.string().nullable(),
    vectors: z.enum(['none', 'building', 'ready']),
  })
  .meta({ id: 'Health' });

export const serverOperations: Operation[] = [
  {
    method: 'get',
    path: '/api/health',
    tag: 'server',
    summary: 'Whether questions can be answered',
    responses: {
      200: { description: 'They can', content: { 'application/json': healthSchema } },
      503: { description: 'Not yet: the first index is being built', content: { 'application/json': healthSchema } },
    },
    errors: [],
    open: true,
    examples: [{ name: 'Now' }],
  },
  {
    method: 'get',
    path: '/api/openapi.json',
    tag: 'server',
    summary: 'This description',
    responses: { 200: { description: 'OpenAPI 3.1', content: { 'application/json': null } } },
    errors: [],
    open: true,
    examples: [{ name: 'This description' }],
  },
  {
    method: 'get',
    path: '/api/docs',
    tag: 'server',
    summary: 'This description, as a page',
    responses: { 200: { description: 'A page', content: { 'text/html': null } } },
    errors: [],
    open: true,
    examples: [{ name: 'A page' }],
  },
];
