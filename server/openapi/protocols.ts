import { z } from 'zod';
import { chatSchema } from '../openai/chat.ts';
import type { OpenAiError } from '../openai/errors.ts';
import { citationSchema } from './ask.ts';
import { errorSchema, ON_ASKING } from './errors.ts';
import { type Operation, UNNAMED } from './operation.ts';

const openAiErrorSchema = z
  .object({
    error: z.object({ message: z.string(), type: z.string(), param: z.string().nullable(), code: z.string() }),
  })
  .meta({ id: 'OpenAiError', description: 'Errors below /v1.' }) satisfies z.ZodType<OpenAiError>;

const usage = z.object({ prompt_tokens: z.int(), completion_tokens: z.int(), total_tokens: z.int() });
const completion = { id: z.string(), created: z.int(), model: z.string() };

const completionSchema = z
  .object({
    ...completion,
    object: z.literal('chat.completion'),
    choices: z.array(
      z.object({
        index: z.int(),
        message: z.object({
          role: z.literal('assistant'),
          content: z.string().meta({ description: 'The answer and the list of its sources' }),
          refusal: z.null(),
          citations: z.array(citationSchema),
        }),
        logprobs: z.null(),
        finish_reason: z.literal('stop'),
      }),
    ),
    usage,
  })
  .meta({ id: 'ChatCompletion' });

const chunkSchema = z
  .object({
    ...completion,
    object: z.literal('chat.completion.chunk'),
    choices: z.array(
      z.object({
        index: z.int(),
        delta: z.object({
          role: z.literal('assistant').optional(),
          content: z.string().optional(),
          citations: z.array(citationSchema).optional(),
        }),
        logprobs: z.null(),
        finish_reason: z.literal('stop').nullable(),
      }),
    ),
    usage: usage.optional(),
  })
  .meta({ id: 'ChatCompletionChunk' });

const modelSchema = z
  .object({ id: z.string(), object: z.literal('model'), created: z.int(), owned_by: z.string() })
  .meta({ id: 'Model' });

const messageId = z.union([z.string(), z.int()]);
const rpcSchema = z
  .looseObject({
    jsonrpc: z.literal('2.0'),
    id: messageId.optional(),
    method: z.string(),
    params: z.looseObject({}).optional(),
  })
  .meta({ id: 'JsonRpcRequest', description: 'A request or notification of MCP.' });
const rpcError = z.object({ code: z.int(), message: z.string(), data: z.unknown().optional() });
const rpcResponse = z
  .object({
    jsonrpc: z.literal('2.0'),
    id: messageId.nullable(),
    result: z.looseObject({}).optional(),
    error: rpcError.optional(),
  })
  .meta({ id: 'JsonRpcResponse' });
const rpcProblem = z.union([errorSchema, rpcResponse]);

const MCP_HEADERS = { accept: 'application/json, text/event-stream' };

export const protocolOperations: Operation[] = [
  {
    method: 'post',
    path: '/v1/chat/completions',
    tag: 'protocols',
    summary: "Answer a question in OpenAI's protocol",
    description: `For chat clients and libraries that speak it: base address /v1, the server's TOKEN as key, "baogao" as model. Fields that the protocol allows and that mean nothing here are accepted and ignored.

The text ends with the list of sources; "citations" of the message has them as data. With "stream": true the completion comes as chunks, the last of them "[DONE]".`,
    body: { type: 'application/json', schema: chatSchema },
    responses: {
      200: {
        description: 'The completion, or its chunks',
        content: { 'application/json': completionSchema, 'text/event-stream': null },
      },
    },
    events: [
      { name: UNNAMED, description: 'Each chunk', schema: chunkSchema },
      { name: UNNAMED, description: 'Instead of what is left, where something fails', schema: openAiErrorSchema },
      { name: UNNAMED, description: 'Last', schema: z.literal('[DONE]') },
    ],
    errors: ['index-building', 'unknown-model', ...ON_ASKING],
    errorShape: openAiErrorSchema,
    examples: [
      {
        name: 'A question',
        body: { model: 'baogao', messages: [{ role: 'user', content: '湖南2020年GDP增长目标是多少？' }] },
      },
      {
        name: 'A follow-up, streamed',
        body: {
          model: 'baogao',
          stream: true,
          messages: [
            { role: 'system', content: 'You are helpful.' },
            { role: 'user', content: '湖南2020年GDP增长目标是多少？' },
            { role: 'assistant', content: '湖南省2020年地区生产总值增速目标：7.5%左右。[1]' },
            { role: 'user', content: '那安徽呢？' },
          ],
        },
      },
      {
        name: 'An unknown model',
        body: { model: 'gpt-0', messages: [{ role: 'user', content: '湖南2020年GDP增长目标是多少？' }] },
        status: 404,
      },
    ],
  },
  {
    method: 'get',
    path: '/v1/models',
    tag: 'protocols',
    summary: 'List the modes of answering',
    responses: {
      200: {
        description: 'All',
        content: { 'application/json': z.object({ object: z.literal('list'), data: z.array(modelSchema) }) },
      },
    },
    errors: ['index-building'],
    errorShape: openAiErrorSchema,
    examples: [{ name: 'All' }],
  },
  {
    method: 'get',
    path: '/v1/models/{model}',
    tag: 'protocols',
    summary: 'One mode of answering',
    params: z.object({ model: z.string().min(1) }),
    responses: { 200: { description: 'The model', content: { 'application/json': modelSchema } } },
    errors: ['index-building', 'not-found'],
    errorShape: openAiErrorSchema,
    examples: [
      { name: 'The only one', params: { model: 'baogao' } },
      { name: 'An unknown one', params: { model: 'gpt-0' }, status: 404 },
    ],
  },
  {
    method: 'post',
    path: '/mcp',
    tag: 'protocols',
    summary: 'The Model Context Protocol, for agents',
    description: `Streamable HTTP without sessions: every message stands for itself and is answered as JSON. Tools: ask, search_passages, read_passage, list_documents, indicators; resources: the reports, as baogao://reports/ and the percent-encoded id.

The same is spoken on standard input and output by "npm run --silent mcp".`,
    body: { type: 'application/json', schema: rpcSchema },
    responses: {
      200: {
        description: 'The answer, or the answers to a batch; an error of a method is one of JSON-RPC',
        content: { 'application/json': z.union([rpcResponse, z.array(rpcResponse)]) },
      },
      202: { description: 'A notification was taken' },
      406: {
        description: 'Accept must name application/json and text/event-stream, as the protocol asks for',
        content: { 'application/json': rpcProblem },
      },
      415: { description: 'The body must be application/json', content: { 'application/json': rpcProblem } },
    },
    errors: [],
    errorShape: rpcProblem,
    examples: [
      {
        name: 'What there is to call',
        headers: MCP_HEADERS,
        body: { jsonrpc: '2.0', id: 1, method: 'tools/list' },
      },
      {
        name: 'A question',
        headers: MCP_HEADERS,
        body: {
          jsonrpc: '2.0',
          id: 2,
          method: 'tools/call',
          params: { name: 'ask', arguments: { question: '湖南2020年GDP增长目标是多少？' } },
        },
      },
      { name: 'No message of the protocol', headers: MCP_HEADERS, body: { question: '?' }, status: 400 },
    ],
  },
];
