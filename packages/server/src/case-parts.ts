import type { FastifyBaseLogger } from "fastify";
import type { Calendars } from "./calendar/index.ts";
import {
  type CaseHooks,
  type CaseKeeper,
  createCaseKeeper,
  returnTimeBy,
  watchPauses,
} from "./cases/index.ts";
import type { ServerConfig } from "./config/index.ts";
import { labelFromCase } from "./evaluate/index.ts";
import type { Context } from "./context.ts";
import type { TypeRegistry } from "./types/index.ts";
import type { Repeated } from "./watch/index.ts";

/** What puts alerts into cases. */
export const caseKeeperOf = (
  { caseOpenLevel: openLevel = 2 }: ServerConfig,
  types: TypeRegistry,
): CaseKeeper => createCaseKeeper({ openLevel, find: (source, type) => types.find(source, type) });

/** What other parts bring to cases: whoever keeps measures, or follows the steps of cases, is named here. */
export const caseHooksOf = ({ calendar }: ServerConfig, calendars: Calendars): CaseHooks => ({
  measures: [],
  moved: [labelFromCase],
  returnUntil: returnTimeBy(calendars, calendar),
});

/** What works on cases by itself. */
export const startCaseWork = (context: Context, log: FastifyBaseLogger, everyMs: number): Repeated =>
  watchPauses({
    ...context,
    everyMs,
    onLogged: () => context.scorer.wake(),
    onError: (err) => log.error({ err }, "ending pauses of cases failed and is tried again"),
  });
