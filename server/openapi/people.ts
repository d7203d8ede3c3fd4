import { z } from 'zod';
import { conversationSchema, conversationsSchema, renameSchema } from '../conversations.ts';
import { excerptChangeSchema, excerptSchema } from '../excerpts.ts';
import { feedbackSchema } from '../feedback.ts';
import type { Operation } from './operation.ts';

const id = z.object({ id: z.string() });
const WRITES = 'It would write into the state folder';
const summarySchema = z
  .object({ id: z.string(), title: z.string(), updated: z.string().meta({ description: 'ISO 8601' }) })
  .meta({ id: 'ConversationSummary' });
const idSchema = z.object({ id: z.string() });
const json = (schema: z.ZodType) => ({ type: 'application/json', schema });
const exchange = { id: 'e1', question: '湖南2020年GDP增长目标是多少？', text: '7.5%左右。[1]' };
const pinned = {
  kind: 'quote' as const,
  title: '2020年湖南省政府工作报告',
  text: '地区生产总值增长7.5%左右',
  citations: [],
};

export const peopleOperations: Operation[] = [
  {
    method: 'get',
    path: '/api/conversations',
    tag: 'people',
    summary: 'Kept conversations, newest first',
    description: 'Of who asks: the name of the token. "q" finds words of questions, answers and titles.',
    query: conversationsSchema,
    responses: {
      200: {
        description: 'Without their exchanges',
        content: { 'application/json': z.object({ conversations: z.array(summarySchema) }) },
      },
    },
    errors: [],
    examples: [{ name: 'All' }, { name: 'Those about jobs', query: { q: '就业' } }],
  },
  {
    method: 'get',
    path: '/api/conversations/{id}',
    tag: 'people',
    summary: 'A kept conversation',
    params: id,
    responses: {
      200: {
        description: 'Its exchanges as the page keeps them',
        content: {
          'application/json': summarySchema.extend({ exchanges: z.array(z.looseObject({ question: z.string() })) }),
        },
      },
    },
    errors: ['not-found'],
    examples: [{ name: 'An unknown one', params: { id: 'none' }, status: 404 }],
  },
  {
    method: 'put',
    path: '/api/conversations/{id}',
    tag: 'people',
    summary: 'Keeps a conversation as it is now',
    params: id,
    body: json(conversationSchema),
    responses: { 200: { description: 'Kept', content: { 'application/json': summarySchema } } },
    errors: ['not-found'],
    examples: [{ name: 'One question', params: { id: 'c1' }, body: { exchanges: [exchange] }, untried: WRITES }],
  },
  {
    method: 'patch',
    path: '/api/conversations/{id}',
    tag: 'people',
    summary: 'Gives a conversation another title',
    params: id,
    body: json(renameSchema),
    responses: {
      200: { description: 'Renamed', content: { 'application/json': idSchema.extend({ title: z.string() }) } },
    },
    errors: ['not-found'],
    examples: [{ name: 'A title', params: { id: 'c1' }, body: { title: '就业目标' }, untried: WRITES }],
  },
  {
    method: 'delete',
    path: '/api/conversations/{id}',
    tag: 'people',
    summary: 'Deletes a conversation',
    params: id,
    responses: { 204: { description: 'Deleted' } },
    errors: ['not-found'],
    examples: [{ name: 'One', params: { id: 'c1' }, untried: WRITES }],
  },
  {
    method: 'post',
    path: '/api/feedback',
    tag: 'people',
    summary: 'Keeps what someone thought of an answer',
    body: json(feedbackSchema),
    responses: { 200: { description: 'Kept', content: { 'application/json': z.object({ kept: z.boolean() }) } } },
    errors: ['not-found'],
    examples: [
      {
        name: 'A wrong figure',
        body: {
          id: 'e1',
          rating: 'down',
          reason: '数字不对',
          question: exchange.question,
          answer: { answer: exchange.text },
        },
        untried: WRITES,
      },
    ],
  },
  {
    method: 'get',
    path: '/api/feedback',
    tag: 'people',
    summary: 'Feedback as questions for a golden set, one JSON a line',
    description: 'Of who asks; for an admin, of everyone.',
    responses: { 200: { description: 'Lines, oldest first', content: { 'application/jsonl': null } } },
    errors: [],
    examples: [{ name: 'All' }],
  },
  {
    method: 'get',
    path: '/api/excerpts',
    tag: 'people',
    summary: 'The excerpt book, in its order',
    responses: {
      200: {
        description: 'What was pinned, with notes',
        content: {
          'application/json': z.object({
            excerpts: z.array(excerptSchema.extend({ id: z.string(), note: z.string() })),
          }),
        },
      },
    },
    errors: [],
    examples: [{ name: 'All' }],
  },
  {
    method: 'put',
    path: '/api/excerpts/{id}',
    tag: 'people',
    summary: 'Pins something at the end of the excerpt book',
    params: id,
    body: json(excerptSchema),
    responses: { 200: { description: 'Pinned', content: { 'application/json': idSchema } } },
    errors: ['not-found'],
    examples: [{ name: 'A quote', params: { id: 'x1' }, body: pinned, untried: WRITES }],
  },
  {
    method: 'patch',
    path: '/api/excerpts/{id}',
    tag: 'people',
    summary: 'Changes the note of an excerpt, or its place',
    params: id,
    body: json(excerptChangeSchema),
    responses: { 200: { description: 'Changed', content: { 'application/json': idSchema } } },
    errors: ['not-found'],
    examples: [{ name: 'To the end', params: { id: 'x1' }, body: { before: null }, untried: WRITES }],
  },
  {
    method: 'delete',
    path: '/api/excerpts/{id}',
    tag: 'people',
    summary: 'Takes something out of the excerpt book',
    params: id,
    responses: { 204: { description: 'Deleted' } },
    errors: ['not-found'],
    examples: [{ name: 'One', params: { id: 'x1' }, untried: WRITES }],
  },
];
