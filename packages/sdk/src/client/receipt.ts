import type { StoredIn } from "../spool/spool.ts";

/** What `emit` returns. Nobody has to await anything of it. */
export interface Receipt {
  /** UUID version 7, the event's id on the wire. */
  readonly id: string;
  /** `disk`: safe against a crash of the process now. `memory`: the disk failed. `nowhere`: dropped, see `on("drop")`. */
  readonly stored: StoredIn;
  /**
   * Resolves when the event is on the disk itself, safe against a power cut as well. Made on first access, and it keeps
   * the process alive until then. Rejects with a coded error when the event is not on a disk.
   */
  readonly durable: Promise<void>;
}

/** A receipt whose promise is made on first access; a class, because an object with a getter costs ten times as much. */
class LazyReceipt implements Receipt {
  readonly id: string;
  readonly stored: StoredIn;
  readonly #make: () => Promise<void>;
  #durable: Promise<void> | undefined;

  constructor(id: string, stored: StoredIn, make: () => Promise<void>) {
    this.id = id;
    this.stored = stored;
    this.#make = make;
  }

  get durable(): Promise<void> {
    this.#durable ??= this.#make();
    return this.#durable;
  }
}

/** What `emit` returns for an event. */
export const createReceipt = (id: string, stored: StoredIn, durable: () => Promise<void>): Receipt =>
  new LazyReceipt(id, stored, durable);
