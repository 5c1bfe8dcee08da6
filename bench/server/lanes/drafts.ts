import { actType } from "../history/act-type.ts";
import { createActs, historyEnd } from "../history/acts.ts";
import type { EventContent } from "../../ingest/records.ts";

/** Drafts are judged an hour after the end of the history: what is ingested beside them lies in their windows. */
const draftsAt = historyEnd + 3_600_000;

/** A draft of an act. */
export interface Draft {
  /** As both servers get it. */
  readonly body: string;
  readonly bidders: readonly string[];
  readonly time: string;
}

const draftOf = ({ time, data }: EventContent): Draft => {
  // Made by createActs.
  const { bidders } = data as { readonly bidders: readonly { readonly id: string }[] };
  return {
    body: JSON.stringify({ type: actType.type, time, data }),
    bidders: bidders.map(({ id }) => id),
    time,
  };
};

/** So many drafts, the same on every run, with the skew of the history: hot keys are asked for most. */
export const makeDrafts = (edges: number, count: number): readonly Draft[] => {
  const acts = createActs(3, edges);
  return Array.from({ length: count }, () => draftOf(acts.next(draftsAt)));
};
