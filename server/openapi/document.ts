/** The OpenAPI document, made of the operations and the zod schemas that check requests. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../../ingest/config.ts';
import { ANYWHERE, ERRORS, type ErrorCode, errorSchema, ON_WRITING } from './errors.ts';
import { type Content, type Example, type Operation, UNNAMED } from './operation.ts';
import { OPERATIONS } from './operations.ts';
import { recordedExample } from './recorded.ts';

type Json = Record<string, unknown>;

const TAGS = {
  answers: 'Questions and their cited answers',
  reports: 'What is loaded, its sources and passages',
  figures: 'The indicator matrix',
  people: 'What people keep: conversations, excerpts, corrections',
  protocols: "OpenAI's protocol and MCP, for programs that speak them already",
  server: 'The server itself',
} as const;

export interface OpenApi extends Json {
  info: { title: string; version: string; description: string } & Json;
  tags: { name: string; description: string }[];
  paths: Record<string, Record<string, Json>>;
  components: { schemas: Record<string, Json>; securitySchemes: Json };
}

/** The document for a server below `basePath` (empty, or `/baogao`). */
export function openApi(basePath = ''): OpenApi {
  const schemas: Record<string, Json> = {};
  const paths: OpenApi['paths'] = {};
  for (const operation of OPERATIONS) {
    const path = paths[operation.path] ?? {};
    path[operation.method] = describe(operation, schemas);
    paths[operation.path] = path;
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'baogao 报告',
      version: packageVersion(),
      license: { name: 'MIT', identifier: 'MIT' },
      description:
        'Questions over Chinese government work reports, answered with citations that are exact slices of the source. Requests with a field or parameter that is not described here are refused. Within a major version fields are added, never removed or changed.',
    },
    servers: [{ url: basePath === '' ? '/' : basePath }],
    tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
    security: [{}, { token: [] }],
    paths,
    components: {
      schemas: Object.fromEntries(Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1))),
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'Only where the server was started with TOKEN' },
      },
    },
  };
}

function describe(operation: Operation, schemas: Record<string, Json>): Json {
  const { body, events } = operation;
  const parameters = [
    ...parametersOf(operation.params, 'path', operation.examples, schemas),
    ...parametersOf(operation.query, 'query', operation.examples, schemas),
  ];
  return {
    operationId: operationId(operation),
    tags: [operation.tag],
    summary: operation.summary,
    ...(operation.description && { description: operation.description }),
    ...(operation.open && { security: [{}] }),
    ...(parameters.length > 0 && { parameters }),
    ...(body && {
      requestBody: {
        required: true,
        content: {
          [body.type]: { schema: jsonSchema(body.schema, 'input', schemas), ...bodyExamples(operation.examples) },
        },
      },
    }),
    responses: { ...responsesOf(operation, schemas), ...errorResponses(operation, schemas) },
    ...(events && {
      'x-events': events.map(({ name, description, schema }) => ({
        name,
        description,
        schema: jsonSchema(schema, 'output', schemas),
      })),
    }),
  };
}

/** `getDocumentSource` of `GET /api/documents/{id}/source`: stable, and a good name for a function. */
function operationId({ method, path }: Operation): string {
  const words = path.replace(/^\/(api\/)?/, '').split(/[/{}._-]+/);
  return method + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

function parametersOf(
  schema: z.ZodType | undefined,
  place: 'path' | 'query',
  examples: Example[],
  schemas: Record<string, Json>,
): Json[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = jsonSchema(schema, 'input', schemas) as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, { description, ...type }]) => {
    const example = examples.map((one) => (place === 'path' ? one.params : one.query)?.[name]).find(Boolean);
    return {
      name,
      in: place,
      required: place === 'path' || required.includes(name),
      ...(description !== undefined && { description }),
      schema: type,
      ...(example !== undefined && { example: type.type === 'integer' ? Number(example) : example }),
    };
  });
}

function responsesOf(operation: Operation, schemas: Record<string, Json>): Json {
  return Object.fromEntries(
    Object.entries(operation.responses).map(([status, { description, content }]) => [
      status,
      {
        description,
        ...(content && { content: contentOf(content, operation, Number(status), schemas) }),
      },
    ]),
  );
}

