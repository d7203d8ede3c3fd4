/** Vectors kept from run to run, so that the tutorial way costs its minutes only once. Not part of the product. */
import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';

export class VectorCache {
  readonly #database: Database.Database;
  readonly #get: Database.Statement<[Buffer], { vector: Buffer }>;
  readonly #set: Database.Statement<[Buffer, Buffer]>;
  readonly #salt: string;

  /** Opens or makes the file; `salt` names whatever else than the text makes the vector (the model). */
  constructor(path: string, salt: string) {
    mkdirSync(dirname(path), { recursive: true });
    this.#salt = salt;
    this.#database = new Database(path);
    // A lost cache is made again.
    this.#database.pragma('synchronous = off');
    this.#database.exec(
      'CREATE TABLE IF NOT EXISTS vectors (text BLOB PRIMARY KEY, vector BLOB NOT NULL) WITHOUT ROWID',
    );
    this.#get = this.#database.prepare('SELECT vector FROM vectors WHERE text = ?');
    this.#set = this.#database.prepare('INSERT OR REPLACE INTO vectors VALUES (?, ?)');
  }

  get(text: string): Float32Array | undefined {
    const row = this.#get.get(this.#key(text));
    // Copied: the buffer may start where a Float32Array cannot.
    return row && new Float32Array(Uint8Array.from(row.vector).buffer);
  }

  set(text: string, vector: Float32Array): void {
    this.#set.run(this.#key(text), Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength));
  }

  close(): void {
    this.#database.close();
  }

  #key(text: string): Buffer {
    return createHash('sha256').update(this.#salt).update('\n').update(text).digest();
  }
}
