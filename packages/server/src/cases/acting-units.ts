import type { JsonObject } from "@probity/contracts";
import { passedType } from "../deadlines/index.ts";
import { readEvent } from "../features/index.ts";
import { array, column } from "../log/index.ts";
import { isPlain } from "../plain-text.ts";
import type { LogEvent } from "../score/index.ts";
import type { Statement, Transaction } from "../store/index.ts";

const begun: Statement = {
  name: "case-events-begun",
  text: `select l.position, e.source, e.id, e.type, e.subject, e.time, e.body from log l join event e on e.key = l.event
    join unnest(${array(1, "text")}, ${array(2, "text")}) as n(source, id) on e.source = n.source and e.id = n.id`,
};

/**
 * The unit in which somebody acted in each event, by position; without those that name none. Nobody acts when a deadline
 * passes: the unit that acted in the event that began it owes the step.
 */
export async function actingUnits(
  transaction: Pick<Transaction, "run">,
  events: readonly LogEvent[],
): Promise<ReadonlyMap<number, string>> {
  const units = new Map<number, string>();
  const passed: { readonly position: number; readonly source: string; readonly id: string }[] = [];
  for (const event of events) {
    const data = readEvent(event)?.data;
    const start = event.type === passedType ? textIn(data, "deadline", "startEventId") : undefined;
    if (start !== undefined) passed.push({ position: event.position, source: event.source, id: start });
    else keep(units, event.position, data);
  }
  if (passed.length === 0) return units;
  const rows = await transaction.run<LogEvent>(begun, [
    column(passed, ({ source }) => source),
    column(passed, ({ id }) => id),
  ]);
  for (const { position, source, id } of passed) {
    const row = rows.find((one) => one.source === source && one.id === id);
    if (row !== undefined) keep(units, position, readEvent(row)?.data);
  }
  return units;
}

function keep(units: Map<number, string>, position: number, data: JsonObject | undefined): void {
  const unit = textIn(data, "actor", "unitId");
  if (unit !== undefined && unit !== "" && unit.length <= 200 && isPlain(unit)) units.set(position, unit);
}

function textIn(data: JsonObject | undefined, part: string, name: string): string | undefined {
  const inner = data?.[part];
  const value: unknown = typeof inner === "object" && inner !== null ? Reflect.get(inner, name) : undefined;
  return typeof value === "string" ? value : undefined;
}