function contentOf(content: Content, operation: Operation, status: number, schemas: Record<string, Json>): Json {
  const examples = recordedOf(operation.examples, status);
  return Object.fromEntries(
    Object.entries(content).map(([type, schema]) => {
      if (type === 'text/event-stream') return [type, { schema: eventSchema(operation.events ?? [], schemas) }];
      if (schema === null) return [type, type === 'application/json' ? {} : { schema: { type: 'string' } }];
      const shown = type === 'application/json' && Object.keys(examples).length > 0;
      return [type, { schema: jsonSchema(schema, 'output', schemas), ...(shown && { examples }) }];
    }),
  );
}

/** One event: before OpenAPI 3.2 the schema of an event stream is read as that of each of its events. */
function eventSchema(events: NonNullable<Operation['events']>, schemas: Record<string, Json>): Json {
  const anyOf = events.map(({ name, schema }) => {
    const isText = schema instanceof z.ZodLiteral;
    const content = { contentMediaType: 'application/json', contentSchema: jsonSchema(schema, 'output', schemas) };
    const data = isText ? { const: schema.value } : { type: 'string', ...content };
    // An event without a name is what readers call a message.
    const named = name === UNNAMED ? {} : { event: { const: name } };
    return { type: 'object', properties: { ...named, data }, required: [...Object.keys(named), 'data'] };
  });
  return { anyOf };
}

/** One response a status, with the codes that it may carry. */
function errorResponses(operation: Operation, schemas: Record<string, Json>): Json {
  const shape = jsonSchema(operation.errorShape ?? errorSchema, 'output', schemas);
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of errorCodes(operation)) {
    const { status } = ERRORS[code];
    if (status in operation.responses) continue;
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => {
      const examples = recordedOf(operation.examples, status);
      const content = { schema: shape, ...(Object.keys(examples).length > 0 && { examples }) };
      const description = codes.map((code) => `${code}: ${ERRORS[code].meaning}`).join('. ');
      return [status, { description, content: { 'application/json': content } }];
    }),
  );
}

/** The codes of the errors that a route may give. */
export function errorCodes(operation: Operation): ErrorCode[] {
  return [
    ...ANYWHERE,
    ...(operation.method === 'get' ? [] : ON_WRITING),
    ...(operation.open ? [] : (['no-token', 'not-allowed', 'too-many-requests'] as const)),
    ...operation.errors,
  ];
}

function bodyExamples(examples: Example[]): Json {
  const right = examples.filter(({ body, status = 200 }) => body !== undefined && status < 300);
  return right.length === 0
    ? {}
    : { examples: Object.fromEntries(right.map(({ name, body }) => [key(name), { summary: name, value: body }])) };
}

function recordedOf(examples: Example[], status: number): Json {
  return Object.fromEntries(
    examples.flatMap(({ name, recorded, status: own = 200 }) => {
      const value = recorded === undefined || own !== status ? undefined : recordedExample(recorded);
      return value === undefined ? [] : [[key(name), { summary: name, value }]];
    }),
  );
}

/** Components' names of examples allow no blanks. */
function key(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
}

/** The JSON schema; those with an id are put into `schemas` and referred to. */
export function jsonSchema(schema: z.ZodType, io: 'input' | 'output', schemas: Record<string, Json>): Json {
  const {
    $schema: _,
    $defs = {},
    ...own
  } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json & { $defs?: Json };
  for (const [id, value] of Object.entries($defs)) schemas[id] = refer(value) as Json;
  const { id, ...body } = own;
  if (typeof id !== 'string') return refer(own) as Json;
  schemas[id] = refer(body) as Json;
  return { $ref: `#/components/schemas/${id}` };
}

/** References into the components; whole numbers without the bounds of a JavaScript number. */
function refer(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(refer);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, part]) => {
      if (name === 'id' && typeof part === 'string') return [];
      if (name === '$ref' && typeof part === 'string')
        return [[name, part.replace('#/$defs/', '#/components/schemas/')]];
      if (Math.abs(Number(part)) === Number.MAX_SAFE_INTEGER && /imum$/.test(name)) return [];
      return [[name, refer(part)]];
    }),
  );
}

/** The version of this program. */
export function packageVersion(): string {
  return (JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as { version: string }).version;
}
