import type { Finding, JsonObject } from "@probity/contracts";
import { mergeRecord } from "@probity/engine";
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

/**
 * Evaluates one event against its source's bundle and merges it into its record. Never throws: an event that cannot be
 * judged must not stop those behind it (AL-4).
 */
export function scoreEvent(
  event: LogEvent,
  bundle: Pick<ActiveBundle, "evaluator"> | undefined,
  record: JsonObject | null,
): EventScore {
  if (event.body === "") {
    const failure = "the payload was erased before it was scored";
    return { findings: failed(event, bundle, failure), record, failure };
  }
  try {
    // Validated when it was accepted.
    const { data, time } = JSON.parse(event.body) as { readonly data: JsonObject; readonly time: string };
    // The server tells of itself under a source that has no rules; there is nothing that could have been judged.
    if (bundle === undefined && event.source === ownSource) return { findings: [], record };
    if (bundle === undefined)
      return { findings: [], record, failure: "no bundle was released for this source" };
    const { findings } = bundle.evaluator.evaluate({
      type: event.type,
      data,
      record: record ?? undefined,
      time,
    });
    return { findings, record: record === null ? null : mergeRecord(record, data) };
  } catch (error) {
    const failure = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return { findings: failed(event, bundle, failure), record, failure: failure.slice(0, 500) };
  }
}

/** An explicit `indeterminate` for every rule that is bound at this event. */
function failed(
  event: LogEvent,
  bundle: Pick<ActiveBundle, "evaluator"> | undefined,
  detail: string,
): readonly Finding[] {
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
