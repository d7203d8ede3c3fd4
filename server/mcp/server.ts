/** The Model Context Protocol: what an agent can do here, as tools, and the reports as resources. */
import { McpServer, ResourceTemplate } from '@modelcontextprotocol/sdk/server/mcp.js';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';
import { inSentences } from '../../ingest/errors.ts';
import type { ReportIndex } from '../../ingest/index/model.ts';
import { asText } from '../answer-text.ts';
import type { Engine } from '../engine.ts';
import { describeError, notFound } from '../errors.ts';
import { selectRows } from '../matrix/rows.ts';
import { answerSchema } from '../openapi/ask.ts';
import { packageVersion } from '../openapi/document.ts';
import { rowSchema } from '../openapi/figures.ts';
import { documentList, hitSchema, passageSchema } from '../openapi/reports.ts';
import { askSchema, check } from '../request.ts';
import { listDocuments } from '../routes/documents.ts';
import { loadedIndex } from '../routes/health.ts';
import { indicatorSchema } from '../routes/indicators.ts';
import { readPassage } from '../routes/passages.ts';
import { searchSchema } from '../routes/search.ts';
import { recordFailure } from '../watch/failures.ts';

/** What an agent is told before it begins. */
const INSTRUCTIONS = `Answers from Chinese government work reports (政府工作报告), every sentence proved by a quote of its source.
Ask whole questions in Chinese or English with "ask"; keep its [n] markers and citations when you pass an answer on, and when it refuses, say so rather than fill the gap.
"indicators" has figures (targets and results) as rows; "search_passages" and "read_passage" give the reports' own words.`;

/** Rows and hits of one call without a limit: what an agent's context bears. */
const DEFAULT_ROWS = 100;
const MAX_ROWS = 1000;
const DEFAULT_HITS = 5;
const MAX_HITS = 50;

/** Addresses of reports: `baogao://reports/` and the percent-encoded id. */
const REPORTS = 'baogao://reports/';

export interface McpOptions {
  /** May still be opening (a command speaks the protocol before its models are loaded). */
  engine: Engine | Promise<Engine>;
  /** Stops what is being answered. */
  signal?: AbortSignal;
}

