import type { Book } from "./book.ts";
import { orgRevision, readBook, type Runs } from "./read-book.ts";

/** The organisation as this process has it in memory. */
export interface Organisation {
  /**
   * The book with everything that was committed before the call, whichever server wrote it; read anew only when its revision
   * moved. Give a transaction to ask within it; not one that itself changes the organisation.
   */
  book(runs?: Runs): Promise<Book>;
}

/** Opens the organisation of a database. */
export function openOrganisation(store: Runs): Organisation {
  let latest: Book | undefined;
  return {
    async book(runs = store) {
      const revision = await orgRevision(runs);
      if (latest?.revision === revision) return latest;
      const read = await readBook(runs);
      // A change that was committed while it was read may be in it in part: then it is used this once and not kept.
      if ((await orgRevision(runs)) === read.revision) latest = read;
      return read;
    },
  };
}
