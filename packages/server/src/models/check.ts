import { setImmediate as yieldToOthers } from "node:timers/promises";
import {
  type Bundle,
  type Cases,
  type ErrorItem,
  type EventType,
  type Model,
  ProbityError,
} from "@probity/contracts";
import { compileModel, type Diagnostic, lintModel } from "@probity/engine/author";
import { re2 } from "@probity/engine/re2";
import { caseCoverage, type CoverageGap, runCases } from "@probity/models";
import type { Windows } from "../features/index.ts";
import type { Bundles } from "../rules/index.ts";
import { versionProblems } from "./version-problems.ts";
import { neededWindows, type NeededWindow } from "./needed-windows.ts";
import type { ModelVersion } from "./versions.ts";

/** A worked case that gave something else than it says. */
export interface FailedCase {
  readonly rule: string;
  readonly name: string;
  readonly expected: string;
  readonly actual: string | null;
  readonly problems: readonly string[];
}

/** What checking a text gave. */
export interface CheckResult {
  readonly ok: boolean;
  /** Why it cannot be released: what does not compile, versions that are too low. */
  readonly problems: readonly ErrorItem[];
  readonly cases: { readonly total: number; readonly failed: readonly FailedCase[] };
  /** Rules without a case that hits or one that stays clear; they fail nothing. */
  readonly uncovered: readonly CoverageGap[];
  /** What rules read and cost, and what could be better. */
  readonly lint: readonly Diagnostic[];
  /** Whether each source's bindings and parameters fit. */
  readonly sources: readonly {
    readonly source: string;
    readonly ok: boolean;
    readonly errors: readonly ErrorItem[];
  }[];
  /** What the windows of its rules cost: how many entries of the log have to be looked at before it can go live (FE-1). */
  readonly windows: readonly NeededWindow[];
}

/** What is checked against what. */
export interface CheckInput {
  readonly model: Model;
  readonly cases: Cases;
  /** All event types that the server knows. */
  readonly types: readonly EventType[];
  readonly versions: readonly ModelVersion[];
  readonly sources: readonly string[];
  readonly bundles: Pick<Bundles, "trial">;
  readonly windows: Pick<Windows, "plan">;
}

/** Most failed cases that are kept. */
const maxFailed = 100;

/**
 * Compiles a model, runs its cases with the product's engine, lints it and tries it at every source (RU-7). A rule at a
 * time, so that the server goes on serving. Never throws for a bad model.
 */
export async function checkModel(input: CheckInput): Promise<CheckResult> {
  const { model, types, versions } = input;
  const problems = [...compileProblems(model, types), ...versionProblems(model, versions, types)];
  const runnable = problems.every(({ path }) => path.endsWith("version"));
  const lint: Diagnostic[] = [];
  const failed: FailedCase[] = [];
  const uncovered: CoverageGap[] = [];
  for (const rule of model.rules) {
    // oxlint-disable-next-line no-await-in-loop -- between two rules others may run
    await yieldToOthers();
    const one = {
      model: { ...model, rules: [rule] },
      cases: input.cases.filter((item) => item.rule === rule.id),
    };
    lint.push(...lintModel(one.model, types));
    if (!runnable) continue;
    failed.push(...failedCases(one, types));
    uncovered.push(...caseCoverage(one, types, { regex: re2 }));
  }
  const tried = await trySources(input);
  const sources = tried.map(({ source, ok: fits, errors }) => ({ source, ok: fits, errors }));
  const windows = await neededWindows(
    input.windows,
    tried.flatMap(({ bundle }) => bundle ?? []),
  );
  const cases = { total: input.cases.length, failed: failed.slice(0, maxFailed) };
  const ok = problems.length === 0 && failed.length === 0 && sources.every((source) => source.ok);
  return { ok, problems, cases, uncovered, lint, sources, windows };
}

function compileProblems(model: Model, types: readonly EventType[]): readonly ErrorItem[] {
  try {
    compileModel(model, types);
    return [];
  } catch (error) {
    return errorsOf(error);
  }
}

function failedCases(
  folder: { readonly model: Model; readonly cases: Cases },
  types: readonly EventType[],
): readonly FailedCase[] {
  return runCases(folder, types, { regex: re2 })
    .filter(({ ok }) => !ok)
    .map(({ rule, name, expected, actual, problems }) => ({
      rule,
      name,
      expected,
      actual: actual ?? null,
      problems,
    }));
}

/** A model at one source. */
export interface TriedSource {
  readonly source: string;
  readonly ok: boolean;
  readonly errors: readonly ErrorItem[];
  /** What would be released; undefined where it does not fit. */
  readonly bundle: Bundle | undefined;
}

/** Tries a model at sources with the bindings and parameters that they have now. */
export async function trySources({
  model,
  sources,
  bundles,
}: Pick<CheckInput, "model" | "sources" | "bundles">): Promise<readonly TriedSource[]> {
  const tried: TriedSource[] = [];
  for (const source of sources) {
    // oxlint-disable-next-line no-await-in-loop -- each takes some milliseconds of CPU
    await yieldToOthers();
    try {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const { bundle } = await bundles.trial(source, [model]);
      tried.push({ source, ok: true, errors: [], bundle });
    } catch (error) {
      tried.push({ source, ok: false, errors: errorsOf(error), bundle: undefined });
    }
  }
  return tried;
}

/** The problems that a coded error names; any other error passes. */
function errorsOf(error: unknown): readonly ErrorItem[] {
  if (!(error instanceof ProbityError)) throw error;
  return error.errors.length > 0 ? error.errors : [{ path: error.code, message: error.message }];
}
