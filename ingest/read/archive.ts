import { unzipSync } from 'fflate';
import { ReportError } from '../errors.ts';

/** What an archive may hold: more is refused before it is unpacked. */
const MAX_MEMBERS = 2000;
const MAX_BYTES = 500 * 2 ** 20;
/** A member that grows more than this is a bomb; Chinese text packs to a third. */
const MAX_RATIO = 200;

export interface Member {
  name: string;
  bytes: Uint8Array;
}

/** Names of an archive without unpacking it; undefined where it cannot be opened. */
export function memberNames(bytes: Uint8Array): string[] | undefined {
  const names: string[] = [];
  try {
    unzipSync(bytes, {
      filter: ({ name }) => {
        names.push(name);
        return false;
      },
    });
    return names;
  } catch {
    return undefined;
  }
}

/**
 * The files of a .zip, folders kept in their names; names without the UTF-8 flag are read as GBK where they are that.
 * @throws ReportError `damaged`, `too-large`, `unsafe-name`.
 */
export function unpack(bytes: Uint8Array, path: string): Member[] {
  let [count, total] = [0, 0];
  const refuse = (what: string): never => {
    throw new ReportError('too-large', `${path}: ${what}`, {
      hint: 'Unpack it and put only the reports into the folder.',
      status: 413,
    });
  };
  let files: Record<string, Uint8Array>;
  try {
    files = unzipSync(bytes, {
      filter: ({ name, originalSize, size }) => {
        if (name.endsWith('/')) return false;
        count += 1;
        total += originalSize;
        if (count > MAX_MEMBERS) refuse(`expected at most ${MAX_MEMBERS} files inside`);
        if (total > MAX_BYTES) refuse(`expected at most ${MAX_BYTES / 2 ** 20} MB unpacked`);
        if (size > 0 && originalSize / size > MAX_RATIO && originalSize > 2 ** 20)
          refuse(`${name} grows ${Math.round(originalSize / size)} times when unpacked`);
        return true;
      },
    });
  } catch (cause) {
    if (cause instanceof ReportError) throw cause;
    throw new ReportError(
      'damaged',
      `${path}: expected a whole .zip, found one that cannot be opened (${(cause as Error).message})`,
      {
        hint: 'Fetch it again.',
        status: 422,
        cause,
      },
    );
  }
  return Object.entries(files).map(([raw, content]) => {
    const name = nameOf(raw).replaceAll('\\', '/');
    if (name.startsWith('/') || /^[a-z]:/i.test(name) || name.split('/').includes('..')) {
      throw new ReportError('unsafe-name', `${path}: ${JSON.stringify(name)} would leave the archive`, {
        hint: 'Pack the files again with plain names.',
        status: 422,
      });
    }
    return { name, bytes: content };
  });
}

/** A name whose bytes stand in it as Latin-1 (no UTF-8 flag): UTF-8 where it is that, else GBK. */
function nameOf(raw: string): string {
  if (!/[\u0080-\u00ff]/.test(raw) || /[^\u0000-\u00ff]/.test(raw)) return raw;
  const bytes = Buffer.from(raw, 'latin1');
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // The next one, then.
    }
  }
  return raw;
}
