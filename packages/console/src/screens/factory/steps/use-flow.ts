import { useQuery } from "@tanstack/react-query";
import { reading } from "../../../api/queries.ts";
import type { Backtest } from "../../model/backtest-result.tsx";
import type { Version } from "../../model/version.ts";
import type { Stage } from "./step.ts";

/** How many events go into a stage and come out of it. */
type Rows = Readonly<Record<Stage, readonly [before: number, after: number]>>;

/** What became of stored events. */
export interface Flow {
  readonly rows: Rows;
  /** Events that could not be judged because this feature had no value. */
  readonly lacking: (feature: string) => number;
}

/** Of the backtest of exactly this text; undefined where there is none. */
export function useFlow({ id, version }: Version, proof: string | undefined, rule: string): Flow | undefined {
  const params = { id, version, proof: proof ?? "" };
  const { data } = useQuery({
    ...reading("/ops/models/{id}/{version}/proofs/{proof}", { params }),
    enabled: proof !== undefined,
  });
  if (proof === undefined || data === undefined) return undefined;
  // Stored by a backtest of this server.
  const { scope, rules } = data.result as unknown as Backtest;
  const found = rules.find((one) => one.rule === rule);
  if (found === undefined) return undefined;
  const { evaluated, notApplicable, indeterminate, hit } = found.candidate;
  const read = scope.sources.reduce((sum, one) => sum + one.judged + one.erased + one.failed, 0);
  const judged = scope.sources.reduce((sum, one) => sum + one.judged, 0);
  const applying = evaluated - notApplicable;
  return {
    rows: {
      source: [read, judged],
      filter: [judged, applying],
      data: [applying, applying - indeterminate],
      condition: [applying - indeterminate, hit],
      score: [hit, hit],
      alert: [hit, found.alerts.candidate],
    },
    lacking: (feature) =>
      found.reasons
        .filter(({ reason }) => reason.split(/[^A-Za-z0-9_.]/).includes(`features.${feature}`))
        .reduce((sum, { count }) => sum + count, 0),
  };
}
