import { findRuleText } from "../rules/index.ts";
import { findNoticeRule } from "../score/index.ts";
import type { Store } from "../store/index.ts";
import { json } from "./describe.ts";

/** What the rule of an alert is about: point, explanation, legal basis; undefined where its version is not known here. */
export async function aboutOf(
  store: Store,
  { rule, rule_version: version }: { readonly rule: string; readonly rule_version: string },
): Promise<object | undefined> {
  return findNoticeText(rule) ?? (await findRuleText(store, rule, version));
}

/** What a notice rule is about; undefined for a rule of a model. */
function findNoticeText(id: string): object | undefined {
  const rule = findNoticeRule(id);
  return rule === undefined
    ? undefined
    : { model: null, explanation: rule.explanation, basis: [], params: [] };
}

/** A finding of an alert with its event. */
export interface AlertFinding {
  readonly position: number;
  readonly source: string;
  readonly eventId: string;
  readonly type: string;
  readonly time: string;
  readonly finding: unknown;
  /** Of the score of the event, in points; null where it had none. */
  readonly share: number | null;
  /** Null: erased. */
  readonly event: unknown;
  readonly erasedAt: string | null;
}

/** Most findings shown with an alert; the count says how many events there are. */
const findingLimit = 200;

/** What an alert holds: each finding with its event and its share of the event's score. */
export async function findingsOf(store: Store, alert: string): Promise<readonly AlertFinding[]> {
  const rows = await store.db
    .selectFrom("alert_finding as link")
    .innerJoin("finding", (join) =>
      join.onRef("finding.position", "=", "link.position").onRef("finding.binding", "=", "link.binding"),
    )
    .innerJoin("log", "log.position", "link.position")
    .innerJoin("event", "event.key", "log.event")
    .select([
      "link.position",
      "event.id",
      "event.type",
      "event.time",
      "finding.body",
      "finding.share",
      "event.source",
      "event.body as event_body",
      "event.erased_at",
    ])
    .where("link.alert", "=", alert)
    .orderBy("link.position")
    .orderBy("link.binding")
    .limit(findingLimit)
    .execute();
  return rows.map((row) => ({
    position: row.position,
    source: row.source,
    eventId: row.id,
    type: row.type,
    time: row.time.toISOString(),
    finding: json(row.body),
    share: row.share === null ? null : row.share / 10,
    event: row.erased_at === null ? json(row.event_body) : null,
    erasedAt: row.erased_at?.toISOString() ?? null,
  }));
}
