import { ProbityError } from "@probity/contracts";
import { builtinCalendars } from "@probity/models";
import type { FastifyBaseLogger } from "fastify";
import type { Context } from "../context.ts";
import { storeCalendars } from "./library.ts";

/** Working days can be counted from here on. Throws `PROBITY_E_CONFIG` where the calendar that is set is not known. */
export async function prepareCalendars(
  context: Context,
  logger: Pick<FastifyBaseLogger, "info">,
): Promise<void> {
  const { calendars, config, guard } = context;
  const changed = await storeCalendars(context, builtinCalendars(), guard.mayLog() === undefined);
  if (changed.length > 0) logger.info({ calendars: changed }, "calendars of working days stored");
  try {
    await calendars.load(config.calendar);
  } catch (cause) {
    if (!(cause instanceof ProbityError)) throw cause;
    const message = `PROBITY_CALENDAR: there is no calendar ${config.calendar}`;
    throw new ProbityError("PROBITY_E_CONFIG", message, { cause });
  }
}
