/** The fields of all responses as lines, so that one that is lost or changed is seen. */
import type { OpenApi } from '../../server/openapi/document.ts';

type Schema = Record<string, unknown>;

/** `POST /api/ask 200 citations[].quote: string`, sorted; components by their own name. */
export function fieldLines({ paths, components }: OpenApi): string[] {
  const lines: string[] = [];
  for (const [name, schema] of Object.entries(components.schemas)) walk(schema, name, lines);
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, { responses, 'x-events': events }] of Object.entries(methods)) {
      const route = `${method.toUpperCase()} ${path}`;
      for (const [status, { content = {} }] of Object.entries(responses as Record<string, { content?: Schema }>))
        for (const [type, { schema }] of Object.entries(content as Record<string, { schema?: Schema }>))
          walk(schema ?? {}, `${route} ${status} ${type}`, lines);
      for (const { name, schema } of (events ?? []) as { name: string; schema: Schema }[])
        walk(schema, `${route} event ${name}`, lines);
    }
  }
  return [...new Set(lines)].sort();
}

function walk(schema: Schema, place: string, lines: string[]): void {
  const {
    properties,
    required = [],
    items,
    anyOf,
    additionalProperties,
  } = schema as {
    properties?: Record<string, Schema>;
    required?: string[];
    items?: Schema;
    anyOf?: Schema[];
    additionalProperties?: Schema | boolean;
  };
  lines.push(`${place}: ${typeOf(schema)}`);
  for (const [name, field] of Object.entries(properties ?? {}))
    walk(field, `${place}.${name}${required.includes(name) ? '' : '?'}`, lines);
  if (items !== undefined) walk(items, `${place}[]`, lines);
  for (const choice of anyOf ?? []) if (choice.type !== 'null' && choice.$ref === undefined) walk(choice, place, lines);
  if (typeof additionalProperties === 'object') walk(additionalProperties, `${place}.*`, lines);
}

function typeOf({ $ref, type, enum: values, anyOf }: Schema): string {
  if (typeof $ref === 'string') return $ref.slice($ref.lastIndexOf('/') + 1);
  if (Array.isArray(values)) return values.map((value) => JSON.stringify(value)).join(' | ');
  if (Array.isArray(anyOf)) return anyOf.map((one) => typeOf(one as Schema)).join(' | ');
  return Array.isArray(type) ? type.join(' | ') : String(type ?? 'any');
}
