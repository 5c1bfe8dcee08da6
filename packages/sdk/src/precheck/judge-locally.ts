import type { Finding, Outcome } from "@probity/contracts";
import { decide } from "@probity/engine";
import type { ActiveBundle } from "../bundle/bundle-holder.ts";
import type { Judged } from "../hooks/hook.ts";
import { degrade, type Judgement } from "./judged.ts";

/** What is known about a decision before anything was judged. */
export type DecisionFrame = Pick<Judged, "decisionId" | "type" | "payloadDigest" | "expiresAt">;

/** No rule was checked: the client's policy decides, visibly. */
export const unchecked = (frame: DecisionFrame, outcome: Outcome, codes: readonly string[]): Judged =>
  degrade(
    {
      ...frame,
      outcome,
      findings: [],
      source: "local",
      degraded: true,
      degradedReasons: [],
      bundleVersion: 0,
      bundleHash: "",
    },
    codes,
  );

/** What follows from the findings of the bound rules. */
export const judgeLocally = (
  frame: DecisionFrame,
  findings: readonly Finding[],
  active: ActiveBundle,
  now: number,
): Judgement => {
  const { evaluator, version, hash, expiresAtMs } = active;
  const verdict = decide(findings, evaluator.bundle);
  const judged: Judged = {
    ...frame,
    outcome: verdict.outcome,
    findings: verdict.shown,
    source: "local",
    degraded: verdict.degraded,
    degradedReasons: verdict.degradedReasons,
    bundleVersion: version,
    bundleHash: hash,
  };
  return { judged: now < expiresAtMs ? judged : degrade(judged, ["PROBITY_E_BUNDLE_VALIDITY"]), findings };
};
