/** The description as one static page: no script of its own, nothing fetched from elsewhere. */
import { html } from 'hono/html';
import { errorCodes, jsonSchema, type OpenApi } from './document.ts';
import { ERRORS } from './errors.ts';
import type { Content, Example, Operation } from './operation.ts';
import { OPERATIONS } from './operations.ts';
import { recordedExample } from './recorded.ts';

type Html = ReturnType<typeof html>;
type Schema = Record<string, unknown>;

export interface DocsOptions {
  document: OpenApi;
  basePath: string;
  /** Addresses of the style sheet and of the script that sets light or dark, below `basePath`. */
  style?: string | undefined;
  theme?: string | undefined;
}

/** The whole page. */
export function docsPage({ document, basePath, style, theme }: DocsOptions): Html {
  const { info, tags, components } = document;
  const groups = tags
    .map((tag) => ({ ...tag, operations: OPERATIONS.filter((operation) => operation.tag === tag.name) }))
    .filter(({ operations }) => operations.length > 0);
  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>${info.title}: API</title>
    <link rel="icon" href="${basePath}/assets/icon.svg" type="image/svg+xml" />
    ${style && html`<link rel="stylesheet" href="${basePath}/${style}" />`}
    ${theme && html`<script src="${basePath}/${theme}"></script>`}
  </head>
  <body>
    <header class="head">
      <h1>${info.title}: API ${info.version}</h1>
      <p>${info.description}</p>
      <p>
        For programs: <a href="${basePath}/api/openapi.json">openapi.json</a> (OpenAPI 3.1).
        Where the server has a TOKEN, send <code>Authorization: Bearer TOKEN</code>.
      </p>
    </header>
    <nav class="contents" aria-label="Operations">
      ${groups.map(
        ({ description, operations }) => html`<h2>${description}</h2>
          <ul>
            ${operations.map(
              (operation) => html`<li>
                <a href="#${anchor(operation)}"><b class="method">${operation.method.toUpperCase()}</b> <code>${operation.path}</code></a>
                <span>${operation.summary}</span>
              </li>`,
            )}
          </ul>`,
      )}
      <h2><a href="#schemas">Schemas</a></h2>
    </nav>
    <main>
      ${OPERATIONS.map((operation) => operationSection(operation, basePath))}
      <h2 id="schemas">Schemas</h2>
      ${Object.entries(components.schemas).map(
        ([name, schema]) => html`<section id="schema-${name}">
          <h3>${name}</h3>
          ${paragraphs(schema.description)} ${fieldsOf(schema)}
        </section>`,
      )}
    </main>
  </body>
</html>`;
}

function operationSection(operation: Operation, basePath: string): Html {
  const { method, path, summary, description, params, query, body, responses, events, examples } = operation;
  return html`<section id="${anchor(operation)}">
    <h2><b class="method">${method.toUpperCase()}</b> <code>${path}</code></h2>
    <p class="summary">${summary}</p>
    ${paragraphs(description)}
    ${params && html`<h3>Path</h3>${fieldsOf(jsonSchema(params, 'input', {}))}`}
    ${query && html`<h3>Query</h3>${fieldsOf(jsonSchema(query, 'input', {}))}`}
    ${body && html`<h3>Body <code>${body.type}</code></h3>${fieldsOf(jsonSchema(body.schema, 'input', {}))}`}
    <h3>Responses</h3>
    <dl>
      ${Object.entries(responses).map(
        ([status, response]) => html`<dt><code>${status}</code></dt>
          <dd>${response.description} ${response.content && contents(response.content)}</dd>`,
      )}
      ${errorCodes(operation).map(
        (code) => html`<dt><code>${ERRORS[code].status}</code> <code>${code}</code></dt>
          <dd>${ERRORS[code].meaning}</dd>`,
      )}
    </dl>
    ${
      events &&
      html`<h3>Events of the stream</h3>
      <dl>
        ${events.map(
          (event) => html`<dt><code>${event.name}</code></dt>
            <dd>${event.description}: ${typeOf(jsonSchema(event.schema, 'output', {}))}</dd>`,
        )}
      </dl>`
    }
    <h3>Examples</h3>
    ${examples.map((example) => exampleOf(operation, example, basePath))}
  </section>`;
}

function contents(content: Content): Html {
  return html`<ul>
    ${Object.entries(content).map(
      ([type, schema]) =>
        html`<li><code>${type}</code>${schema && html` ${typeOf(jsonSchema(schema, 'output', {}))}`}</li>`,
    )}
  </ul>`;
}

function exampleOf(operation: Operation, example: Example, basePath: string): Html {
  const response = example.recorded === undefined ? undefined : recordedExample(example.recorded);
  return html`<details>
    <summary>${example.name}${example.status ? html` <code>${example.status}</code>` : ''}</summary>
    <pre><code>${curl(operation, example, basePath)}</code></pre>
    ${response !== undefined && html`<pre><code>${JSON.stringify(response, null, 2)}</code></pre>`}
  </details>`;
}

/** The command that sends the example. */
function curl({ method, path }: Operation, { params, query, headers, body }: Example, basePath: string): string {
  const parts = ['curl -s'];
  if (method !== 'get' && !(method === 'post' && body !== undefined)) parts.push(`-X ${method.toUpperCase()}`);
  parts.push(`'http://127.0.0.1:8787${basePath}${exampleAddress(path, { params, query })}'`);
  for (const [name, value] of Object.entries(headers ?? {})) parts.push(`-H '${name}: ${value}'`);
  if (body !== undefined) parts.push(`-H 'content-type: application/json' -d '${JSON.stringify(body)}'`);
  return parts.join(' \\\n  ');
}

/** Path and query of an example's request. */
export function exampleAddress(
  path: string,
  { params = {}, query }: { params?: Record<string, string> | undefined; query?: Record<string, string> | undefined },
): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  return query === undefined ? filled : `${filled}?${new URLSearchParams(query)}`;
}

/** The fields of an object, a row each; the type of anything else. */
function fieldsOf(schema: Schema): Html {
  const { properties, required = [] } = schema as { properties?: Record<string, Schema>; required?: string[] };
  if (properties === undefined) return html`<p>${typeOf(schema)}</p>`;
  return html`<dl>
    ${Object.entries(properties).map(
      ([name, field]) => html`<dt><code>${name}</code>${required.includes(name) ? '' : html` <i>optional</i>`}</dt>
        <dd>${typeOf(field)} ${field.description as string | undefined}</dd>`,
    )}
  </dl>`;
}

function typeOf(schema: Schema): Html {
  const {
    $ref,
    anyOf,
    oneOf,
    enum: values,
    items,
    properties,
    type,
  } = schema as {
    $ref?: string;
    anyOf?: Schema[];
    oneOf?: Schema[];
    enum?: unknown[];
    items?: Schema;
    properties?: Record<string, Schema>;
    type?: string | string[];
  };
  if ($ref !== undefined) {
    const name = $ref.slice($ref.lastIndexOf('/') + 1);
    return html`<a href="#schema-${name}">${name}</a>`;
  }
  const choices = anyOf ?? oneOf;
  if (choices !== undefined)
    return html`${choices.map((one, place) => html`${place > 0 ? ' or ' : ''}${typeOf(one)}`)}`;
  if (values !== undefined) return html`<code>${values.map((value) => JSON.stringify(value)).join(' | ')}</code>`;
  if (items !== undefined) return html`list of ${typeOf(items)}`;
  if (properties !== undefined) return html`object ${fieldsOf(schema)}`;
  const named = Array.isArray(type) ? type.join(' or ') : (type ?? 'anything');
  return html`<i>${named}${limits(schema)}</i>`;
}

function limits({ minimum, maximum, minLength, maxLength, default: fallback }: Schema): string {
  const told = [
    minimum !== undefined && `from ${minimum}`,
    maximum !== undefined && `to ${maximum}`,
    minLength !== undefined && `at least ${minLength} characters`,
    maxLength !== undefined && `at most ${maxLength} characters`,
    fallback !== undefined && `else ${JSON.stringify(fallback)}`,
  ].filter(Boolean);
  return told.length === 0 ? '' : `, ${told.join(', ')}`;
}

function paragraphs(text: unknown): Html {
  const parts = typeof text === 'string' ? text.split('\n\n') : [];
  return html`${parts.map((part) => html`<p>${part}</p>`)}`;
}

function anchor({ method, path }: Operation): string {
  return `${method}${path.replace(/[^a-z]+/gi, '-').replace(/-$/, '')}`;
}
