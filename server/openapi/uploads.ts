import { z } from 'zod';
import { correctionSchema } from '../../ingest/corrections/fields.ts';
import { removalQuery } from '../routes/uploads.ts';
import { errorSchema, ON_CHANGING } from './errors.ts';
import type { Operation } from './operation.ts';
import { documentDetails, documentId, documentSummary } from './reports.ts';

const count = z.int().min(0);

const added = z
  .object({ path: z.string(), documents: count, characters: count, replaced: z.boolean() })
  .meta({ id: 'AddedFile', description: 'A file that was kept; replaced where another of that name was there.' });
const refused = z
  .object({ path: z.string(), code: z.string(), message: z.string(), hint: z.string().optional() })
  .meta({ id: 'RefusedFile', description: 'A file that was not kept, and why.' });
const addition = z
  .object({
    generation: z.string().nullable(),
    vectors: z.enum(['none', 'building', 'ready']),
    added: z.array(added),
    refused: z.array(refused),
    documents: z.array(documentSummary),
  })
  .meta({ id: 'Addition' });

const CHANGES_FILES = 'It would change what is loaded.';

export const uploadOperations: Operation[] = [
  {
    method: 'post',
    path: '/api/documents',
    tag: 'reports',
    summary: 'Add files',
    description: `Reports in every format that is read, and zips of them, as "files" of a multipart form. They are kept in STATE_DIR/uploads and answer, by full text and figures, when the response comes; vectors follow. Questions are answered all the while. A file whose bytes are there already is refused, one of a name that is there replaces it.

With "Accept: text/event-stream" the response tells how far it is. What is sent at the same time waits its turn.`,
    body: { type: 'multipart/form-data', schema: z.object({ files: z.array(z.file()).min(1) }) },
    responses: {
      200: {
        description: 'At least one file was added and answers',
        content: { 'application/json': addition, 'text/event-stream': null },
      },
    },
    events: [
      {
        name: 'received',
        description: 'Once, first',
        schema: z.object({ files: z.array(z.object({ path: z.string(), bytes: count })) }),
      },
      { name: 'read', description: 'A file that was kept', schema: added },
      { name: 'refused', description: 'A file that was not kept', schema: refused },
      {
        name: 'published',
        description: 'A newer generation answers; complete where every text has its vector',
        schema: z.object({ generation: z.string(), complete: z.boolean() }),
      },
      { name: 'answering', description: 'Text and figures of the files answer', schema: addition },
      {
        name: 'embedded',
        description: 'Texts that have their vector',
        schema: z.object({ done: count, total: count }),
      },
      { name: 'done', description: 'Last: all of it, vectors too', schema: addition },
      { name: 'error', description: 'Last, instead of done', schema: errorSchema },
    ],
    errors: [...ON_CHANGING, 'nothing-added'],
    examples: [{ name: 'Two files', untried: CHANGES_FILES }],
  },
  {
    method: 'post',
    path: '/api/refresh',
    tag: 'reports',
    summary: 'Look at the folders again',
    description:
      'Brings what is loaded in step with the folder of reports and catalog.json as they are now: files that are new or changed are read, those that are gone go. Nothing is done where nothing changed.',
    responses: {
      200: {
        description: 'The generation that has it',
        content: { 'application/json': z.object({ generation: z.string().nullable() }) },
      },
    },
    errors: ON_CHANGING,
    examples: [{ name: 'Look again', untried: CHANGES_FILES }],
  },
  {
    method: 'patch',
    path: '/api/documents/{id}',
    tag: 'reports',
    summary: 'Correct what was found out about a document',
    description:
      'Kept in STATE_DIR; goes before catalog.json in the folder of reports, which is only ever read. null takes a correction back. "ignore" leaves a document out.',
    params: documentId,
    body: { type: 'application/json', schema: correctionSchema },
    responses: {
      200: {
        description: 'The document as it is now',
        content: { 'application/json': documentDetails.extend({ generation: z.string() }) },
      },
    },
    errors: [...ON_CHANGING, 'not-found'],
    examples: [
      {
        name: 'Region and year',
        params: { id: '2020-zhuzhou' },
        body: { region: '株洲市', year: 2020 },
        untried: CHANGES_FILES,
      },
    ],
  },
  {
    method: 'delete',
    path: '/api/documents/{id}',
    tag: 'reports',
    summary: 'Take a document out',
    description:
      'One that was added is removed with its file. One of the folder of reports, or that shares its file with others, is left out by a correction, and its file stays; "file=whole" removes an added file with all that stands in it.',
    params: documentId,
    query: removalQuery,
    responses: {
      200: {
        description: 'It does not answer any more',
        content: {
          'application/json': z.object({
            document: z.string(),
            what: z.enum(['removed', 'hidden']),
            message: z.string(),
            generation: z.string(),
          }),
        },
      },
    },
    errors: [...ON_CHANGING, 'not-found'],
    examples: [{ name: 'An added one', params: { id: 'report-of-2023' }, untried: CHANGES_FILES }],
  },
];
