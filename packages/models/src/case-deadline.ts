import type { Case, Finding } from "@probity/contracts";
import { type EvaluationInput, parseInstant } from "@probity/engine";
import { type DeadlinePlanner, doneBy } from "@probity/engine/features";
import { caseCalendar } from "./builtin-calendars.ts";
import { caseHistory, caseProcess } from "./case-features.ts";

/**
 * What has become of the deadlines that a case begins, at the moment that it names (`asOf`): the finding of one that was
 * not met, or undefined where all were, or are still running.
 */
export function caseDeadline(
  one: Case,
  binding: string,
  input: EvaluationInput,
  planner: DeadlinePlanner,
): Finding | undefined {
  const now = one.asOf === undefined ? undefined : parseInstant(one.asOf)?.ms;
  if (now === undefined) return undefined;
  const subject = one.subject ?? caseProcess;
  const events = [
    ...caseHistory(one),
    ...(one.later === undefined ? [] : caseHistory({ history: one.later })),
  ]
    .filter((event) => event.subject === subject)
    .map((event) => ({
      ...event,
      at: parseInstant(event.time)?.ms ?? Number.POSITIVE_INFINITY,
      keys: planner.meets(binding, event),
    }))
    .filter(({ at }) => at <= now);
  for (const started of planner.started(input, caseCalendar())) {
    if (started.binding !== binding) continue;
    const done = doneBy(started, events);
    if (done === undefined ? started.due >= now : done.at <= started.due) continue;
    return planner.finding(binding, input, {
      ...started,
      state: done === undefined ? "absent" : "late",
      startId: "case",
      awaited: planner.bindings.get(binding) ?? [],
      doneAt: done?.at,
      doneId: done?.id,
      tellAt: now,
    });
  }
  return undefined;
}
