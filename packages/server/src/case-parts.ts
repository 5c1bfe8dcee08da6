import type { FastifyBaseLogger } from "fastify";
import type { Calendars } from "./calendar/index.ts";
import {
  type BulkKinds,
  type CaseHooks,
  type CaseKeeper,
  createCaseKeeper,
  moveOne,
  movesCases,
  type OpenListener,
  returnTimeBy,
  watchBulk,
  watchPauses,
} from "./cases/index.ts";
import {
  type EscalationParts,
  followMoves,
  openClocks,
  reviewCheck,
  unitCalendar,
} from "./escalation/index.ts";
import type { ServerConfig } from "./config/index.ts";
import { labelFromCase } from "./evaluate/index.ts";
import { tellOverdue } from "./letters/index.ts";
import { followCases, remindOwners, unsignedMeasures } from "./rectify/index.ts";
import type { Context } from "./context.ts";
import { proposeRisk } from "./risks/index.ts";
import { watchSupervision } from "./supervise/index.ts";
import {
  assignOne,
  assignsAlerts,
  dismissesAlerts,
  dismissOne,
  joinOne,
  joinsAlerts,
} from "./triage/index.ts";
import type { TypeRegistry } from "./types/index.ts";
import { every, onceADay, type Repeated } from "./watch/index.ts";

/** What puts alerts into cases. */
export const caseKeeperOf = (
  { caseOpenLevel: openLevel = 2 }: ServerConfig,
  types: TypeRegistry,
  escalation: EscalationParts,
): CaseKeeper =>
  createCaseKeeper({
    openLevel,
    find: (source, type) => types.find(source, type),
    opened: [openedIn(escalation)],
  });

const openedIn =
  (escalation: EscalationParts): OpenListener =>
  (transaction, tracks) =>
    openClocks(escalation, transaction, tracks);

/** What other parts bring to cases: whoever keeps measures, or follows the steps of cases, is named here. */
export const caseHooksOf = (
  { timeZone }: ServerConfig,
  calendars: Calendars,
  escalation: EscalationParts,
): CaseHooks => ({
  measures: [unsignedMeasures, reviewCheck],
  opened: [openedIn(escalation)],
  moved: [labelFromCase, proposeRisk, followCases(timeZone), followMoves(escalation)],
  returnUntil: returnTimeBy(calendars, unitCalendar(escalation)),
});

/** How often it is looked whether there are acts on many things to carry on. */
const bulkMs = 1_000;

/** What can be done with many things at once (console decision 8). */
const bulkKinds: BulkKinds = {
  [movesCases]: moveOne,
  [dismissesAlerts]: dismissOne,
  [assignsAlerts]: assignOne,
  [joinsAlerts]: joinOne,
};

/** What works on cases by itself. */
export function startCaseWork(
  context: Context,
  log: FastifyBaseLogger,
  everyMs: number,
): Pick<Repeated, "stop"> {
  const pauses = watchPauses({
    ...context,
    everyMs,
    onLogged: () => context.scorer.wake(),
    onError: (err) => log.error({ err }, "ending pauses of cases failed and is tried again"),
  });
  const supervision = watchSupervision(context, everyMs, (err) =>
    log.error({ err }, "telling auditors failed and is tried again"),
  );
  const { store, clock } = context;
  const { timeZone } = context.config;
  const daily = onceADay({ clock, timeZone }, async (day, now) => {
    await remindOwners(store, day, now);
    await tellOverdue(store, day, now);
  });
  const reminders = every(everyMs, daily, (err) =>
    log.error({ err }, "reminding of due dates failed and is tried again"),
  );
  const bulk = watchBulk({
    ...context,
    bulkKinds,
    everyMs: Math.min(everyMs, bulkMs),
    onActed: async () => {
      await context.durability.rowsChanged?.();
      context.scorer.wake();
    },
    onError: (err) => log.error({ err }, "an act on many things failed and is tried again"),
  });
  return {
    stop: async () => {
      await bulk.stop();
      await pauses.stop();
      await supervision.stop();
      await reminders.stop();
    },
  };
}
