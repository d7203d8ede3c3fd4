/**
 * Loads the PDF library as it is: tsx, which this process runs with, would look through its two megabytes for TypeScript's
 * sake, which takes ten times as long as running them. A hook of Node's loader; registered later, it is asked first.
 */
import { readFile } from 'node:fs/promises';

export async function load(url, context, next) {
  if (!/\/node_modules\/pdfjs-dist\/[^?]*\.mjs$/.test(url)) return next(url, context);
  return { format: 'module', source: await readFile(new URL(url)), shortCircuit: true };
}
