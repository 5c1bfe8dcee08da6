import type { Statement, Transaction } from "../store/index.ts";

/** States of a track that have a deadline, in the order of the work. */
export const timedStates = [
  "warned",
  "assigned",
  "verifying",
  "disposing",
  "applying",
  "appraising",
] as const;

/** One of {@link timedStates}. */
export type TimedState = (typeof timedStates)[number];

/** Working days (CA-2): of each state, of each escalation level, and of the warning before a deadline. */
export interface Terms {
  readonly stages: Readonly<Record<TimedState, number>>;
  readonly levelDays: number;
  readonly warnDays: number;
  /** Which days are working days: id of a calendar. Undefined: the server's. */
  readonly calendar?: string;
}

/** Terms as somebody stored them: what they leave out is as before. */
export interface StoredTerms {
  readonly stages?: Partial<Record<TimedState, number>>;
  readonly levelDays?: number;
  readonly warnDays?: number;
  /** Only of a unit. */
  readonly calendar?: string;
}

/** Assign, accept, verify, dispose, apply, appraise (catalogue 9.2, 10). */
export const presetTerms: Terms = {
  stages: { warned: 2, assigned: 2, verifying: 15, disposing: 10, applying: 20, appraising: 10 },
  levelDays: 5,
  warnDays: 5,
};

/** Whether a state of a track has a deadline. */
export const isTimed = (state: string): state is TimedState => timedStates.some((one) => one === state);

/** Working days of a state; half, rounded up, at risk level 1. */
export const daysOf = ({ stages }: Terms, state: TimedState, riskLevel: number): number =>
  riskLevel === 1 ? Math.ceil(stages[state] / 2) : stages[state];

/** Whose terms are asked for. */
export interface TermsOf {
  /** Null: of no side of a case. */
  readonly track: string | null;
  readonly rule: string | null;
  readonly unit: string | null;
}

/**
 * The terms of a matter. What is nearer to it goes first: its rule, the rule's model, its unit, the units above from below,
 * its track, the default.
 */
export type FindTerms = (of: TermsOf) => Terms;

const find: Statement = { name: "terms-all", text: "select scope, body from case_terms" };

/** Units above, and the unit itself last, of which there are terms. */
const findLines: Statement = {
  name: "terms-lines",
  text: `select t.descendant as unit, t.ancestor from org_unit_tree t join case_terms c on c.scope = 'unit:' || t.ancestor
    where t.descendant = any($1::text[])
    order by (select count(*) from org_unit_tree a where a.descendant = t.ancestor), t.ancestor`,
};

interface LineRow {
  readonly unit: string;
  readonly ancestor: string;
}

/** Reads all that is stored, for matters of these units. */
export async function readTerms(
  run: Pick<Transaction, "run">,
  units: readonly (string | null)[],
): Promise<FindTerms> {
  const rows = await run.run<{ scope: string; body: string }>(find, []);
  // Checked by the schema of its route.
  const stored = new Map(rows.map(({ scope, body }) => [scope, JSON.parse(body) as StoredTerms]));
  const named = units.filter((unit) => unit !== null);
  const lines = Map.groupBy(await run.run<LineRow>(findLines, [named]), ({ unit }) => unit);
  return (of) => {
    const above = (lines.get(of.unit ?? "") ?? []).map(({ ancestor }) => `unit:${ancestor}`);
    let terms = presetTerms;
    for (const scope of ["default", of.track ?? "", ...above, ...scopesOfRule(of.rule)]) {
      const { stages, ...rest } = stored.get(scope) ?? {};
      terms = { ...terms, ...rest, stages: { ...terms.stages, ...stages } };
    }
    return terms;
  };
}

/** The id of a rule is that of its model and a number. */
const scopesOfRule = (rule: string | null): readonly string[] =>
  rule === null ? [] : [`model:${rule.slice(0, rule.lastIndexOf("-"))}`, `rule:${rule}`];
