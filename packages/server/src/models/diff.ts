import type { EventType } from "@probity/contracts";
import { diffModels, type ModelDiff } from "@probity/models";
import type { Store } from "../store/index.ts";
import type { BacktestResult } from "./backtest/index.ts";
import { latestProof, readProof } from "./proofs.ts";
import { readShadowReport, type ShadowReport } from "./shadow/index.ts";
import { type ModelVersion, pick, versionsOf } from "./versions.ts";

/** What is known of one side of a comparison in numbers. */
export interface VersionNumbers {
  readonly version: string;
  readonly state: string;
  readonly digest: string;
  /** The newest backtest of this text; null when there is none. */
  readonly backtest: {
    readonly id: string;
    readonly at: string;
    readonly against: BacktestResult["against"];
    readonly scope: BacktestResult["scope"];
    readonly totals: BacktestResult["totals"];
    readonly inbox: Pick<BacktestResult["inbox"], "candidate" | "inForce">;
    readonly cost: BacktestResult["cost"];
    readonly rules: readonly Pick<
      BacktestResult["rules"][number],
      "rule" | "candidate" | "inForce" | "hits" | "alerts"
    >[];
  } | null;
  /** Its last or running shadow; null when it had none. */
  readonly shadow: ShadowReport | null;
}

/** Two versions of a model, in words and in numbers (ML-1). */
export interface VersionDiff {
  readonly model: string;
  /** Field by field, with the step of the version that each change demands. */
  readonly words: ModelDiff;
  readonly numbers: { readonly before: VersionNumbers; readonly after: VersionNumbers };
}

/** Compares two versions of a model. Throws `PROBITY_E_NOT_FOUND`. */
export async function diffVersions(
  store: Store,
  id: string,
  { before, after }: { readonly before: string; readonly after: string },
  types: readonly EventType[],
): Promise<VersionDiff> {
  const versions = await versionsOf(store, id);
  const [was, is] = [pick(versions, { id, version: before }), pick(versions, { id, version: after })];
  const words = diffModels(was.model, is.model, types);
  const numbers = { before: await numbersOf(store, was), after: await numbersOf(store, is) };
  return { model: id, words, numbers };
}

async function numbersOf(store: Store, version: ModelVersion): Promise<VersionNumbers> {
  const report = await readShadowReport(store, version);
  return {
    version: version.version,
    state: version.state,
    digest: version.digest,
    backtest: await backtestOf(store, version),
    shadow: report.from === null ? null : report,
  };
}

async function backtestOf(store: Store, version: ModelVersion): Promise<VersionNumbers["backtest"]> {
  const newest = await latestProof(store, version, "backtest");
  if (newest === undefined) return null;
  const { id, at, result } = await readProof(store, version, newest.id);
  // Stored by a backtest.
  const { against, scope, totals, inbox, cost, rules } = result as BacktestResult;
  return {
    id,
    at,
    against,
    scope,
    totals,
    cost,
    inbox: { candidate: inbox.candidate, inForce: inbox.inForce },
    rules: rules.map(({ rule, candidate, inForce, hits, alerts }) => ({
      rule,
      candidate,
      inForce,
      hits,
      alerts,
    })),
  };
}
