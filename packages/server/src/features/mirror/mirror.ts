import type { Aggregate } from "@probity/engine/features";
import { KeyCache } from "./key-cache.ts";
import type { Transaction } from "../../store/index.ts";
import type { Run } from "../definitions.ts";
import type { HoldName, WindowHold } from "../holds.ts";
import type { Cell, CellKind } from "../window-cells.ts";
import { noteChanges, type WindowChanges } from "./changes.ts";
import type { KeyState } from "./key-state.ts";
import { type KeyName, loadKeys } from "./load-keys.ts";
import { readPlace, type WindowsPlace, type WindowsPlaces } from "./place.ts";

/**
 * The keys of windows that were asked for lately, in memory: members as this server's scorer writes them, and holds as
 * this server opens them. It knows nothing of what others write, so whoever reads it has to make sure that nobody did:
 * {@link Mirror.places} are the places of the log at which what it says holds.
 */
export interface Mirror {
  /** Undefined where only the database can tell. */
  read(kind: CellKind, definition: number, cell: Cell): Aggregate | undefined;
  /** Reads what is not there. */
  load(run: Run, names: readonly KeyName[]): Promise<void>;
  /** The places at which what it says holds; undefined before {@link load}. */
  places(): WindowsPlaces | undefined;
  /** Drafts hold their places from now on; the caller writes it to the database. */
  open(holds: readonly WindowHold[]): void;
  close(holds: readonly HoldName[]): void;
  /** Follows a transaction of the scorer, which continues after `from`. */
  follow(transaction: Transaction, from: number): FollowedScore;
  /** Forgets everything. */
  clear(): void;
}

/** A transaction of the scorer that the mirror follows. */
export interface FollowedScore {
  /** Its last statement will put the scorer at this place. */
  willReach(position: number): void;
  /** It is over. When nobody knows how it ended, what is in memory is forgotten. */
  ended(outcome: "committed" | "undone"): void;
}

/** Members in memory over all keys, about 60 bytes each. */
const defaultSize = 1_500_000;

/** Makes an empty one. */
export function createMirror(mostMembers: number = defaultSize): Mirror {
  const keys = new KeyCache(mostMembers);
  let place: WindowsPlace | undefined;
  let reaching: number | undefined;
  /** What was committed while keys were being read. */
  const loads = new Set<WindowChanges[]>();
  let generation = 0;
  let loaded = 0;
  const trim = (): void => {
    loaded = 0;
    keys.trim();
  };
  const clear = (): void => {
    generation += 1;
    place = undefined;
    reaching = undefined;
    keys.clear();
  };
  const apply = (from: number, to: number, changes: WindowChanges): void => {
    if (place?.position !== from) return clear();
    place = { ...place, position: to };
    keys.apply(changes);
    for (const missed of loads) missed.push(changes);
  };
  return {
    clear,
    read: (kind, definition, cell) => keys.get({ definition, key: cell.key })?.read(kind, cell),
    places: () =>
      place === undefined
        ? undefined
        : {
            positions: reaching === undefined ? [place.position] : [place.position, reaching],
            epoch: place.epoch,
          },
    load: async (run, names) => {
      const missing = keys.missing(names);
      if (missing.length === 0 && place !== undefined) return;
      const missed: WindowChanges[] = [];
      loads.add(missed);
      const began = generation;
      try {
        const found = place ?? (await readPlace(run));
        const states = missing.length === 0 ? [] : await loadKeys(run, missing);
        if (generation !== began) return;
        place ??= found;
        for (const [at, name] of missing.entries()) keys.add(name, states[at] ?? null);
        for (const changes of missed) keys.apply(changes);
        if (missing.length > 0 && (loaded += missing.length) > 500) trim();
      } finally {
        loads.delete(missed);
      }
    },
    open: (holds) => {
      for (const hold of holds) keys.open(hold);
    },
    close: (holds) => {
      for (const hold of holds) keys.close(hold);
    },
    follow: (transaction, from) => {
      const changes = noteChanges(transaction);
      let to = from;
      return {
        willReach: (position) => {
          to = position;
          reaching = position;
        },
        ended: (outcome) => {
          reaching = undefined;
          if (outcome === "committed") apply(from, to, changes);
          else if (to !== from) clear();
        },
      };
    },
  };
}
