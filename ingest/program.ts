/**
 * Where the program's own files are. It runs as TypeScript from a checkout (by tsx), or as the JavaScript that `npm run build` made
 * of it, whose files all lie in `dist/`; nobody else needs to know which.
 */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ReportError } from './errors.ts';

/** The folder of `package.json`. */
export const projectRoot: string = findProjectRoot(dirname(fileURLToPath(import.meta.url)));

/** Made by `npm run build`. */
export const isBuilt: boolean = !import.meta.url.endsWith('.ts');

/** Below somebody's `node_modules` or in npx's cache, where nothing that people make would last. */
export const isInstalled: boolean = isBuilt && !existsSync(join(projectRoot, 'ingest/program.ts'));

/** Where the built files lie: `dist/`, or where `npm start` has them built. */
const builtFolder: string = dirname(fileURLToPath(import.meta.url));

/** Folder of what was built, below the project's. */
export const BUILT_FOLDER = 'dist';

/**
 * The file that is run for a module of the program.
 * @param module Its path in the checkout, such as `ingest/main.ts`; only those that `npm run build` makes a file of.
 */
export function programFile(module: string): string {
  return isBuilt ? join(builtFolder, builtName(module)) : join(projectRoot, module);
}

/** Name in `dist/` of a module that is a file of its own there. */
export function builtName(module: string): string {
  return module.replaceAll('/', '-').replace(/\.ts$/, '.js');
}

/** What the runtime of the models is imported by: a package, or the files of it that lie beside the built program. */
export function modelRuntime(): string {
  return isBuilt ? pathToFileURL(programData('onnxruntime/dist/index.js')).href : 'onnxruntime-node';
}

/** A folder or file that the program reads as it is, such as `server/openapi/examples`. */
export function programData(path: string): string {
  return isBuilt ? join(builtFolder, path) : join(projectRoot, path);
}

/**
 * Flags of Node for a child process that runs a module of the program. tsx is named by its address: the child may be started from
 * another folder, or by a test runner with other flags.
 */
export function programFlags(): string[] {
  return isBuilt ? [] : ['--import', import.meta.resolve('tsx')];
}

function findProjectRoot(from: string): string {
  if (existsSync(join(from, 'package.json'))) return from;
  const above = dirname(from);
  if (above === from) throw new ReportError('bad-config', 'No package.json was found above the program.');
  return findProjectRoot(above);
}
