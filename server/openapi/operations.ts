/**
 * Every route that other programs use. A new route is described in the file of its noun here (schemas of the request are the
 * ones that check it), and a test fails until it is.
 */
import { askOperations } from './ask.ts';
import { figureOperations } from './figures.ts';
import type { Operation } from './operation.ts';
import { peopleOperations } from './people.ts';
import { protocolOperations } from './protocols.ts';
import { reportOperations } from './reports.ts';
import { serverOperations } from './server.ts';
import { uploadOperations } from './uploads.ts';
import { watchingOperations } from './watching.ts';

export const OPERATIONS: readonly Operation[] = [
  ...askOperations,
  ...reportOperations,
  ...uploadOperations,
  ...figureOperations,
  ...peopleOperations,
  ...protocolOperations,
  ...serverOperations,
  ...watchingOperations,
];
