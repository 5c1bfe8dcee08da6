import type { Aggregate } from "@probity/engine/features";
import type { Transaction } from "../../store/index.ts";
import type { Run } from "../definitions.ts";
import type { HoldName, WindowHold } from "../holds.ts";
import { type Cell, type CellKind, noPosition } from "../window-cells.ts";
import { noteChanges, type WindowChanges } from "./changes.ts";
import { KeyCache } from "./key-cache.ts";
import { type KeyName, loadKeys } from "./load-keys.ts";
import { createPlaceKeeper } from "./place-keeper.ts";
import { readPlace, type WindowsPlace, type WindowsPlaces } from "./place.ts";
import { createWanted } from "./wanted.ts";

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
  /** Follows a transaction of the scorer, which has the lock on the place and continues behind it. */
  follow(transaction: Transaction, from: WindowsPlace): FollowedScore;
  /** Forgets everything. */
  clear(): void;
}

/** A transaction of the scorer that the mirror follows. */
export interface FollowedScore {
  /** Whether what is in memory is what the transaction sees, so that it may read it. */
  readonly isCurrent: boolean;
  /** All members of the batch are written: it may read them in memory. Nobody else sees them before the commit. */
  wrote(): void;
  /** Its last statement will put the scorer at this place. */
  willReach(position: number): void;
  /** The database was asked for a key. */
  missed(name: KeyName): void;
  /** It is over. When nobody knows how it ended, what is in memory is forgotten. Keys that are worth to be loaded. */
  ended(outcome: "committed" | "undone"): readonly KeyName[];
}

/** Members in memory over all keys, about 80 bytes each. */
const defaultSize = 1_500_000;
/** How often it is looked whether there are too many, in keys and holds that were added. */
const trimEvery = 1_000;

/** Makes an empty one. */
export function createMirror(mostMembers: number = defaultSize): Mirror {
  const keys = new KeyCache(mostMembers);
  const wanted = createWanted();
  /** What was committed while keys were being read. */
  const loads = new Set<WindowChanges[]>();
  const place = createPlaceKeeper(() => keys.clear());
  /** Of the scorer's open transaction. */
  let staged: WindowChanges | undefined;
  let added = 0;
  const grew = (by: number): void => {
    added += by;
    if (added < trimEvery) return;
    added = 0;
    keys.trim();
  };
  const load = async (run: Run, missing: readonly KeyName[]): Promise<void> => {
    const missed: WindowChanges[] = [];
    loads.add(missed);
    try {
      const { generation } = place;
      const found = await loadKeys(run, missing);
      if (!(await place.reached(found.place, generation))) return;
      for (const [at, name] of missing.entries()) keys.add(name, found.states[at] ?? null);
      for (const changes of missed) keys.apply(changes);
      if (staged !== undefined) keys.stage(staged);
      grew(missing.length);
    } finally {
      loads.delete(missed);
    }
  };
  return {
    clear: () => place.clear(),
    read: (kind, definition, cell) => {
      const state = keys.get({ definition, key: cell.key });
      const at = place.current;
      if (state === undefined || at === undefined) return undefined;
      // A draft comes after what is committed, and not after what is in memory for the scorer alone.
      return state.read(kind, cell.position === noPosition ? { ...cell, position: at.position + 0.5 } : cell);
    },
    places: () => place.places(),
    load: async (run, names) => {
      const missing = keys.missing(names);
      if (missing.length > 0) return await load(run, missing);
      if (place.current === undefined) place.start(await readPlace(run), place.generation);
    },
    open: (holds) => {
      for (const hold of holds) keys.open(hold);
      grew(holds.length);
    },
    close: (holds) => {
      for (const hold of holds) keys.close(hold);
    },
    follow: (transaction, from) => {
      const changes = noteChanges(transaction);
      if (!place.isAt(from)) place.clear();
      place.start(from, place.generation);
      let to = from.position;
      return {
        get isCurrent() {
          return place.isAt(from);
        },
        wrote: () => {
          staged = changes;
          keys.stage(changes);
        },
        willReach: (position) => {
          to = position;
          place.willReach(position);
        },
        missed: (name) => wanted.note(name),
        ended: (outcome) => {
          staged = undefined;
          if (outcome === "undone") {
            if (to !== from.position || changes.members.length + changes.gone.length > 0) place.clear();
            return [];
          }
          if (!place.move(from, to)) return [];
          keys.apply(changes);
          for (const missed of loads) missed.push(changes);
          return wanted.take();
        },
      };
    },
  };
}
