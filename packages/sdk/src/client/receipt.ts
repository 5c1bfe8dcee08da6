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

/** A receipt whose promise is made on first access. */
export const createReceipt = (id: string, stored: StoredIn, durable: () => Promise<void>): Receipt => {
  let promise: Promise<void> | undefined;
  return {
    id,
    stored,
    get durable(): Promise<void> {
      promise ??= durable();
      return promise;
    },
  };
};
