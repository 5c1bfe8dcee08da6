import { ProbityError } from "@probity/contracts";
import type { Calendars } from "../calendar/index.ts";
import type { Transaction } from "../store/index.ts";
import type { ReturnTime } from "./hooks.ts";

/** Working days within which a unit may return what was assigned to it (section 9). */
const returnDays = 2;

/**
 * The end of the second working day after the day of the assignment, which does not count itself; working days are those of
 * the unit's calendar as it is now (CA-2). Reads in the caller's transaction, which may hold the only connection.
 */
export const returnTimeBy =
  (
    calendars: Pick<Calendars, "read">,
    calendarOf: (transaction: Transaction, unit: string | null) => Promise<string>,
  ): ReturnTime =>
  async (transaction, assignedAt, unit) => {
    const calendar = await calendars.read(transaction, await calendarOf(transaction, unit));
    const end = calendar.addWorkingDays(assignedAt.getTime(), returnDays);
    if (end === undefined)
      throw new ProbityError("PROBITY_E_CALENDAR", `cannot count from ${assignedAt.toISOString()}`);
    return new Date(end.at);
  };
