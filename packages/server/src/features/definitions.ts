import { compileMembers, type Extract, type WindowDefinition } from "@probity/engine/features";
import { re2 } from "@probity/engine/re2";
import { sha256Hex } from "../sha256.ts";
import type { Statement, Store } from "../store/index.ts";

/** Where statements run: in a transaction or outside of any. */
export type Run = Pick<Store, "run">;

/** The scope of windows over the events of all sources. */
export const everySource = "*";

/** A definition that members are kept of. */
export interface StoredDefinition {
  readonly id: number;
  readonly hash: string;
  /** Id of the source whose events count, or {@link everySource}. */
  readonly scope: string;
  /** Event types that can be members. */
  readonly types: ReadonlySet<string>;
  readonly extract: Extract;
  /** The fill makes the members up to it, the scorer those behind it. */
  readonly fromPosition: number;
  readonly filledTo: number;
}

interface Row {
  readonly id: number;
  readonly hash: string;
  readonly scope: string;
  readonly from_position: number;
  readonly filled_to: number;
}

const list: Statement = {
  name: "windows-list",
  text: "select id, hash, scope, from_position, filled_to from window_definition where state <> 'dropped' order by id",
};

const textOf: Statement = {
  name: "windows-text",
  text: "select id, definition from window_definition where id = any($1::int[])",
};

interface Compiled {
  readonly types: ReadonlySet<string>;
  readonly extract: Extract;
}

/** Compiled definitions kept in memory. */
const cacheLimit = 2_000;

/** Reads which definitions there are. */
export interface Definitions {
  /** All that the scorer makes members of, as they are in the database now. */
  list(run: Run): Promise<readonly StoredDefinition[]>;
}

/** How a definition is known in the database. */
export const definitionHash = (text: string): string => sha256Hex(text);

/** Makes the reader; it compiles each definition once. */
export function createDefinitions(): Definitions {
  // By id: the text of an id never changes.
  const known = new Map<number, Compiled>();
  return {
    list: async (run) => {
      const rows = await run.run<Row>(list, []);
      if (rows.length === 0) return [];
      if (known.size > cacheLimit) known.clear();
      const fresh = rows.filter(({ id }) => !known.has(id)).map(({ id }) => id);
      if (fresh.length > 0) {
        for (const { id, definition } of await run.run<{ id: number; definition: string }>(textOf, [fresh]))
          known.set(id, compiledOf(definition));
      }
      return rows.flatMap((row): readonly StoredDefinition[] => {
        const one = known.get(row.id);
        const { id, hash, scope, from_position: fromPosition, filled_to: filledTo } = row;
        return one === undefined ? [] : [{ ...one, id, hash, scope, fromPosition, filledTo }];
      });
    },
  };
}

/** The members that a stored definition asks for. */
export function compiledOf(text: string): Compiled {
  // Written by register.
  const definition = JSON.parse(text) as WindowDefinition;
  return {
    types: new Set(Object.keys(definition.shapes)),
    extract: compileMembers(definition, { regex: re2 }),
  };
}
