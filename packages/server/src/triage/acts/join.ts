import type { JsonObject } from "@probity/contracts";
import { type BulkKind, demandDispatcher, moveAlerts } from "../../cases/index.ts";

/** Alerts that are put into a case, as the kind of an act. */
export const joinsAlerts = "alert.join";

/** Into which case, and why. */
interface Joining {
  readonly into: string;
  readonly text: string;
}

/** Puts one alert into an open case, out of the one in which it is. */
export const joinOne: BulkKind = async (work, { id }, input, by) => {
  const { into, text } = joiningOf(input);
  const demand = (locked: Parameters<typeof demandDispatcher>[2]): Promise<void> =>
    demandDispatcher(work, by, locked);
  await moveAlerts(work, { alerts: [id], into, by, text, demand });
};

/** Stored by the route that took the act up. */
const joiningOf = (input: JsonObject): Joining => input as unknown as Joining;
