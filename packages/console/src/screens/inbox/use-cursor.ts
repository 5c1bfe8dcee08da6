import { useState } from "react";
import type { Lines } from "./lines.ts";
import { choose, everything, includes, nothing, type Selection, sizeOf } from "./selection.ts";

/** Which line of a list is meant, and which are chosen. */
export interface Cursor {
  readonly active: number;
  readonly selection: Selection;
  readonly setActive: (index: number) => void;
  /** Chooses a line or no longer; with `toHere` all from the last one on. */
  readonly choose: (index: number, toHere: boolean) => void;
  readonly chooseAll: () => void;
  readonly chooseNothing: () => void;
  /** Goes on after what was chosen was dealt with. */
  readonly afterAct: () => void;
  /** Shows the list as it is now, from its top. */
  readonly renew: () => void;
}

/** The line of the cursor, in the list of a moment: in that of another moment it is begun anew. */
interface Meant {
  readonly id: string;
  readonly asOf: number | undefined;
}

/** Where somebody was in each list, for when they come back to it. */
const places = new Map<string, number>();

/** So far a line is looked for: acts on more lines at once leave the cursor where it is. */
const farthest = 200;

/** Where a line stands now, as far as it is loaded. */
function placeOf(id: string | undefined, from: number, lines: Lines): number | undefined {
  for (let way = 1; way <= farthest; way += 1)
    for (const index of [from - way, from + way]) if (index >= 0 && lines.at(index)?.id === id) return index;
  return undefined;
}

/** The cursor of a list; `key` tells lists apart. */
export function useCursor(key: string, lines: Lines): Cursor {
  const total = lines.total ?? 0;
  const [wanted, setWanted] = useState(() => places.get(key) ?? 0);
  const [selection, setSelection] = useState<Selection>(nothing);
  const [anchor, setAnchor] = useState(0);
  const [meant, setMeant] = useState<Meant>();
  const active = Math.max(0, Math.min(wanted, total - 1));
  const meanLine = (index: number): void => {
    const id = lines.at(index)?.id;
    setMeant(id === undefined ? undefined : { id, asOf: lines.asOf });
  };
  const setActive = (index: number): void => {
    places.set(key, index);
    setWanted(index);
    meanLine(index);
  };
  // Lines above go when they are dealt with; whoever looks at one goes on looking at it.
  const here = lines.at(active)?.id;
  if (here !== undefined && (here !== meant?.id || lines.asOf !== meant.asOf)) {
    const place = meant?.asOf === lines.asOf ? placeOf(meant?.id, active, lines) : undefined;
    if (place === undefined || place >= total) meanLine(active);
    else setActive(place);
  }
  return {
    active,
    selection,
    setActive,
    choose: (index, toHere) => {
      const [from, to] = toHere ? [Math.min(anchor, index), Math.max(anchor, index)] : [index, index];
      const line = lines.at(index);
      const ids = Array.from(
        { length: to - from + 1 },
        (_, place) => lines.at(from + place)?.id ?? [],
      ).flat();
      if (line !== undefined) setSelection(choose(selection, ids, toHere || !includes(selection, line.id)));
      setAnchor(index);
      setActive(index);
    },
    chooseAll: () => setSelection(sizeOf(selection, total) === total ? nothing : everything),
    chooseNothing: () => setSelection(nothing),
    afterAct: () => {
      if (sizeOf(selection, total) === 0) setActive(Math.min(active + 1, total - 1));
      setSelection(nothing);
    },
    renew: () => {
      setActive(0);
      setSelection(nothing);
      lines.renew();
    },
  };
}