/** A server for one connection. */
export function createMcpServer({ engine, signal }: McpOptions): McpServer {
  const server = new McpServer({ name: 'baogao', version: packageVersion() }, { instructions: INSTRUCTIONS });
  const opened = async (): Promise<{ engine: Engine; index: ReportIndex }> => {
    const ready = await engine;
    return { engine: ready, index: loadedIndex(ready) };
  };
  const readOnly = { readOnlyHint: true, idempotentHint: true, openWorldHint: false };

  server.registerTool(
    'ask',
    {
      title: 'Ask the reports',
      description:
        'Answers a question over the loaded government work reports in Chinese or English. Every sentence has citations [n] with the exact quote; what the reports do not say is refused with its reason ("refused": true).',
      inputSchema: askSchema,
      outputSchema: z.object(answerSchema.shape),
      annotations: readOnly,
    },
    (input, extra) =>
      told(async () => {
        const ready = await opened();
        const answer = await ready.engine.ask(check(askSchema, input), { signal: either(signal, extra.signal) });
        return { text: asText(answer), data: { ...answer } };
      }),
  );

  server.registerTool(
    'search_passages',
    {
      title: 'Search passages',
      description:
        "The reports' passages that fit some words best, as exact quotes with their place. No answer is made.",
      inputSchema: z.strictObject({
        query: z.string().min(1).meta({ description: 'Words to look for, Chinese or English' }),
        regions: z.array(z.string()).optional().meta({ description: 'Names of regions, such as 湖南 or Hunan' }),
        years: z.array(z.int()).optional().meta({ description: 'Years of reports' }),
        limit: z.int().min(1).max(MAX_HITS).default(DEFAULT_HITS),
      }),
      outputSchema: z.object({ hits: z.array(hitSchema) }),
      annotations: readOnly,
    },
    ({ query, regions, years, limit }) =>
      told(async () => {
        const ready = await opened();
        const { q } = check(searchSchema, { q: query });
        const hits = await ready.engine.search({ q, regions, years, k: limit, explain: false });
        const text = hits.map(
          (hit) => `${hit.passage} · ${[hit.title, ...hit.section].join(' · ')}\n${hit.quote.trim()}`,
        );
        return { text: text.join('\n\n') || 'No passage fits.', data: { hits } };
      }),
  );

  server.registerTool(
    'read_passage',
    {
      title: 'Read a passage',
      description: 'One passage by its id (from a citation or a search), where it stands, and the passages beside it.',
      inputSchema: z.strictObject({ id: z.string().min(1) }),
      outputSchema: z.object(passageSchema.shape),
      annotations: readOnly,
    },
    ({ id }) =>
      told(async () => {
        const passage = readPassage((await opened()).index, id);
        const around = [...passage.neighbours.before, passage, ...passage.neighbours.after].map(({ text }) =>
          text.trim(),
        );
        return {
          text: `${[passage.title, ...passage.section].join(' · ')}\n${around.join('\n')}`,
          data: { ...passage },
        };
      }),
  );

  server.registerTool(
    'list_documents',
    {
      title: 'List documents',
      description: 'The loaded documents and the reports in them: region, year, kind.',
      inputSchema: z.strictObject({}),
      outputSchema: documentList,
      annotations: readOnly,
    },
    () =>
      told(async () => {
        const data = listDocuments((await opened()).index);
        const lines = data.documents.flatMap(({ id, reports }) => reports.map(({ title }) => `${id} · ${title}`));
        return { text: lines.join('\n'), data };
      }),
  );

  server.registerTool(
    'indicators',
    {
      title: 'Indicator table',
      description:
        'Figures that the reports state: region, year, indicator, target or result, value, unit, qualifier, and the quote that proves each. An unknown region or indicator is answered with the known ones.',
      inputSchema: z.strictObject({
        region: indicatorSchema.shape.region.meta({ description: 'Any name of a region' }),
        indicator: indicatorSchema.shape.indicator.meta({ description: 'An id such as gdp_growth' }),
        year: z.int().optional().meta({ description: 'The year that the figure speaks of' }),
        kind: indicatorSchema.shape.kind,
        offset: z.int().min(0).default(0),
        limit: z.int().min(1).max(MAX_ROWS).default(DEFAULT_ROWS),
      }),
      outputSchema: z.object({ rows: z.array(rowSchema), total: z.int(), next: z.int().nullable() }),
      annotations: readOnly,
    },
    ({ offset, limit, ...filter }) =>
      told(async () => {
        const all = selectRows((await opened()).index, filter);
        const rows = all.slice(offset, offset + limit);
        const next = offset + limit < all.length ? offset + limit : null;
        const lines = rows.map((row) => `${row.region} ${row.year} ${row.indicator} ${row.kind}: ${row.text}`);
        return { text: lines.join('\n') || 'No report states such a figure.', data: { rows, total: all.length, next } };
      }),
  );

  const reports = new ResourceTemplate(`${REPORTS}{id}`, {
    list: async () => ({
      resources: (await opened()).index.reports.map(({ id, title, document }) => ({
        uri: REPORTS + encodeURIComponent(id),
        name: title,
        description: `In ${document}`,
        mimeType: 'text/plain',
      })),
    }),
  });
  server.registerResource(
    'report',
    reports,
    { title: 'A report', description: 'The text of one report as it was published', mimeType: 'text/plain' },
    async (uri) => {
      const { index } = await opened();
      const id = decodeURIComponent(uri.href.slice(REPORTS.length));
      const report = index.report(id);
      if (report === undefined) throw notFound(`No report "${id}"`);
      const text = (index.source(report.document) ?? '').slice(report.span.start, report.span.end);
      return { contents: [{ uri: uri.href, mimeType: 'text/plain', text }] };
    },
  );
  return server;
}

/** The result as text and as data; an error as a result that says so, with its remedy. */
async function told(work: () => Promise<{ text: string; data: Record<string, unknown> }>): Promise<CallToolResult> {
  try {
    const { text, data } = await work();
    return { content: [{ type: 'text', text }], structuredContent: data };
  } catch (error) {
    recordFailure(error, 'a tool failed');
    const { message, hint } = describeError(error).body.error;
    return {
      content: [{ type: 'text', text: hint === undefined ? message : inSentences(message, hint) }],
      isError: true,
    };
  }
}

function either(one: AbortSignal | undefined, other: AbortSignal): AbortSignal {
  return one === undefined ? other : AbortSignal.any([one, other]);
}
