import type { Finding, JsonObject } from "@probity/contracts";
import { type FeatureValues, mergeRecord } from "@probity/engine";
import { ownSource } from "../log/index.ts";
import type { ActiveBundle } from "../rules/index.ts";

/** One event of the log as the scorer reads it. */
export interface LogEvent {
  readonly position: number;
  readonly source: string;
  readonly id: string;
  readonly type: string;
  readonly subject: string | null;
  readonly time: Date;
  /** Empty when the payload was erased (SE-3). */
  readonly body: string;
}

/** What scoring one event gives. */
export interface EventScore {
  /** Every result, hits and others. */
  readonly findings: readonly Finding[];
  /** The record of the process with this event in it; `null` when it has none. */
  readonly record: JsonObject | null;
  /** Why the event could not be scored as a whole; its results are then `indeterminate`. */
  readonly failure?: string | undefined;
}

type Judge = Pick<ActiveBundle, "evaluator">;

/** An event that was read and, if it can be, merged into the record of its process; it is not judged yet. */
export interface PreparedEvent {
  readonly event: LogEvent;
  /** What of it is judged; undefined when it cannot be, see `failure`, or when there is nothing to judge it by. */
  readonly input: { readonly data: JsonObject; readonly time: string } | undefined;
  /** The record of the process before it. */
  readonly before: JsonObject | null;
  /** The same with this event in it. */
  readonly record: JsonObject | null;
  readonly failure?: string | undefined;
}

/** Reads one event and merges it into its record. Never throws: what cannot be read is a failure (AL-4). */
export function prepareEvent(
  event: LogEvent,
  bundle: Judge | undefined,
  before: JsonObject | null,
): PreparedEvent {
  const none = { event, input: undefined, before, record: before };
  if (event.body === "") return { ...none, failure: "the payload was erased before it was scored" };
  try {
    // Validated when it was accepted.
    const { data, time } = JSON.parse(event.body) as { readonly data: JsonObject; readonly time: string };
    // The server tells of itself under a source that has no rules; there is nothing that could have been judged.
    if (bundle === undefined && event.source === ownSource) return none;
    if (bundle === undefined) return { ...none, failure: "no bundle was released for this source" };
    const record = before === null ? null : mergeRecord(before, data);
    return { event, input: { data, time }, before, record };
  } catch (error) {
    return { ...none, failure: failureOf(error) };
  }
}

/**
 * Evaluates a prepared event against its source's bundle. Never throws: an event that cannot be judged must not stop those
 * behind it (AL-4).
 */
export function judgeEvent(
  { event, input, before, record, failure }: PreparedEvent,
  bundle: Judge | undefined,
  features?: ReadonlyMap<string, FeatureValues>,
): EventScore {
  if (failure !== undefined) return { findings: failed(event, bundle, failure), record, failure };
  if (input === undefined || bundle === undefined) return { findings: [], record };
  try {
    const { findings } = bundle.evaluator.evaluate({
      type: event.type,
      data: input.data,
      record: before ?? undefined,
      features,
      time: input.time,
    });
    return { findings, record };
  } catch (error) {
    const reason = failureOf(error);
    return { findings: failed(event, bundle, reason), record, failure: reason };
  }
}

function failureOf(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return text.slice(0, 500);
}

/** An explicit `indeterminate` for every rule that is bound at this event. */
function failed(event: LogEvent, bundle: Judge | undefined, detail: string): readonly Finding[] {
  const content = bundle?.evaluator.bundle;
  if (content === undefined) return [];
  const rules = new Map(content.rules.map((rule) => [rule.id, rule]));
  return content.bindings
    .filter(({ at }) => at.includes(event.type))
    .flatMap(({ id, rule: ruleId, action, disclosure }): readonly Finding[] => {
      const rule = rules.get(ruleId);
      if (rule === undefined) return [];
      const { version, level, class: track, name } = rule;
      const reason = { code: "error", paths: [], detail } as const;
      const result = "indeterminate";
      return [
        {
          rule: ruleId,
          version,
          binding: id,
          result,
          reason,
          level,
          class: track,
          action,
          disclosure,
          name,
          params: {},
        },
      ];
    });
}
