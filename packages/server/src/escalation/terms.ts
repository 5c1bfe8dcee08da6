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
}

/** Terms as somebody stored them: what they leave out is as before. */
export interface StoredTerms {
  readonly stages?: Partial<Record<TimedState, number>>;
  readonly levelDays?: number;
  readonly warnDays?: number;
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

const find: Statement = { name: "terms-all", text: "select scope, body from case_terms" };

/** The terms of a matter: those of its rule go before those of its track, and these before the default. */
export type FindTerms = (of: { readonly track: string; readonly rule: string | null }) => Terms;

/** Reads all that is stored. */
export async function readTerms(run: Pick<Transaction, "run">): Promise<FindTerms> {
  const rows = await run.run<{ scope: string; body: string }>(find, []);
  // Checked by the schema of its route.
  const stored = new Map(rows.map(({ scope, body }) => [scope, JSON.parse(body) as StoredTerms]));
  return ({ track, rule }) => {
    let terms = presetTerms;
    for (const scope of ["default", track, ...(rule === null ? [] : [`rule:${rule}`])]) {
      const { stages, ...rest } = stored.get(scope) ?? {};
      terms = { ...terms, ...rest, stages: { ...terms.stages, ...stages } };
    }
    return terms;
  };
}
