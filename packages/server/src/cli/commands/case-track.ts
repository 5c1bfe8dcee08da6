import { type JsonObject, ProbityError } from "@probity/contracts";
import type { CommandContext } from "../context.ts";
import { listAt, objectAt } from "../json-read.ts";

/** The path of a case. */
export const casePath = (id: string): string => `/console/cases/${encodeURIComponent(id)}`;

/** The track that is meant: the only one, unless it is named. Throws `PROBITY_E_USAGE`. */
export async function trackOf(
  context: CommandContext,
  id: string,
  named: string | undefined,
): Promise<JsonObject> {
  const tracks = listAt(objectAt(await context.ask({ method: "GET", path: casePath(id) })), "tracks");
  const found =
    named === undefined && tracks.length === 1 ? tracks[0] : tracks.find((one) => one["track"] === named);
  if (found !== undefined) return found;
  throw new ProbityError("PROBITY_E_USAGE", "name one of the tracks of this case with --track");
}
