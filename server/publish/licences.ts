/** The licences of the packages whose code is in what was built. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One text for all: name, version and kind of licence of each package, and the text that it brings. */
export function licencesOf(folders: string[]): string {
  return folders
    .map((folder) => {
      const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
      const file = readdirSync(folder).find((one) => /^licen[cs]e/i.test(one));
      const text = file === undefined ? '' : readFileSync(join(folder, file), 'utf8').trim();
      return { title: `${name} ${version} (${typeof license === 'string' ? license : 'see below'})`, text };
    })
    .sort((a, b) => a.title.localeCompare(b.title, 'en'))
    .map(({ title, text }) => `${'='.repeat(title.length)}\n${title}\n${'='.repeat(title.length)}\n\n${text}\n`)
    .join('\n');
}
