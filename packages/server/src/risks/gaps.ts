import type { Viewer } from "../cases/index.ts";
import type { Statement, Store } from "../store/index.ts";
import { listRisks } from "./list.ts";

/** What is missing (GEN-DAT-004): no control at grade 1 or 2, or an indicator that has judged nothing in 90 days. */
export interface RiskGap {
  readonly risk: string;
  readonly unit: string;
  readonly grade: number;
  readonly gap: "no_control" | "no_events";
  /** The indicator without events. */
  readonly rule?: string;
}

const judged: Statement = {
  name: "risk-rules-judged",
  text: `select distinct rule from rule_day where rule = any($1::text[]) and hit + clear > 0
    and day >= ($2::timestamptz - interval '90 days')::date`,
};

/** Gaps among the open points that somebody may see; of the first 5,000 of them. */
export async function riskGaps(store: Store, viewer: Viewer, now: Date): Promise<readonly RiskGap[]> {
  const { risks } = await listRisks(store, viewer, { state: "open", limit: 5_000 }, now);
  const rules = risks.flatMap(({ controls }) =>
    controls.flatMap((one) => (one.kind === "rule" ? [one.rule] : [])),
  );
  const rows = await store.run<{ rule: string }>(judged, [[...new Set(rules)], now.toISOString()]);
  const alive = new Set(rows.map(({ rule }) => rule));
  return risks.flatMap(({ id: risk, unit, grade, controls }): readonly RiskGap[] => {
    if (controls.length === 0) return grade < 3 ? [{ risk, unit, grade, gap: "no_control" }] : [];
    return controls.flatMap((one) =>
      one.kind === "rule" && !alive.has(one.rule)
        ? [{ risk, unit, grade, gap: "no_events", rule: one.rule }]
        : [],
    );
  });
}
