/** How index, answers and memory grow with the corpus: each size is built and asked in processes of its own. */
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Added } from './add.ts';
import type { Built } from './build.ts';
import type { Measured } from './measure.ts';

export interface Size extends Built, Measured {
  times: number;
  /** Null without vectors. */
  added: Added | null;
}

/** Beyond it vectors would take more memory than a laptop has: full text and figures alone. */
const VECTORS_UP_TO = 100;
/** Memory for the build, which holds all vectors of a model at once. */
const HEAP = '--max-old-space-size=8000';
const run = promisify(execFile);

/** Builds and asks corpora of so many times the real one, the smallest first; temporary folders are removed. */
export async function measureGrowth(sizes: number[], onProgress: (line: string) => void): Promise<Size[]> {
  const measured: Size[] = [];
  for (const times of [...sizes].sort((a, b) => a - b)) {
    const folder = mkdtempSync(join(tmpdir(), `bench-growth-${times}-`));
    try {
      onProgress(`growth: ${times} times, building`);
      const textOnly = times > VECTORS_UP_TO ? ['text'] : [];
      const folders = [join(folder, 'index'), join(folder, 'reports')];
      const built = await printed<Built>('build.ts', [...folders, String(times), ...textOnly]);
      onProgress(`growth: ${times} times, asking`);
      const asked = await printed<Measured>('measure.ts', [join(folder, 'index')]);
      onProgress(`growth: ${times} times, adding one report`);
      const added = textOnly.length === 0 ? await printed<Added>('add.ts', folders) : null;
      const size = { times, ...built, ...asked, added };
      measured.push(size);
      onProgress(JSON.stringify(size));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return measured;
}

async function printed<T>(module: string, args: string[]): Promise<T> {
  const path = fileURLToPath(new URL(module, import.meta.url));
  if (!existsSync(path)) throw new Error(`${path} is missing`);
  const { stdout } = await run(process.execPath, [HEAP, '--import', import.meta.resolve('tsx'), path, ...args]);
  return JSON.parse(stdout.trim().split('\n').at(-1) as string) as T;
}
