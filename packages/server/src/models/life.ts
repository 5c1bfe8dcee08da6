/** States of a model version (ML-1). */
export const modelStates = ["draft", "shadow", "review", "active", "superseded", "retired"] as const;

/** One of {@link modelStates}. */
export type ModelState = (typeof modelStates)[number];

/** Kinds of proof that a step may need. */
export type ProofKind = "check" | "backtest" | "shadow";

/** What a step asks for and where it leads. */
export interface StepRule {
  /** States in which it is open. */
  readonly from: readonly ModelState[];
  /** State after it; absent: it stays as it is. */
  readonly to?: ModelState | undefined;
  /** Proofs of exactly this text that must be there and good. */
  readonly proofs: readonly ProofKind[];
  readonly reason: "required" | "optional";
  /** `other`: somebody who took no part in the text; `second`: one person asks, another confirms (CA-3). */
  readonly who: "anybody" | "other" | "second";
}

/** Name of a step. */
export type ModelStep =
  | "draft"
  | "check"
  | "backtest"
  | "shadow"
  | "submit"
  | "return"
  | "release"
  | "rollback"
  | "retire"
  | "supersede";

const everywhere = ["draft", "shadow", "review", "active", "superseded", "retired"] as const;

/**
 * The life of a model version. From `review` on its text is frozen; only `active` ones are in bundles. A version is
 * `superseded` by the release of another one of its model.
 */
export const modelSteps: Readonly<Record<ModelStep, StepRule>> = {
  draft: { from: ["draft"], to: "draft", proofs: [], reason: "optional", who: "anybody" },
  check: { from: everywhere, proofs: [], reason: "optional", who: "anybody" },
  backtest: { from: everywhere, proofs: ["check"], reason: "optional", who: "anybody" },
  shadow: { from: ["draft"], to: "shadow", proofs: ["check"], reason: "optional", who: "anybody" },
  submit: {
    from: ["shadow"],
    to: "review",
    proofs: ["check", "backtest"],
    reason: "optional",
    who: "anybody",
  },
  return: { from: ["shadow", "review"], to: "draft", proofs: [], reason: "required", who: "anybody" },
  release: {
    from: ["review"],
    to: "active",
    proofs: ["check", "backtest"],
    reason: "optional",
    who: "other",
  },
  rollback: { from: ["superseded"], to: "active", proofs: [], reason: "required", who: "anybody" },
  retire: { from: ["active"], to: "retired", proofs: [], reason: "required", who: "second" },
  supersede: { from: ["active"], to: "superseded", proofs: [], reason: "optional", who: "anybody" },
};

/** Steps that make somebody a contributor, who then may not release the version. */
export const contributions: readonly ModelStep[] = ["draft", "submit"];

/** States in which the text can no longer change, and below whose versions no draft may stay (RU-5). */
export const frozenStates: readonly ModelState[] = ["review", "active", "superseded", "retired"];

/** Steps that a person may take in a state. */
export function openSteps(state: ModelState): readonly ModelStep[] {
  const steps = Object.entries(modelSteps).filter(([, { from }]) => from.includes(state));
  // Keys of the table above.
  return steps.map(([step]) => step as ModelStep).filter((step) => step !== "supersede");
}
