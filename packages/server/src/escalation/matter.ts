import type { Statement, Transaction } from "../store/index.ts";
import type { ClockRow } from "./clock.ts";

/** A clock with what is known of its track. */
export interface Matter extends ClockRow {
  /** Responsible for it, or where it happened. */
  readonly unit: string | null;
  /** Where it happened. */
  readonly place: string | null;
  readonly handler: string | null;
  readonly returns: number;
  readonly root: string;
  readonly rule: string | null;
}

/** Columns of a {@link Matter}, of `c`, `t` and `f`. */
export const matterColumns =
  "c.*, coalesce(t.unit, f.unit) as unit, f.unit as place, t.handler, t.returns, f.root, f.key_rule as rule";

/** Tables of a {@link Matter}. */
export const matterTables = `case_clock c join case_file f on f.id = c.case_id
  join case_track t on t.case_id = c.case_id and t.track = c.track`;

const findOne: Statement = {
  name: "matter-find",
  text: `select ${matterColumns} from ${matterTables} where c.case_id = $1 and c.track = $2`,
};

/** The clock of a track of a case that the transaction has locked. */
export async function findMatter(
  transaction: Pick<Transaction, "run">,
  id: string,
  track: string,
): Promise<Matter | undefined> {
  return (await transaction.run<Matter>(findOne, [id, track]))[0];
}
