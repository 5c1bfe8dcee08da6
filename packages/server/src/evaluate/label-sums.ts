import type { Statement, Transaction } from "../store/index.ts";
import type { CalibratedRule } from "./current-calibration.ts";

/** The last label of each alert; of a confirmed one its weight, of a partly confirmed one half of it on either side. */
const sums: Statement = {
  name: "evaluate-label-sums",
  text: `select rule, rule_version as version,
      sum(case label when 'confirmed' then weight when 'partly' then weight / 2 else 0 end) as confirmed,
      sum(case label when 'not_confirmed' then weight when 'partly' then weight / 2 else 0 end) as refuted,
      count(*)::int as closed
    from alert_label l
    where weight > 0 and n = (select max(n) from alert_label m where m.alert = l.alert)
      and ($1::text is null or rule = $1)
    group by rule, rule_version order by rule collate "C", rule_version collate "C"`,
};

/** What people found out, by rule version: of one rule or of all. */
export const labelSums = (
  transaction: Pick<Transaction, "run">,
  rule: string | null = null,
): Promise<readonly CalibratedRule[]> => transaction.run<CalibratedRule>(sums, [rule]);
