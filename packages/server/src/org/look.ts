import type { Links } from "../links/index.ts";
import type { ConflictLook } from "./conflicts.ts";
import type { Organisation } from "./organisation.ts";

/** What conflicts of interest are judged by at a moment: the organisation and the relations, as committed before the call. */
export const conflictLook = async (
  { organisation, links }: { readonly organisation: Organisation; readonly links: Pick<Links, "graph"> },
  at: number,
): Promise<ConflictLook> => ({ book: await organisation.book(), graph: await links.graph(), at });
