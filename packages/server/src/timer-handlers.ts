import { approvalHandlers } from "./approvals/index.ts";
import { calendarHandlers } from "./calendar/index.ts";
import type { Context } from "./context.ts";
import { deadlineHandlers } from "./deadlines/index.ts";
import { holdHandlers } from "./decisions/index.ts";
import { orgHandlers } from "./org/index.ts";
import { clockHandlers, partsOf } from "./escalation/index.ts";
import { exportHandlers } from "./exports/index.ts";
import { reportHandlers } from "./reports/index.ts";
import { riskHandlers } from "./risks/index.ts";
import type { HeardOptions, TimerHandlers } from "./timers/index.ts";

/** What the timers of this server are for. */
export const timerHandlers = (
  context: Pick<Context, "calendars" | "config" | "newId" | "organisation">,
  heard: HeardOptions,
): TimerHandlers =>
  new Map([
    ...holdHandlers(heard),
    ...approvalHandlers(),
    ...deadlineHandlers(heard),
    ...orgHandlers(),
    ...riskHandlers(),
    ...exportHandlers(),
    ...reportHandlers(context),
    ...calendarHandlers(context.calendars),
    ...clockHandlers(partsOf(context)),
  ]);
