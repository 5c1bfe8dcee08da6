import type { Need, WindowNeed } from "@probity/engine/features";
import { definitionHash, everySource } from "./definitions.ts";
import { columnsOf } from "./members.ts";
import { keyId } from "./member-text.ts";
import type { FeatureRequest } from "./request.ts";

/** Which statement computes a function: the last two read more of each member. */
export const cellKinds = ["sums", "distinct", "last"] as const;

/** One of {@link cellKinds}. */
export type CellKind = (typeof cellKinds)[number];

/** A row that counts beside the stored ones. */
interface ExtraRow {
  readonly at: number;
  readonly n?: string | undefined;
  readonly t?: string | undefined;
  readonly u?: string | undefined;
  readonly gap: boolean;
}

/** One key of one window at one moment, as the statements take it. */
export interface Cell {
  readonly i: number;
  readonly hash: string;
  readonly scope: string;
  readonly key: string;
  readonly after: number;
  readonly until: number;
  readonly position: number;
  /** RFC 3339; null: holds do not count. */
  readonly now: string | null;
  /** Whose decisions {@link without} names. */
  readonly source: string | null;
  readonly without: readonly string[];
  readonly extra: readonly ExtraRow[] | null;
}

/** A draft comes after everything. */
export const noPosition: number = Number.MAX_SAFE_INTEGER;

const kinds: { readonly [fn: string]: CellKind } = { distinct: "distinct", last: "last" };

/** Collects what is asked of windows; the same question is asked once. */
export class Cells {
  readonly #byKind = new Map<CellKind, Cell[]>();
  readonly #known = new Map<string, number>();
  #next = 0;

  /** The places of the answers to a need, one for each of its keys. */
  add(need: WindowNeed, request: FeatureRequest): readonly number[] {
    const kind = kinds[need.fn] ?? "sums";
    const hash = hashOf(need.definition);
    const scope = need.from === "all" ? everySource : request.source;
    const { after, until } = need.span;
    const { position = noPosition, holds } = request;
    const now = holds?.now.toISOString() ?? null;
    const without = holds?.except ?? [];
    const source = without.length === 0 ? null : request.source;
    const held = now === null ? "" : JSON.stringify([now, source, without]);
    return need.keys.map(({ key: name }) => {
      const key = keyId(name);
      const extra = ownRows(need, request.at, name);
      const cell = { hash, scope, key, after, until, position, now, source, without, extra };
      return this.#place(kind, cell, held);
    });
  }

  of(kind: CellKind): readonly Cell[] {
    return this.#byKind.get(kind) ?? [];
  }

  #place(kind: CellKind, cell: Omit<Cell, "i">, held: string): number {
    const { hash, scope, key, after, until, position, extra } = cell;
    const rows = extra === null ? "" : JSON.stringify(extra);
    const name = `${kind} ${hash} ${key} ${after} ${until} ${position} ${rows} ${held} ${scope}`;
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const i = this.#next++;
    this.#known.set(name, i);
    const list = this.#byKind.get(kind) ?? [];
    this.#byKind.set(kind, list);
    list.push({ ...cell, i });
    return i;
  }
}

/** What the event itself adds to a key. */
function ownRows({ own }: WindowNeed, at: number, name: string): readonly ExtraRow[] | null {
  const rows = own.filter((member) => member.key === name).map((member) => ({ at, ...columnsOf(member) }));
  return rows.length === 0 ? null : rows;
}

const hashes = new Map<string, string>();

/** Texts of definitions are long and few. */
export function hashOf(text: string): string {
  const known = hashes.get(text);
  if (known !== undefined) return known;
  if (hashes.size > 5_000) hashes.clear();
  const hash = definitionHash(text);
  hashes.set(text, hash);
  return hash;
}

/** The needs of all requests that are about windows. */
export const isWindow = (need: Need): need is WindowNeed => need.kind === "window";
