import type { CellReader } from "../answer.ts";
import type { StoredDefinition } from "../definitions.ts";
import { type Cell, type CellKind, cellKinds, type Cells } from "../window-cells.ts";
import type { AskedKey } from "./load-keys.ts";
import type { FollowedScore, Mirror } from "./mirror.ts";

const known = new WeakMap<readonly StoredDefinition[], ReadonlyMap<string, number>>();

/** Ids of definitions by what cells name. */
function idsOf(definitions: readonly StoredDefinition[]): ReadonlyMap<string, number> {
  const found =
    known.get(definitions) ?? new Map(definitions.map(({ id, hash, scope }) => [`${hash} ${scope}`, id]));
  known.set(definitions, found);
  return found;
}

/**
 * Answers cells of these definitions from memory. In a transaction of the scorer only where memory is what that sees; it is
 * told what is missed.
 */
export function windowReader(
  mirror: Mirror,
  definitions: readonly StoredDefinition[],
  followed?: FollowedScore,
): CellReader | undefined {
  if (followed?.isCurrent === false) return undefined;
  const ids = idsOf(definitions);
  return (kind, cell) => {
    const id = ids.get(`${cell.hash} ${cell.scope}`);
    if (id === undefined) return undefined;
    const found = mirror.read(kind, id, cell);
    if (found === undefined) followed?.missed(askedOf(kind, id, cell));
    return found;
  };
}

/** The keys that cells ask for. */
export function namesOfCells(
  definitions: readonly StoredDefinition[],
  cells: Pick<Cells, "of">,
): readonly AskedKey[] {
  const ids = idsOf(definitions);
  return cellKinds.flatMap((kind) =>
    cells.of(kind).flatMap((cell) => {
      const id = ids.get(`${cell.hash} ${cell.scope}`);
      return id === undefined ? [] : [askedOf(kind, id, cell)];
    }),
  );
}

const askedOf = (kind: CellKind, definition: number, { key, after }: Cell): AskedKey => ({
  definition,
  key,
  after,
  texts: kind !== "sums",
});
