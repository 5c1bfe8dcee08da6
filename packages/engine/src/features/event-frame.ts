import type { Bundle } from "@probity/contracts";
import { compilePrepare, type Prepare } from "../edge/prepare.ts";
import { mergeRecord } from "../json/merge-record.ts";
import type { Frame } from "../ops/frame.ts";
import type { EvaluationInput } from "../types.ts";
import { EvalError } from "../values/eval-error.ts";
import { sharedPrepare } from "./shared-prepare.ts";

/** How the data of one event type, and of the record that it belongs to, become what rules read. */
export interface EventPrepares {
  readonly event: Prepare;
  readonly record: Prepare;
}

/** Those of every type of a bundle. */
export function preparesOf(bundle: Bundle): ReadonlyMap<string, EventPrepares> {
  const { timeZone, defaultCurrency } = bundle;
  const edge = { timeZone, defaultCurrency };
  return new Map(
    Object.entries(bundle.types).map(([type, { shape, record }]): [string, EventPrepares] => {
      const recordShape = record === null ? undefined : bundle.records[record];
      return [
        type,
        { event: sharedPrepare(shape, edge), record: compilePrepare(recordShape ?? shape, edge) },
      ];
    }),
  );
}

const absentRecord = new EvalError("missing", "record", "record is missing");

/** Puts an event into a frame and, where a rule `reads` it, its record with the event merged in. */
export function fillEvent(
  frame: Frame,
  prepares: EventPrepares,
  { data, record }: Pick<EvaluationInput, "data" | "record">,
  reads: boolean,
): void {
  frame.event.value = prepares.event(data);
  frame.record.value =
    record === undefined || !reads ? absentRecord : prepares.record(mergeRecord(record, data));
}
