import type { ProbityError } from "@probity/contracts";
import type { Store } from "../store/index.ts";
import { keepRows } from "./kept-rows.ts";
import type { StateFile } from "./state-file.ts";
import { createTurns, type Turns } from "./turns.ts";
import { unavailable } from "./unavailable.ts";

/** Writes changed rows to the journal, one caller at a time. */
export interface RowKeeper {
  /** Resolves when the rows are on disk as they are now; rejects with `PROBITY_E_JOURNAL_UNAVAILABLE`. */
  keep(): Promise<void>;
  /** Why they could not be written; undefined after a success. */
  readonly problem: ProbityError | undefined;
  /** Takes turns with it in writing to the same file. */
  readonly turn: Turns;
}

/** Makes a keeper of the rows of `store` in `state`. */
export function createRowKeeper(store: Store, state: StateFile): RowKeeper {
  const turn = createTurns();
  let problem: ProbityError | undefined;
  return {
    turn,
    get problem() {
      return problem;
    },
    keep: () =>
      turn(async () => {
        try {
          await keepRows(store, state);
          problem = undefined;
        } catch (cause) {
          problem = unavailable(cause);
          throw problem;
        }
      }),
  };
}
