import type { ReportIndex } from '../../ingest/index/model.ts';
import type { Reading } from '../question/reading.ts';
import type { Retrieved } from '../retrieve/retrieve.ts';
import type { Turns } from '../turns.ts';
import type { Citations } from './citations.ts';
import type { Expected } from './expected.ts';
import type { Scope } from './scope.ts';

/** Everything that a composer works with, for one question. */
export interface Context {
  reading: Reading;
  index: ReportIndex;
  scope: Scope;
  expected: Expected;
  citations: Citations;
  /** Lets other questions go first between two pieces of work. */
  turns: Turns;
  /** Retrieval over the whole scope, or over the reports of some regions. */
  find: (regions?: string[]) => Promise<Retrieved>;
}
