/**
 * Vectors that were made before, by a hash of their model and text: those of the last generation, and those of an ingest that was killed, which
 * stand in an append-only file until its generation is published.
 */
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { dirname } from 'node:path';
import { asDiskError } from '../index/files.ts';
import { HASH_BYTES, hasRow, rowOf, type VectorRows } from '../index/vectors.ts';
import type { ModelProfile } from './profiles.ts';

const CHECK_BYTES = 4;

/** The key of a text's vector: another model, pooling or prefix gives another key. */
export function vectorKey(
  model: { model: string; fingerprint: string; profile?: ModelProfile | undefined },
  text: string,
): Buffer {
  return createHash('sha256').update(JSON.stringify(model)).update('\0').update(text).digest().subarray(0, HASH_BYTES);
}

export class KnownVectors {
  /** A vector, or where it stands. */
  readonly #byKey = new Map<string, Float32Array | { rows: VectorRows; row: number }>();
  readonly #path: string;
  readonly #recordBytes: number;

  /** @param path Where new vectors are appended; what is there already is taken over, a torn end cut off. */
  constructor(path: string, dimensions: number) {
    this.#path = path;
    this.#recordBytes = HASH_BYTES + dimensions * 4 + CHECK_BYTES;
    if (existsSync(path)) this.#readLog();
  }

  /** Takes over the vectors of a generation. */
  addRows(rows: VectorRows): void {
    for (let row = 0; row < rows.count; row++) {
      if (!hasRow(rows, row)) continue;
      this.#byKey.set(nameOf(rows.hashes.subarray(row * HASH_BYTES, (row + 1) * HASH_BYTES)), { rows, row });
    }
  }

  has(key: Buffer): boolean {
    return this.#byKey.has(nameOf(key));
  }

  get(key: Buffer): Float32Array | undefined {
    const known = this.#byKey.get(nameOf(key));
    return known === undefined || known instanceof Float32Array ? known : rowOf(known.rows, known.row);
  }

  /** Keeps new vectors, on the disk too. */
  add(made: { key: Buffer; vector: Float32Array }[]): void {
    const records = made.flatMap(({ key, vector }) => {
      this.#byKey.set(nameOf(key), vector);
      const body = Buffer.concat([key, Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength)]);
      return [body, checkOf(body)];
    });
    try {
      mkdirSync(dirname(this.#path), { recursive: true });
      appendFileSync(this.#path, Buffer.concat(records));
    } catch (error) {
      throw asDiskError(error, this.#path);
    }
  }

  /** The generation that has them all is published. */
  discardLog(): void {
    rmSync(this.#path, { force: true });
  }

  #readLog(): void {
    const bytes = readFileSync(this.#path);
    let end = 0;
    while (end + this.#recordBytes <= bytes.length) {
      const body = bytes.subarray(end, end + this.#recordBytes - CHECK_BYTES);
      if (!checkOf(body).equals(bytes.subarray(end + body.length, end + this.#recordBytes))) break;
      const values = new Uint8Array(body.subarray(HASH_BYTES));
      this.#byKey.set(nameOf(body), new Float32Array(values.buffer));
      end += this.#recordBytes;
    }
    if (end < bytes.length) truncateSync(this.#path, end);
  }
}

function nameOf(key: Buffer): string {
  return key.toString('latin1', 0, HASH_BYTES);
}

function checkOf(body: Buffer): Buffer {
  return createHash('sha1').update(body).digest().subarray(0, CHECK_BYTES);
}
