import type { Target } from "../../acts/target.ts";
import type { ListSearch } from "./inbox.tsx";
import type { Lines } from "./lines.ts";
import { sizeOf } from "./selection.ts";
import type { Cursor } from "./use-cursor.ts";

/** What an act is about: what is chosen, or else the line that is meant. Undefined where there is none. */
export function targetOf(
  search: ListSearch,
  lines: Lines,
  { active, selection }: Pick<Cursor, "active" | "selection">,
): Target | undefined {
  const { sort: _, ...filter } = search;
  if (lines.asOf === undefined) return undefined;
  const base = { filter, asOf: lines.asOf };
  const line = lines.at(active);
  if (sizeOf(selection, lines.total ?? 0) === 0)
    return line === undefined
      ? undefined
      : {
          choice: { ...base, only: [line.id] },
          only: line,
          unit: line.inCharge ?? line.unit,
          covers: (id) => id === line.id,
        };
  if (selection.kind === "some") {
    const { ids } = selection;
    return { choice: { ...base, only: [...ids] }, covers: (id) => ids.has(id) };
  }
  const { except } = selection;
  const key = JSON.stringify(search);
  return {
    choice: { ...base, except: [...except] },
    covers: (id, list) => list === key && !except.has(id),
  };
}
