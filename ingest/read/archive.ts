/** What is inside a .zip (and so inside a .docx): names first, each member unpacked only when it is asked for. */
import zlib from 'node:zlib';
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import { ReportError } from '../errors.ts';
import { endingOf } from './format.ts';

/** What an archive may hold: more is refused before it is unpacked. */
const MAX_MEMBERS = 2000;
const MAX_BYTES = 500 * 2 ** 20;
/** One member; a collection of 29 reports has 1.5 MB of text, scanned pages are not read anyway. */
const MAX_MEMBER_BYTES = 100 * 2 ** 20;
/** A member that grows more than this is a bomb; Chinese text packs to a third, the XML of Office files to a fiftieth. */
const MAX_RATIO = 200;
/** Below this a ratio says nothing: a blank page packs well. */
const RATIO_FROM_BYTES = 2 ** 20;

export interface Member {
  /** With `/` between folders. */
  name: string;
  /** Bytes when unpacked, as the archive says. */
  size: number;
  /** Unpacks it. Throws ReportError `encrypted`, `too-large`, `damaged`, `unsupported-format`. */
  bytes(): Promise<Uint8Array>;
}

/**
 * The files inside a .zip, in the order of the archive, without folders. Names without the UTF-8 flag are read as GBK
 * where they are no UTF-8.
 * @throws ReportError `damaged`, `too-large`, `unsafe-name`.
 */
export async function membersOf(bytes: Uint8Array, path: string): Promise<Member[]> {
  const members: Member[] = [];
  let total = 0;
  try {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const archive = await fromBufferPromise(buffer, { decodeStrings: false });
    // The library counts what it finds against what the archive says; the limit is on either.
    if (archive.entryCount > MAX_MEMBERS) throw tooLarge(path, `at most ${MAX_MEMBERS} files inside`);
    for await (const entry of archive.eachEntry()) {
      const name = checkedName(entry, path);
      if (name.endsWith('/')) continue;
      total += entry.uncompressedSize;
      if (total > MAX_BYTES) throw tooLarge(path, `at most ${MAX_BYTES / 2 ** 20} MB unpacked`);
      members.push({ name, size: entry.uncompressedSize, bytes: () => unpack(archive, entry, `${path}: ${name}`) });
    }
  } catch (cause) {
    throw cause instanceof ReportError ? cause : damaged(path, cause);
  }
  return members;
}

async function unpack(archive: ZipFile, entry: Entry, path: string): Promise<Uint8Array> {
  const { compressedSize, uncompressedSize } = entry;
  if (entry.isEncrypted()) throw locked(path);
  if (isLink(entry)) {
    throw new ReportError('unsupported-format', `${path}: expected a file, found a link to one`, {
      hint: 'Pack the file itself.',
      status: 415,
    });
  }
  if (uncompressedSize > MAX_MEMBER_BYTES) throw tooLarge(path, `at most ${MAX_MEMBER_BYTES / 2 ** 20} MB unpacked`);
  if (uncompressedSize > RATIO_FROM_BYTES && uncompressedSize > compressedSize * MAX_RATIO)
    throw tooLarge(path, `a file that grows at most ${MAX_RATIO} times when unpacked`);
  const chunks: Buffer[] = [];
  try {
    // It fails where there are more or fewer bytes than the archive says, so that nothing can grow beyond.
    for await (const chunk of await archive.openReadStreamPromise(entry)) chunks.push(chunk as Buffer);
  } catch (cause) {
    throw damaged(path, cause);
  }
  const content = Buffer.concat(chunks);
  if (typeof zlib.crc32 === 'function' && zlib.crc32(content) !== entry.crc32)
    throw damaged(path, new Error('its checksum is another'));
  return content;
}

/** A symbolic link, as programs of Unix pack it: the type of file stands in the upper half of the attributes. */
function isLink({ externalFileAttributes }: Entry): boolean {
  return ((externalFileAttributes >>> 16) & 0o170000) === 0o120000;
}

function checkedName(entry: Entry, path: string): string {
  const name = nameOf(entry).replaceAll('\\', '/');
  if (name.startsWith('/') || /^[a-z]:/i.test(name) || name.split('/').includes('..') || name.includes('\0')) {
    throw new ReportError(
      'unsafe-name',
      `${path}: expected names that stay inside the archive, found ${JSON.stringify(name)}`,
      {
        hint: 'Pack the files again with plain names.',
        status: 422,
      },
    );
  }
  return name;
}

/** Says that a name is UTF-8 (APPNOTE.TXT 4.4.4, bit 11); many packers write UTF-8 or GBK without it. */
const UTF8_FLAG = 0x800;
/** Info-ZIP's extra field with the name in UTF-8, behind a version and a checksum of the plain name (4.6.9). */
const UNICODE_NAME = 0x7075;

function nameOf({ fileNameRaw, extraFields, generalPurposeBitFlag }: Entry): string {
  const extra = extraFields.find(({ id }) => id === UNICODE_NAME)?.data;
  const candidates: [Uint8Array, string][] = [[fileNameRaw, 'utf-8']];
  if (extra && extra.length > 5) candidates.unshift([extra.subarray(5), 'utf-8']);
  if (!(generalPurposeBitFlag & UTF8_FLAG)) candidates.push([fileNameRaw, 'gb18030'], [fileNameRaw, 'big5']);
  for (const [bytes, encoding] of candidates) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // The next one, then.
    }
  }
  return fileNameRaw.toString('latin1');
}

function tooLarge(path: string, expected: string): ReportError {
  return new ReportError('too-large', `${path}: expected ${expected}, found more`, {
    hint: 'Unpack it and put only the reports into the folder.',
    status: 413,
  });
}

function locked(path: string): ReportError {
  return new ReportError('encrypted', `${path}: expected a file that can be read, found one locked by a password`, {
    hint: 'Unpack the archive with its password and put the files into the folder.',
    status: 422,
  });
}

function damaged(path: string, cause: unknown): ReportError {
  if (/encrypt/.test((cause as Error).message)) return locked(path);
  return new ReportError(
    'damaged',
    `${path}: expected a whole .${endingOf(path) || 'zip'}, found one that cannot be unpacked (${(cause as Error).message})`,
    { hint: 'Fetch it again.', status: 422, cause },
  );
}
