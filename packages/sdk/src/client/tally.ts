import { emitPlain } from "./emit.ts";
import type { Core } from "./core.ts";
import type { Receipt } from "./receipt.ts";

/** Counts of one day in the business system's own tables; see `Probity.tally`. */
export interface Tally<Name extends string = string> {
  /** The day that was counted, `YYYY-MM-DD`, in the time zone of the server. */
  readonly countDate: string;
  /** Acts of that day by event type. */
  readonly counts: { readonly [type in Name]?: number };
}

/** Emits `source.tally`. */
export const tally = (core: Core, { countDate, counts }: Tally): Receipt => {
  const rows = Object.entries(counts).filter(([, count]) => count !== undefined);
  return emitPlain(core, "source.tally", {
    tally: { countDate, counts: rows.map(([type, businessCount]) => ({ type, businessCount })) },
  });
};
