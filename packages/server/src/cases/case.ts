import type { JsonObject } from "@probity/contracts";
import type { Granted } from "../access/index.ts";
import type { Statement, Store, Transaction } from "../store/index.ts";
import type { CaseState, Track } from "./states.ts";

/** A case as it is stored. */
export interface CaseRow {
  readonly id: string;
  readonly origin: "alert" | "hand" | "clue";
  readonly title: string | null;
  /** Risk level, 1 highest, its own without those that were merged into it. */
  readonly level: number;
  readonly unit: string | null;
  readonly opened_at: Date;
  readonly opened_by: string | null;
  readonly key_source: string | null;
  readonly key_rule: string | null;
  readonly key_group: string | null;
  readonly merged_into: string | null;
  readonly root: string;
  readonly steps: number;
  readonly open: boolean;
  readonly closed_at: Date | null;
}

/** A track of a case as it is stored. */
export interface TrackRow {
  readonly case_id: string;
  readonly track: Track;
  readonly state: CaseState;
  readonly suspended_from: CaseState | null;
  readonly version: number;
  readonly since: Date;
  readonly unit: string | null;
  readonly handler: string | null;
  /** JSON list. */
  readonly verifiers: string;
  readonly assigned_at: Date | null;
  readonly due_at: Date | null;
  readonly returns: number;
  /** JSON of a {@link Proposal}. */
  readonly proposal: string | null;
  /** JSON object. */
  readonly content: string;
}

/** What one person proposed and another one does. */
export interface Proposal {
  readonly step: "dismissal" | "closing";
  readonly by: string;
  readonly at: string;
  readonly input: JsonObject;
}

/** Who acts on cases: a person with grants, or the server itself. */
export type Acting = Granted | "system";

/** A case with its tracks, locked by the transaction. */
export interface LockedCase {
  readonly file: CaseRow;
  readonly tracks: readonly TrackRow[];
  /** With those that were merged into it: the highest of their risk levels. */
  readonly level: number;
}

const lockFile: Statement = {
  name: "case-lock",
  text: "select * from case_file where id = $1 for update",
};

const findTracks: Statement = {
  name: "case-tracks",
  text: "select * from case_track where case_id = $1 order by track",
};

const findLevel: Statement = {
  name: "case-level",
  text: "select min(level)::int as level from case_file where root = $1",
};

/** Locks a case: what happens to its tracks, alerts and timeline happens one after the other. Undefined: there is none. */
export async function lockCase(
  transaction: Pick<Transaction, "run">,
  id: string,
): Promise<LockedCase | undefined> {
  const [file] = await transaction.run<CaseRow>(lockFile, [id]);
  if (file === undefined) return undefined;
  const tracks = await transaction.run<TrackRow>(findTracks, [id]);
  return { file, tracks, level: await effectiveLevel(transaction, file) };
}

/** The highest risk level of a case and of all that was merged into it. */
export async function effectiveLevel(
  run: Pick<Store, "run">,
  { id, level }: Pick<CaseRow, "id" | "level">,
): Promise<number> {
  const [row] = await run.run<{ level: number | null }>(findLevel, [id]);
  return Math.min(level, row?.level ?? level);
}

/** Parsed JSON of a column that this server wrote as an object. */
export const objectOf = (text: string): JsonObject => JSON.parse(text) as JsonObject;

/** Who verifies. */
export const verifiersOf = ({ verifiers }: Pick<TrackRow, "verifiers">): readonly string[] =>
  // Written by moveCase.
  JSON.parse(verifiers) as readonly string[];

/** The open proposal. */
export const proposalOf = ({ proposal }: Pick<TrackRow, "proposal">): Proposal | undefined =>
  // Written by moveCase.
  proposal === null ? undefined : (JSON.parse(proposal) as Proposal);
