/** The types of requests and responses as TypeScript, for programs that know the server by HTTP only: the page is one. */
import type { OpenApi } from './document.ts';

type Schema = Record<string, unknown>;
type Media = Record<string, { schema?: Schema }>;

const HEAD = `/**
 * What the server takes and says, made of the schemas that check requests and describe responses. Written by \`npm run api-types\`; a test
 * fails while it is not what the schemas are.
 */
/* biome-ignore-all format: generated */
`;

/** A module of types: one of each named schema, and \`Routes\` by method and path. */
export function apiTypes({ paths, components }: OpenApi): string {
  const named = Object.entries(components.schemas).map(
    ([name, schema]) => `${comment(schema, '')}export type ${name} = ${typeOf(schema, '')};\n`,
  );
  const routes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(
      ([method, operation]) => `  '${method.toUpperCase()} ${path}': ${routeOf(operation)};\n`,
    ),
  );
  return `${HEAD}\n${named.join('\n')}\nexport interface Routes {\n${routes.join('')}}\n`;
}

function routeOf(operation: Schema): string {
  const {
    parameters = [],
    requestBody,
    responses,
    'x-events': events,
  } = operation as {
    parameters?: { name: string; in: string; required: boolean; schema: Schema }[];
    requestBody?: { content: Media };
    responses: Record<string, { content?: Media }>;
    'x-events'?: { name: string; schema: Schema }[];
  };
  const group = (place: string): Schema => {
    const own = parameters.filter((one) => one.in === place);
    return {
      type: 'object',
      properties: Object.fromEntries(own.map(({ name, schema }) => [name, schema])),
      required: own.filter(({ required }) => required).map(({ name }) => name),
    };
  };
  const fields: string[] = [];
  if (parameters.some((one) => one.in === 'path')) fields.push(`params: ${typeOf(group('path'), '    ')}`);
  if (parameters.some((one) => one.in === 'query')) fields.push(`query: ${typeOf(group('query'), '    ')}`);
  const body = requestBody?.content['application/json']?.schema;
  if (body !== undefined) fields.push(`body: ${typeOf(body, '    ')}`);
  const done = Object.entries(responses).filter(([status]) => status.startsWith('2'));
  const bodies = done
    .map(([, { content }]) => content?.['application/json']?.schema)
    .filter((schema) => schema !== undefined);
  fields.push(`response: ${[...new Set(bodies.map((schema) => typeOf(schema, '    ')))].join(' | ') || 'undefined'}`);
  const named = new Map((events ?? []).map(({ name, schema }) => [name, schema]));
  if (named.size > 0)
    fields.push(
      `events: ${typeOf({ type: 'object', properties: Object.fromEntries(named), required: [...named.keys()] }, '    ')}`,
    );
  return `{\n${fields.map((field) => `    ${field};\n`).join('')}  }`;
}

function typeOf(schema: Schema | boolean, indent: string): string {
  if (typeof schema === 'boolean') return schema ? 'unknown' : 'never';
  const {
    $ref,
    type,
    enum: values,
    const: only,
    anyOf,
    oneOf,
    allOf,
    items,
  } = schema as {
    $ref?: string;
    type?: string | string[];
    enum?: unknown[];
    const?: unknown;
    anyOf?: Schema[];
    oneOf?: Schema[];
    allOf?: Schema[];
    items?: Schema;
  };
  if ($ref !== undefined) return $ref.slice($ref.lastIndexOf('/') + 1);
  if ('const' in schema) return JSON.stringify(only);
  if (values !== undefined) return values.map((value) => JSON.stringify(value)).join(' | ');
  const choices = anyOf ?? oneOf;
  if (choices !== undefined) return [...new Set(choices.map((one) => typeOf(one, indent)))].join(' | ');
  if (allOf !== undefined) return allOf.map((one) => typeOf(one, indent)).join(' & ');
  if (Array.isArray(type)) return type.map((one) => typeOf({ ...schema, type: one }, indent)).join(' | ');
  if (type === 'array') return `Array<${items === undefined ? 'unknown' : typeOf(items, indent)}>`;
  if (type === 'object') return objectOf(schema, indent);
  return (
    { string: 'string', number: 'number', integer: 'number', boolean: 'boolean', null: 'null' }[type ?? ''] ?? 'unknown'
  );
}

function objectOf(schema: Schema, indent: string): string {
  const {
    properties,
    required = [],
    additionalProperties,
  } = schema as {
    properties?: Record<string, Schema>;
    required?: string[];
    additionalProperties?: Schema | boolean;
  };
  const inner = `${indent}  `;
  const fields = Object.entries(properties ?? {}).map(
    ([name, field]) =>
      `${comment(field, inner)}${inner}${/^\w+$/.test(name) ? name : JSON.stringify(name)}${required.includes(name) ? '' : '?'}: ${typeOf(field, inner)};\n`,
  );
  if (fields.length > 0) return `{\n${fields.join('')}${indent}}`;
  return typeof additionalProperties === 'object' && Object.keys(additionalProperties).length > 0
    ? `Record<string, ${typeOf(additionalProperties, indent)}>`
    : 'Record<string, unknown>';
}

function comment({ description }: Schema, indent: string): string {
  return typeof description === 'string' ? `${indent}/** ${description.replaceAll('*/', '* /')} */\n` : '';
}
