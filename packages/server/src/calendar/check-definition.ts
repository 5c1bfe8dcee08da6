import { ProbityError } from "@probity/contracts";
import { compileCalendar } from "@probity/engine/calendar";
import type { Transaction } from "../store/index.ts";
import { effectiveCalendar } from "./effective.ts";
import { type Definition, mostParents, readChain } from "./stored-calendar.ts";

const bad = (message: string): ProbityError => new ProbityError("PROBITY_E_CALENDAR", message);

/** Throws `PROBITY_E_CALENDAR` for what cannot be counted by: no such zone or time, an unknown parent, or itself among them. */
export async function checkDefinition(
  { db }: Transaction,
  id: string,
  definition: Definition,
): Promise<void> {
  const { parent, timeZone, workingTime } = definition;
  if (parent === null && timeZone === null) throw bad(`${id} needs a time zone, or a parent that has one`);
  const parents = parent === null ? [] : await parentsOf(db, id, parent);
  if (parents.length > mostParents) throw bad(`${id} is made from more than ${mostParents} calendars`);
  const self = { id, version: 0, changedAt: "", changedBy: "", days: [], years: [], ...definition };
  compileCalendar(effectiveCalendar([self, ...parents]));
  for (const [index, { from }] of (workingTime ?? []).entries())
    if (index > 0 && from < (workingTime?.[index - 1]?.to ?? ""))
      throw bad(`${id}: working times overlap or are not in order`);
}

async function parentsOf(db: Transaction["db"], id: string, parent: string): ReturnType<typeof readChain> {
  const chain = await readChain(db, parent).catch((cause: unknown) => {
    if (cause instanceof ProbityError && cause.code === "PROBITY_E_NOT_FOUND")
      throw bad(`${id}: its parent ${parent} is not known`);
    throw cause;
  });
  if (chain.some((one) => one.id === id)) throw bad(`${id} would be made from itself`);
  return chain;
}
