import type { Statement, Transaction } from "../store/index.ts";
import type { CalibratedRule } from "./current-calibration.ts";

/** The last label of each alert, and upheld appeals; of a confirmed one its weight, of a partly confirmed one half of it on either side. */
const sums: Statement = {
  name: "evaluate-label-sums",
  text: `select rule, rule_version as version,
      sum(case label when 'confirmed' then weight when 'partly' then weight / 2 else 0 end) as confirmed,
      sum(case label when 'not_confirmed' then weight when 'partly' then weight / 2 else 0 end) as refuted,
      count(*)::int as closed
    from rule_label where $1::text is null or rule = $1
    group by rule, rule_version order by rule collate "C", rule_version collate "C"`,
};

/** What people found out, by rule version: of one rule or of all. */
export const labelSums = (
  transaction: Pick<Transaction, "run">,
  rule: string | null = null,
): Promise<readonly CalibratedRule[]> => transaction.run<CalibratedRule>(sums, [rule]);
