import { offsetOf } from "../import/index.ts";
import type { ReturnTime } from "./hooks.ts";

/** Working days within which a unit may return what was assigned to it (section 9). */
const returnDays = 2;
const dayMs = 86_400_000;

/**
 * The end of the second working day after the day of the assignment, which does not count itself. Working days are Monday to
 * Friday of the time zone.
 */
export const returnTimeIn =
  (zone: string): ReturnTime =>
  (assignedAt) => {
    const dayOf = new Intl.DateTimeFormat("sv-SE", { timeZone: zone });
    let day = new Date(`${dayOf.format(assignedAt)}T00:00:00Z`);
    for (let left = returnDays; left > 0;) {
      day = new Date(day.getTime() + dayMs);
      if (day.getUTCDay() % 6 !== 0) left -= 1;
    }
    const next = new Date(day.getTime() + dayMs).toISOString().slice(0, 10);
    return Promise.resolve(new Date(`${next}T00:00:00${offsetOf(`${next}T00:00:00`, zone)}`));
  };
