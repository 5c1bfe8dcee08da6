import { type EntityKind, type EntityRef, spaceOf } from "./kinds.ts";

/** A row of the table of entities. */
export interface EntityRow {
  readonly id: number;
  readonly space: string;
  /** Null once nothing speaks of it any more. */
  readonly key: string | null;
  readonly kind: EntityKind;
}

/** The entities in memory: their ids by key, and back. */
export class EntityTable {
  readonly #keys: (string | null)[] = [];
  readonly #kinds: EntityKind[] = [];
  readonly #ids = new Map<string, Map<string, number>>();

  /** The largest id. */
  get last(): number {
    return Math.max(0, this.#keys.length - 1);
  }

  /** Adds or changes entities. */
  put(rows: readonly EntityRow[]): void {
    for (const { id, space, key, kind } of rows) {
      const ids = this.#ids.get(space) ?? new Map<string, number>();
      this.#ids.set(space, ids);
      const old = this.#keys[id];
      if (typeof old === "string" && ids.get(old) === id) ids.delete(old);
      this.#keys[id] = key;
      this.#kinds[id] = kind;
      if (key !== null) ids.set(key, id);
    }
  }

  /** The id of an entity; undefined when nothing is known of it. */
  find({ kind, key }: EntityRef): number | undefined {
    return this.#ids.get(spaceOf(kind))?.get(key);
  }

  /** How an entity is named. */
  ref(id: number): EntityRef {
    return { kind: this.#kinds[id] ?? "party", key: this.#keys[id] ?? "" };
  }
}
