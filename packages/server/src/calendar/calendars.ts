import { ProbityError } from "@probity/contracts";
import { compileCalendar, type WorkCalendar } from "@probity/engine/calendar";
import type { Statement, Store, Transaction } from "../store/index.ts";
import { effectiveCalendar } from "./effective.ts";
import type { CalendarFollower } from "./followers.ts";
import { readChain } from "./stored-calendar.ts";

/** The calendars of working days, ready to count with. */
export interface Calendars {
  /** As it is now. Throws `PROBITY_E_NOT_FOUND`. */
  load(id: string): Promise<WorkCalendar>;
  /**
   * As it is now, and nobody changes it before this transaction ends: what is stored with its version is counted again
   * when it changes. To be asked before the transaction locks anything of the log.
   */
  hold(transaction: Transaction, id: string): Promise<WorkCalendar>;
  /** As it is now, in a transaction that does not hold up a change. */
  read(transaction: Transaction, id: string): Promise<WorkCalendar>;
  /** Somebody who stores what was counted, to be asked to count again. To be called before the server starts. */
  follow(follower: CalendarFollower): void;
  /** Those who were given to `follow`, by name. */
  readonly followers: ReadonlyMap<string, CalendarFollower>;
}

const held: Statement = {
  name: "calendar-hold",
  text: "select version from work_calendar where id = $1 for share",
};

/** Makes them; each version is read once. */
export function createCalendars(
  store: Pick<Store, "db">,
  following: readonly CalendarFollower[] = [],
): Calendars {
  const known = new Map<string, WorkCalendar>();
  const followers = new Map(following.map((one) => [one.name, one]));
  const at = async (db: Store["db"], id: string, version: number | undefined): Promise<WorkCalendar> => {
    if (version === undefined) throw new ProbityError("PROBITY_E_NOT_FOUND", `no calendar ${id}`);
    const same = known.get(id);
    if (same?.version === version) return same;
    const made = compileCalendar(effectiveCalendar(await readChain(db, id)), version);
    known.set(id, made);
    return made;
  };
  const read = async (db: Store["db"], id: string): Promise<WorkCalendar> => {
    const row = await db
      .selectFrom("work_calendar")
      .select("version")
      .where("id", "=", id)
      .executeTakeFirst();
    return await at(db, id, row?.version);
  };
  return {
    followers,
    follow: (follower) => void followers.set(follower.name, follower),
    load: async (id) => await read(store.db, id),
    read: async ({ db }, id) => await read(db, id),
    hold: async (transaction, id) => {
      const [row] = await transaction.run<{ readonly version: number }>(held, [id]);
      return await at(transaction.db, id, row?.version);
    },
  };
}
