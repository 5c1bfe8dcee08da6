import type { JsonObject } from "@probity/contracts";
import type { Granted } from "../access/index.ts";
import { type ReadParts, seeCase, type Viewer } from "../cases/index.ts";
import { type ListedClock, listClocks } from "./list.ts";

/** What happened to the deadlines of a case. */
interface Happened {
  readonly n: number;
  readonly track: string | null;
  readonly action: string;
  readonly at: string;
  readonly by: string | null;
  readonly text: string | null;
  readonly details: JsonObject;
}

/** The open deadlines of a case and everything that was done about them, of the sides that the viewer sees. */
export async function showClocks(
  parts: ReadParts,
  granted: Granted,
  viewer: Viewer,
  id: string,
): Promise<{ readonly clocks: readonly ListedClock[]; readonly steps: readonly Happened[] }> {
  const { sides } = await seeCase(parts, granted, id);
  const { escalations } = await listClocks(parts.store, { case: id, limit: 10 }, viewer, parts.now);
  const rows = await parts.store.db
    .selectFrom("case_step")
    .select(["n", "track", "name", "at", "by_person", "text", "details"])
    .where("case_id", "=", id)
    .where("kind", "=", "escalation")
    .where("track", "in", [...sides])
    .orderBy("n")
    .limit(500)
    .execute();
  return {
    clocks: escalations,
    steps: rows.map(({ name, at, by_person: by, details, ...row }) => ({
      ...row,
      action: name,
      at: at.toISOString(),
      by,
      // Written by addStep.
      details: JSON.parse(details) as JsonObject,
    })),
  };
}
