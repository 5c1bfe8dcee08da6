import type { Aggregate } from "@probity/engine/features";
import type { Transaction } from "../../store/index.ts";
import type { Run } from "../definitions.ts";
import type { HoldName, WindowHold } from "../holds.ts";
import { type Cell, type CellKind, noPosition } from "../window-cells.ts";
import { noteChanges, type WindowChanges } from "./changes.ts";
import { KeyCache } from "./key-cache.ts";
import { type AskedKey, loadKeys } from "./load-keys.ts";
import { PlaceKeeper } from "./place-keeper.ts";
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
  load(run: Run, names: readonly AskedKey[]): Promise<void>;
  /** Reads what the scorer asked the database for again and again; to be called between its transactions. */
  loadWanted(run: Run): Promise<void>;
  /** Moves whenever everything is forgotten: what was read before is not to be proved by {@link places} from then on. */
  readonly generation: number;
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
  missed(name: AskedKey): void;
  /** It is over. When nobody knows how it ended, what is in memory is forgotten. */
  ended(outcome: "committed" | "undone"): void;
}

/** Members in memory over all keys, about 33 bytes each, and room for as many more. */
const defaultSize = 4_000_000;
/** How often it is looked whether there are too many, in keys and holds that were added. */
const trimEvery = 1_000;

/** Makes an empty one. */
export const createMirror = (mostMembers: number = defaultSize): Mirror => new KeysInMemory(mostMembers);

class KeysInMemory implements Mirror {
  readonly #keys: KeyCache;
  readonly #wanted = createWanted();
  readonly #place = new PlaceKeeper(() => this.#keys.clear());
  /** What was committed while keys were being read. */
  readonly #loads = new Set<WindowChanges[]>();
  /** Of the scorer's open transaction. */
  #staged: WindowChanges | undefined;
  #added = 0;

  constructor(mostMembers: number) {
    this.#keys = new KeyCache(mostMembers);
  }

  read(kind: CellKind, definition: number, cell: Cell): Aggregate | undefined {
    const state = this.#keys.get({ definition, key: cell.key });
    const at = this.#place.current;
    if (state === undefined || at === undefined) return undefined;
    // A draft comes after what is committed, and not after what is in memory for the scorer alone.
    const position = cell.position === noPosition ? at.position + 0.5 : cell.position;
    return state.read(kind, position === cell.position ? cell : { ...cell, position });
  }

  async load(run: Run, names: readonly AskedKey[]): Promise<void> {
    const missing = this.#keys.missing(names);
    if (missing.length > 0) return await this.#load(run, missing);
    const { generation, current } = this.#place;
    if (current === undefined) this.#place.start(await readPlace(run), generation);
  }

  async loadWanted(run: Run): Promise<void> {
    const wanted = this.#wanted.take();
    if (wanted.length > 0) await this.load(run, wanted);
  }

  get generation(): number {
    return this.#place.generation;
  }

  async #load(run: Run, missing: readonly AskedKey[]): Promise<void> {
    const missed: WindowChanges[] = [];
    this.#loads.add(missed);
    try {
      const { generation } = this.#place;
      const found = await loadKeys(run, missing);
      if (!(await this.#place.reached(found.place, generation))) return;
      for (const [at, name] of missing.entries()) this.#keys.add(name, found.states[at] ?? null);
      for (const changes of missed) this.#keys.apply(changes);
      if (this.#staged !== undefined) this.#keys.stage(this.#staged);
      this.#grew(missing.length);
    } finally {
      this.#loads.delete(missed);
    }
  }

  places(): WindowsPlaces | undefined {
    return this.#place.places();
  }

  open(holds: readonly WindowHold[]): void {
    for (const hold of holds) this.#keys.open(hold);
    this.#grew(holds.length);
  }

  close(holds: readonly HoldName[]): void {
    for (const hold of holds) this.#keys.close(hold);
  }

  follow(transaction: Transaction, from: WindowsPlace): FollowedScore {
    const place = this.#place;
    const changes = noteChanges(transaction);
    if (!place.isAt(from)) place.clear();
    place.start(from, place.generation);
    let to = from.position;
    return {
      get isCurrent() {
        return place.isAt(from);
      },
      wrote: () => {
        this.#staged = changes;
        this.#keys.stage(changes);
      },
      willReach: (position) => {
        to = position;
        place.willReach(position);
      },
      missed: (name) => this.#wanted.note(name),
      ended: (outcome) => {
        this.#staged = undefined;
        const isUntouched = to === from.position && changes.members.length + changes.gone.length === 0;
        if (outcome === "undone" && !isUntouched) place.clear();
        if (outcome === "committed") this.#committed(from, to, changes);
      },
    };
  }

  #committed(from: WindowsPlace, to: number, changes: WindowChanges): void {
    if (!this.#place.move(from, to)) return;
    this.#keys.apply(changes);
    for (const missed of this.#loads) missed.push(changes);
  }

  clear(): void {
    this.#place.clear();
  }

  #grew(by: number): void {
    this.#added += by;
    if (this.#added < trimEvery) return;
    this.#added = 0;
    this.#keys.trim();
  }
}
