import type { JsonObject } from "@probity/contracts";
import type { ServerEvent } from "../log/index.ts";
import type { CaseState, Track } from "./states.ts";

/** A step of a track, for the log: ids and codes; of texts a hash. */
export interface ToldMove {
  readonly caseId: string;
  readonly track: Track;
  readonly transition: string;
  readonly from: CaseState;
  readonly to: CaseState;
  readonly version: number;
  /** Risk level. */
  readonly level: number;
  readonly by: string | null;
  readonly step: number;
  readonly hash: string;
  readonly reasonCode?: string | undefined;
  readonly unit?: string | undefined;
  readonly handler?: string | undefined;
  /** How often the unit has returned it; the second time it goes up. */
  readonly returns?: number | undefined;
}

const given = (fields: Readonly<Record<string, string | number | undefined>>): JsonObject =>
  Object.fromEntries(
    Object.entries(fields).filter((entry): entry is [string, string | number] => entry[1] !== undefined),
  );

/** `case.state.changed` */
export const movedEvent = (move: ToldMove): ServerEvent => {
  const { caseId, step, hash, by, ...rest } = move;
  return {
    type: "case.state.changed",
    data: { case: { id: caseId, ...given(rest), by: by ?? "system", step, hash } },
  };
};

/** Something else that happened to a case, for the log. */
export interface ToldChange {
  readonly caseId: string;
  readonly change: string;
  readonly by: string | null;
  readonly track?: Track | null | undefined;
  /** What it is about: another case, an alert, a piece of evidence. */
  readonly ref?: string | undefined;
  readonly step?: number | undefined;
  readonly hash?: string | undefined;
}

/** `case.content.changed` */
export const changedEvent = ({ caseId, by, track, ...rest }: ToldChange): ServerEvent => ({
  type: "case.content.changed",
  data: { case: { id: caseId, ...given({ track: track ?? undefined, ...rest }), by: by ?? "system" } },
});
