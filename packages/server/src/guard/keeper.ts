import type { CheckpointFile } from "./checkpoint-file.ts";
import type { Report } from "./refusals.ts";

/** Keeps the newest checkpoint of this process in a file, as it grows. */
export interface Keeper {
  /** Keeps it for the last time. */
  close(): Promise<void>;
}

/** Several times a second: what is published in between is known to its receivers only. */
const keepMs = 250;

/** Starts keeping what `newest` gives. */
export function createKeeper(
  file: CheckpointFile,
  newest: () => { readonly size: number; readonly note: string } | undefined,
  report: Report,
): Keeper {
  let kept = -1;
  let keeping: Promise<void> = Promise.resolve();
  const keep = async (): Promise<void> => {
    const signed = newest();
    if (signed === undefined || signed.size <= kept) return;
    try {
      await file.keep(signed.note);
      kept = signed.size;
    } catch (error) {
      report("error", { err: error }, "the last checkpoint could not be kept; tried again");
    }
  };
  const keepNext = (): Promise<void> => (keeping = keeping.then(keep));
  const timer = setInterval(() => void keepNext(), keepMs).unref();
  return {
    close: () => {
      clearInterval(timer);
      return keepNext();
    },
  };
}
