import type { EventType } from "@probity/contracts";
import type { Store } from "../store/index.ts";
import { builtinTypes, type KnownType, registeredType } from "./known-type.ts";

/** The event types that each source may send. */
export interface TypeRegistry {
  /** Call before {@link find} with what a request needs; asks the database about names it does not know. */
  prepare(source: string, types: readonly string[]): Promise<void>;
  /** Built-in, then of every source, then of this source. */
  find(source: string, type: string): KnownType | undefined;
  /** Everything that `source` may send; with '' only what every source may send. */
  list(source: string): readonly KnownType[];
  /** The built-in and all registered types of all owners. */
  all(): readonly KnownType[];
  /** Reads all registered types again. */
  reload(): Promise<void>;
}

/** Another server's registration is seen after at most this long; an unknown name is looked up at most this often. */
const reloadMs = 10_000;
const missMs = 500;

const slot = (owner: string, type: string): string => `${owner}\n${type}`;

/** Reads the registered types and keeps them compiled. */
export async function createTypeRegistry(store: Store, clock: () => number): Promise<TypeRegistry> {
  let types: ReadonlyMap<string, KnownType> = new Map();
  let readAt = Number.NEGATIVE_INFINITY;

  const reload = async (): Promise<void> => {
    readAt = clock();
    const rows = await store.db
      .selectFrom("event_type")
      .select(["owner", "definition"])
      .orderBy("created_at")
      .execute();
    const next = new Map<string, KnownType>();
    for (const { owner, definition } of rows) {
      // Stored by this server after validation; the newest version of a name wins.
      const known = JSON.parse(definition) as EventType;
      next.set(slot(owner, known.type), reuse(types, owner, known));
    }
    types = next;
  };
  const find = (source: string, type: string): KnownType | undefined =>
    builtinTypes.get(type) ?? types.get(slot("", type)) ?? types.get(slot(source, type));

  await reload();
  return {
    reload,
    find,
    all: () => [...builtinTypes.values(), ...types.values()],
    prepare: async (source, wanted) => {
      const age = clock() - readAt;
      const missing = wanted.some((type) => find(source, type) === undefined);
      const own = wanted.some((type) => !builtinTypes.has(type));
      if ((missing && age >= missMs) || (own && age >= reloadMs)) await reload();
    },
    list: (source) => [
      ...builtinTypes.values(),
      // One of each name, as `find` gives it: two would leave open which of them rules are checked against.
      ...[...types.values()].filter(
        (known) =>
          (known.owner === "" || known.owner === source) && find(source, known.definition.type) === known,
      ),
    ],
  };
}

/** Compiling is slow; an unchanged definition keeps its compiled form. */
function reuse(types: ReadonlyMap<string, KnownType>, owner: string, definition: EventType): KnownType {
  const old = types.get(slot(owner, definition.type));
  const unchanged = old !== undefined && JSON.stringify(old.definition) === JSON.stringify(definition);
  return unchanged ? old : registeredType(owner, definition);
}
