import { actsFor, type Granted } from "../../access/index.ts";
import type { Context } from "../../context.ts";
import { personOf, type Actor } from "../../people/index.ts";
import { conflictLook } from "../../org/index.ts";
import { hiddenAmong, subjectsOfCases } from "../hidden-subjects.ts";
import { type CaseWork, workOnCases } from "../work.ts";
import type { ReadParts } from "../show-case.ts";
import type { Viewer } from "../visible-sql.ts";

/** The person behind a request, with grants. Cases are for persons: nobody else can be judged for closeness (CA-3). */
export function grantedPerson(actor: Actor): Granted {
  return { id: personOf(actor), grants: actor.grants, oneWith: actor.oneWith };
}

/** Runs one act of a person and lets what follows from its log entry happen at once. */
export async function actAs<T>(
  context: Context,
  actor: Actor,
  act: (work: CaseWork, by: Granted) => Promise<T>,
): Promise<T> {
  const by = grantedPerson(actor);
  const result = await workOnCases(context, (work) => act(work, by));
  context.scorer.wake();
  return result;
}

/** What a request that reads cases works with. */
export async function readParts(
  context: Pick<Context, "store" | "clock" | "organisation" | "links">,
): Promise<ReadParts> {
  const now = context.clock();
  return { store: context.store, look: await conflictLook(context, now), now: new Date(now) };
}

/** The same for lists. */
export async function viewerOf(parts: ReadParts, granted: Granted): Promise<Viewer> {
  return { granted, hidden: hiddenAmong(parts.look, actsFor(granted), await subjectsOfCases(parts.store)) };
}
