import type { Answer } from "../../api/call.ts";

/** A case as its person sees it. */
export type CaseFile = Answer<"get", "/console/cases/{id}">;
/** One side of it. */
export type CaseTrack = CaseFile["tracks"][number];

/** What each part of a case is given. */
export interface CaseProps {
  readonly file: CaseFile;
  readonly track: CaseTrack;
}
