import { array, column } from "../log/index.ts";
import type { Statement, Transaction } from "../store/index.ts";
import { type Decision, newDecision, type NotedFinding } from "./decision.ts";
import type { DecisionKey } from "./read-events.ts";

const columns = Object.keys(newDecision("", "")).filter((name) => name !== "source" && name !== "id");

const find: Statement = {
  name: "decisions-find",
  text: `select p.* from precheck p join unnest(${array(1, "text")}, ${array(2, "text")}) as t(source, id)
    on p.source = t.source and p.id = t.id`,
};

const save: Statement = {
  name: "decisions-save",
  text: `insert into precheck (source, id, ${columns.join(", ")})
    select source, id, ${columns.join(", ")} from json_populate_recordset(null::precheck, $1::json)
    on conflict (source, id) do update set ${columns.map((name) => `${name} = excluded.${name}`).join(", ")}`,
};

const saveRules: Statement = {
  name: "decisions-save-rules",
  text: `insert into precheck_rule (source, id, rule, binding, result, action)
    select source, id, rule, binding, result, action from json_populate_recordset(null::precheck_rule, $1::json)
    on conflict do nothing`,
};

/** A row as the database gives it. */
type StoredDecision = Omit<Decision, "opened_at" | "closed_at" | "expires_at" | "held_until"> & {
  readonly opened_at: Date | null;
  readonly closed_at: Date | null;
  readonly expires_at: Date | null;
  readonly held_until: Date | null;
};

const findByAct: Statement = {
  name: "decisions-find-act",
  text: `select p.* from precheck p join unnest(${array(1, "text")}, ${array(2, "text")}) as t(source, act)
    on p.source = t.source and p.act_event = t.act`,
};

const decisionOf = (row: StoredDecision): Decision => ({
  ...row,
  opened_at: row.opened_at?.toISOString() ?? null,
  closed_at: row.closed_at?.toISOString() ?? null,
  expires_at: row.expires_at?.toISOString() ?? null,
  held_until: row.held_until?.toISOString() ?? null,
});

/** The pre-checks of these keys that are known. */
export async function findDecisions(
  transaction: Transaction,
  keys: readonly DecisionKey[],
): Promise<readonly Decision[]> {
  if (keys.length === 0) return [];
  const rows = await transaction.run<StoredDecision>(find, [
    column(keys, ({ source }) => source),
    column(keys, ({ id }) => id),
  ]);
  return rows.map(decisionOf);
}

/** The pre-checks that name these acts; an act's `id` is that of its event. */
export async function findDecisionsOfActs(
  transaction: Transaction,
  acts: readonly { readonly source: string; readonly id: string }[],
): Promise<readonly Decision[]> {
  if (acts.length === 0) return [];
  const rows = await transaction.run<StoredDecision>(findByAct, [
    column(acts, ({ source }) => source),
    column(acts, ({ id }) => id),
  ]);
  return rows.map(decisionOf);
}

/** The pre-checks of a batch: read once, changed in memory, written once. Only the scorer writes them. */
export class Decisions {
  readonly #rows = new Map<string, Decision>();

  static async load(transaction: Transaction, keys: readonly DecisionKey[]): Promise<Decisions> {
    const decisions = new Decisions();
    for (const row of await findDecisions(transaction, keys)) decisions.#rows.set(slot(row), row);
    return decisions;
  }

  /** The row of a pre-check; a new one when nothing was known. */
  of(key: DecisionKey): Decision {
    const row = this.#rows.get(slot(key)) ?? newDecision(key.source, key.id);
    this.#rows.set(slot(key), row);
    return row;
  }

  async save(transaction: Transaction, opened: readonly Decision[]): Promise<void> {
    await transaction.run(save, [JSON.stringify([...this.#rows.values()])]);
    const rules = opened.flatMap(({ source, id, findings }) =>
      notedOf(findings).map(({ rule, result, binding = "", action = null }) => ({
        source,
        id,
        rule,
        binding,
        result,
        action,
      })),
    );
    if (rules.length > 0) await transaction.run(saveRules, [JSON.stringify(rules)]);
  }
}

const slot = ({ source, id }: DecisionKey): string => `${source}\n${id}`;

/** The findings of a row. */
export const notedOf = (findings: string | null): readonly NotedFinding[] =>
  // Written by mergeEvent.
  findings === null ? [] : (JSON.parse(findings) as readonly NotedFinding[]);
