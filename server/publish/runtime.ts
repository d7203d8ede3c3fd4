/** The runtime of the models (onnxruntime-node) as files beside the built program, without the step that installs it. */
import { copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { ReportError } from '../../ingest/errors.ts';

/** Its folder in `dist/`, and the file that is loaded. */
export const RUNTIME_FOLDER = 'onnxruntime';
export const RUNTIME_MAIN = `${RUNTIME_FOLDER}/dist/index.js`;

const BINARIES = 'bin/napi-v6';

/**
 * Copies its scripts, the scripts that they share with the library (onnxruntime-common) and the binaries.
 * @param platforms Such as `linux-x64`; all that the package has by default.
 * @throws ReportError `no-such-platform`.
 */
export function vendorRuntime(target: string, platforms?: string[]): void {
  const library = createRequire(createRequire(import.meta.url).resolve('@xenova/transformers'));
  const main = library.resolve('onnxruntime-node');
  const source = dirname(dirname(main));
  const common = dirname(createRequire(main).resolve('onnxruntime-common'));
  const there = readdirSync(join(source, BINARIES)).flatMap((system) =>
    readdirSync(join(source, BINARIES, system)).map((processor) => `${system}-${processor}`),
  );
  mkdirSync(join(target, 'dist'), { recursive: true });
  for (const name of readdirSync(join(source, 'dist')).filter((one) => one.endsWith('.js'))) {
    const script = readFileSync(join(source, 'dist', name), 'utf8');
    // A folder `node_modules` would be left out of the package.
    writeFileSync(
      join(target, 'dist', name),
      script
        .replaceAll('require("onnxruntime-common")', 'require("../common/index.js")')
        .replace(/^\/\/# source.*$/m, ''),
    );
  }
  cpSync(common, join(target, 'common'), { recursive: true, filter: (path) => !/\.(map|d\.ts)$/.test(path) });
  // The program is made of modules; these scripts are not.
  writeFileSync(join(target, 'package.json'), '{ "type": "commonjs" }\n');
  for (const platform of platforms ?? there) {
    if (!there.includes(platform)) {
      throw new ReportError('no-such-platform', `The runtime of the models is not made for "${platform}".`, {
        hint: `Choose of ${there.join(', ')}.`,
      });
    }
    const path = platform.replace('-', '/');
    cpSync(join(source, BINARIES, path), join(target, BINARIES, path), { recursive: true });
  }
  for (const folder of [source, join(common, '../..')]) {
    const licence = ['LICENSE', 'LICENSE.txt'].map((name) => join(folder, name)).find((path) => existsSync(path));
    if (licence) copyFileSync(licence, join(target, 'LICENSE'));
  }
}
