import type { Granted } from "../../access/index.ts";
import type { Context } from "../../context.ts";
import { personOf, type Actor } from "../../people/index.ts";
import { hiddenSubjects } from "../hidden-subjects.ts";
import type { ReadParts } from "../show-case.ts";
import type { Viewer } from "../visible-sql.ts";

/** The person behind a request, with grants. Cases are for persons: nobody else can be judged for closeness (CA-3). */
export function grantedPerson(actor: Actor): Granted {
  return { id: personOf(actor), grants: actor.grants };
}

/** What a request that reads cases works with. */
export const readParts = async ({ store, links, clock }: Context): Promise<ReadParts> => ({
  store,
  graph: await links.graph(),
  now: new Date(clock()),
});

/** The same for lists. */
export async function viewerOf(parts: ReadParts, granted: Granted): Promise<Viewer> {
  return { granted, hidden: await hiddenSubjects(parts.store, granted.id, parts.graph, parts.now) };
}
