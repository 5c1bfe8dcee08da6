import { type ErrorItem, type EventType, type Json, type Model, ProbityError } from "@probity/contracts";
import { canonicalJson } from "@probity/engine";
import { diffModels, type VersionStep } from "@probity/models";
import { compareVersions } from "../rules/index.ts";
import { frozenStates } from "./life.ts";
import { activeOf, type ModelVersion, nameOf } from "./versions.ts";

/**
 * What is too low in the versions of a draft and its rules (RU-5): the version must lie above every version that is or was
 * frozen; against the version in force model and rules are raised as far as their changes demand; and a rule's version that
 * was frozen once keeps its text for ever.
 */
export function versionProblems(
  draft: Model,
  others: readonly ModelVersion[],
  types: readonly EventType[],
): readonly ErrorItem[] {
  const frozen = others.filter(
    ({ version, state }) => version !== draft.version && frozenStates.includes(state),
  );
  const highest = frozen.at(-1);
  if (highest === undefined) return [];
  const errors: ErrorItem[] = [];
  if (compareVersions(draft.version, highest.version) <= 0)
    errors.push({
      path: "version",
      message: `${draft.version} must be higher than ${highest.version}, which is ${highest.state}`,
    });
  const base = activeOf(frozen) ?? highest;
  const { version, changed } = diffModels(base.model, draft, types);
  if (errors.length === 0 && !version.enough) errors.push({ path: "version", message: tooLow(version) });
  for (const change of changed) {
    if (change.version.enough) continue;
    const fields = change.changes.map(({ field }) => field).join(", ");
    errors.push({ path: `rules.${change.rule}.version`, message: `${tooLow(change.version)} (${fields})` });
  }
  return [...errors, ...reused(draft, frozen, new Set(errors.map(({ path }) => path)))];
}

const tooLow = ({ before, after, required }: VersionStep): string =>
  `${after} after ${before}: the changes demand a ${required} step`;

/** Findings name a rule by id and version: no two texts may share them. */
function reused(
  draft: Model,
  frozen: readonly ModelVersion[],
  named: ReadonlySet<string>,
): readonly ErrorItem[] {
  return draft.rules.flatMap((rule): ErrorItem[] => {
    const path = `rules.${rule.id}.version`;
    const other = frozen.find(({ model }) =>
      model.rules.some(
        (one) => one.id === rule.id && one.version === rule.version && textOf(one) !== textOf(rule),
      ),
    );
    if (other === undefined || named.has(path)) return [];
    return [{ path, message: `${rule.version} has another text in ${nameOf(other)}` }];
  });
}

/** Throws `PROBITY_E_MODEL_VERSION` with everything that is too low. */
export function requireVersions(
  draft: Model,
  others: readonly ModelVersion[],
  types: readonly EventType[],
): void {
  const errors = versionProblems(draft, others, types);
  const [first] = errors;
  if (first === undefined) return;
  throw new ProbityError("PROBITY_E_MODEL_VERSION", `${nameOf(draft)}: ${first.path}: ${first.message}`, {
    errors,
  });
}

/** A rule is JSON; its type says of a default value only that it is unknown. */
const textOf = (rule: Model["rules"][number]): string =>
  canonicalJson(JSON.parse(JSON.stringify(rule)) as Json);
