import type { Calendars } from "../calendar/index.ts";
import type { Context } from "../context.ts";
import type { Organisation } from "../org/index.ts";

/** What deadlines of cases are counted by, and who supervises whom. */
export interface EscalationParts {
  readonly calendars: Pick<Calendars, "read" | "hold">;
  /** Id of the calendar of working days. */
  readonly calendar: string;
  readonly organisation: Organisation;
}

/** Those of a server. */
export const partsOf = ({
  config: { calendar },
  calendars,
  organisation,
}: Pick<Context, "config" | "calendars" | "organisation">): EscalationParts => ({
  calendar,
  calendars,
  organisation,
});
