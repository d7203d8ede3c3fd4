/**
 * Around `npm pack` and `npm publish`: `before` builds, and has package.json say what the built program needs; `after` puts the
 * repository's own back. npm runs no `after` where packing failed: the next run puts back what that one left. `PLATFORMS=linux-x64,win32-x64` leaves out others.
 */
import { existsSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../ingest/program.ts';
import { buildProgram } from './build.ts';
import { publishedManifest, sourceManifest } from './published.ts';

const manifest = join(projectRoot, 'package.json');
const kept = join(projectRoot, 'package.json.kept');

const [step] = process.argv.slice(2);
if (existsSync(kept)) renameSync(kept, manifest);
if (step === 'before') {
  await buildProgram({ platforms: process.env.PLATFORMS?.split(','), index: true });
  const source = sourceManifest();
  renameSync(manifest, kept);
  writeFileSync(manifest, `${JSON.stringify(publishedManifest(source), null, 2)}\n`);
} else if (step !== 'after') {
  console.error('Usage: pack-command.ts before|after; npm pack runs both');
  process.exitCode = 2;
}
