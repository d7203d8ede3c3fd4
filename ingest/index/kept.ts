/** Decoded objects by id, forgotten all at once when there are too many. */
export class Kept<T, Key = string> {
  readonly #values = new Map<Key, T>();
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get(id: Key, make: () => T | undefined): T | undefined {
    const known = this.#values.get(id);
    if (known !== undefined) return known;
    const made = make();
    if (made === undefined) return undefined;
    if (this.#values.size >= this.#limit) this.#values.clear();
    this.#values.set(id, made);
    return made;
  }

  set(id: Key, value: T): void {
    if (this.#values.size >= this.#limit) this.#values.clear();
    this.#values.set(id, value);
  }
}
