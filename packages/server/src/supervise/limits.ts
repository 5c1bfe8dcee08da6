import type { Calendars } from "../calendar/index.ts";
import type { ServerConfig } from "../config/index.ts";
import type { SupervisionLimits } from "../score/index.ts";

/** How much of those who supervise is too much within an hour, and when they work (catalogue 17). */
export const supervisionLimits = (
  { readsPerHour = 50, watchOffHours = false, calendar }: ServerConfig,
  calendars: Pick<Calendars, "read">,
): SupervisionLimits => ({
  isOffHours: async (transaction, at) =>
    watchOffHours && !(await calendars.read(transaction, calendar)).isWorkingTime(at.getTime()),
  reads: readsPerHour,
  // An account waits longer after each one from the fifth on: this is somebody who goes on after that.
  failures: 6,
  endings: 20,
});
