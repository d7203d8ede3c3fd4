/** Taking documents out again: what was added by hand is removed, what stands in the folder of reports is hidden. */
import { forgetCorrections, keepCorrections } from './corrections/kept.ts';
import { ReportError } from './errors.ts';
import type { DocumentRecord } from './index/model.ts';
import type { State } from './state/state.ts';
import { removeUpload } from './uploads.ts';

export interface Removal {
  document: string;
  /** `removed`: its file is gone. `hidden`: its file stays, the document is left out. */
  what: 'removed' | 'hidden';
  /** For people: what was done and how to take it back. */
  message: string;
}

/**
 * Removes what a name means: a document's id, an added file or a folder of them by their path. The index follows with the
 * next ingest.
 * @param documents Those of the newest generation.
 * @param options `wholeFile`: an added file goes even if other documents stand in it.
 * @throws ReportError `not-found` where nothing has that name.
 */
export async function removeDocuments(
  name: string,
  documents: readonly DocumentRecord[],
  { state, wholeFile = false }: { state: State; wholeFile?: boolean },
): Promise<Removal[]> {
  const byId = documents.filter(({ id }) => id === name);
  const named = byId.length > 0 ? byId : documents.filter((document) => isInFile(document, name));
  if (named.length === 0) {
    throw new ReportError('not-found', `There is no document or file "${name}"`, {
      hint: 'npm run ingest -- --list and GET /api/documents tell the ids.',
      status: 404,
    });
  }
  const removals: Removal[] = [];
  for (const document of named)
    removals.push(await removeOne(document, documents, state, wholeFile || byId.length === 0));
  return removals;
}

function isInFile({ origin, path }: DocumentRecord, name: string): boolean {
  const file = origin?.file ?? path;
  return file === name || file.startsWith(`${name.replace(/\/+$/, '')}/`);
}

async function removeOne(
  document: DocumentRecord,
  documents: readonly DocumentRecord[],
  state: State,
  wholeFile: boolean,
): Promise<Removal> {
  const { id, origin } = document;
  const others = documents.filter((one) => one.origin?.upload && one.origin.file === origin?.file && one.id !== id);
  if (origin?.upload && (wholeFile || others.length === 0)) {
    await removeUpload(state.uploadsDir, origin.file);
    forgetCorrections(state, id);
    return { document: id, what: 'removed', message: `${id} is removed with its file ${origin.file}.` };
  }
  keepCorrections(state, { document: id, report: null }, { ignore: true });
  const why = origin?.upload
    ? `${others.length} other documents stand in its file ${origin.file}`
    : `its file stands in the folder of reports, which is only ever read`;
  return {
    document: id,
    what: 'hidden',
    message: `${id} is left out from now on; ${why}. Correct "ignore" to false to have it back.`,
  };
}
