/** The steps of the Dockerfile without a container engine: its paths lie in a folder, its commands run on this machine. */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { projectRoot } from '../../ingest/program.ts';

export interface Step {
  instruction: string;
  text: string;
}

/** Instructions in order, comments left out, continued lines joined. */
export function readSteps(file: string): Step[] {
  const lines = readFileSync(file, 'utf8').replace(/^#.*$/gm, '').replace(/\\\n/g, ' ').split('\n');
  return lines
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [, instruction = '', text = ''] = /^(\w+)\s+(.*)$/.exec(line) ?? [];
      return { instruction, text };
    });
}

export interface Image {
  /** Where `/` of the last stage is. */
  root: string;
  env: Record<string, string>;
  command: string[];
}

export interface BuildOptions {
  /** An empty folder. */
  folder: string;
  /** What is done instead of a command; undefined where it is run as it is. */
  instead?: (command: string, cwd: string) => (() => void) | undefined;
}

/** Builds every stage; throws where a command fails. */
export function buildImage(steps: Step[], { folder, instead = () => undefined }: BuildOptions): Image {
  const stages = new Map<string, string>();
  let image: Image = { root: '', env: {}, command: [] };
  let cwd = '/';
  // Longest first, so that /out is not taken for a part of /output.
  const folders = ['/var/lib/baogao', '/opt/baogao', '/out', '/src'];
  const inside = (path: string): string => join(image.root, path);
  for (const { instruction, text } of steps) {
    if (instruction === 'FROM') {
      const name = / AS (\w+)$/i.exec(text)?.[1] ?? 'last';
      image = { root: join(folder, name), env: {}, command: [] };
      stages.set(name, image.root);
      mkdirSync(image.root);
      cwd = '/';
    } else if (instruction === 'WORKDIR') {
      cwd = text;
      mkdirSync(inside(cwd), { recursive: true });
    } else if (instruction === 'COPY') {
      copy(text.split(/\s+/), { stages, target: (path) => inside(path.startsWith('/') ? path : join(cwd, path)) });
    } else if (instruction === 'RUN') {
      const command = folders.reduce(
        (line, path) => line.replaceAll(new RegExp(`(?<=[ =])${path}(?=[ /]|$)`, 'g'), inside(path)),
        text,
      );
      const replaced = instead(text, inside(cwd));
      if (replaced) replaced();
      else
        execFileSync('sh', ['-ec', command.replace(/chown 1000:1000 \S+/, 'true')], {
          cwd: inside(cwd),
          stdio: 'pipe',
        });
    } else if (instruction === 'ENV') {
      for (const [, name = '', value = ''] of text.matchAll(/(\w+)=(\S+)/g)) image.env[name] = value;
    } else if (instruction === 'CMD') {
      image.command = JSON.parse(text);
    }
  }
  return image;
}

function copy(
  words: string[],
  { stages, target }: { stages: Map<string, string>; target: (path: string) => string },
): void {
  const from = words[0]?.startsWith('--from=') ? stages.get(words.shift()?.slice('--from='.length) ?? '') : undefined;
  const to = words.pop() ?? '.';
  for (const source of words) {
    if (source !== '.')
      cpSync(join(from ?? projectRoot, source), words.length > 1 ? join(target(to), basename(source)) : target(to), {
        recursive: true,
      });
    else for (const file of contextFiles()) cpSync(join(projectRoot, file), join(target(to), file));
  }
}

/** What git would have in a clean clone, less what .dockerignore names. */
function contextFiles(): string[] {
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], {
    cwd: projectRoot,
    encoding: 'utf8',
  });
  const ignored = readFileSync(join(projectRoot, '.dockerignore'), 'utf8').split('\n').filter(Boolean);
  return listed
    .split('\0')
    .filter((file) => file !== '' && existsSync(join(projectRoot, file)))
    .filter((file) => !ignored.some((name) => file === name || file.startsWith(`${name}/`)));
}
