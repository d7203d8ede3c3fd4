/** Responses that were recorded for the description; the tests ask again and compare. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { programData } from '../../ingest/program.ts';

/** Path of a recorded response. */
export function recordedPath(name: string): string {
  return join(programData('server/openapi/examples'), `${name}.json`);
}

/** The recorded response; undefined before it was recorded for the first time. */
export function recordedExample(name: string): unknown {
  const path = recordedPath(name);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
}
