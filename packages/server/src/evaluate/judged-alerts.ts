import type { Statement, Store } from "../store/index.ts";

/** A place in the log at which a rule hit, and what people found out about the alert that holds it. */
export interface JudgedHit {
  readonly position: number;
  readonly alert: string;
  readonly rule: string;
  /** Whether the last label of the alert confirmed it, wholly or partly. */
  readonly isConfirmed: boolean;
}

/** The last label counts; one without weight, as of a duplicate, says nothing about the rule. */
const find: Statement = {
  name: "evaluate-judged-alerts",
  text: `select f.position, a.id as alert, a.rule, l.label <> 'not_confirmed' as "isConfirmed" from alert a
    join lateral (select label, weight from alert_label where alert = a.id order by n desc limit 1) l on l.weight > 0
    join alert_finding f on f.alert = a.id
    where a.source = $1 and a.rule = any($2::text[]) order by f.position, a.id`,
};

/** Hits of these rules at a source whose alerts people judged; as many as their alerts hold. */
export const judgedHits = (
  runs: Pick<Store, "run">,
  source: string,
  rules: readonly string[],
): Promise<readonly JudgedHit[]> => runs.run<JudgedHit>(find, [source, rules]);
