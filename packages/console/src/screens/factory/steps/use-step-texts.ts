import { ProbityError, type Rule } from "@probity/contracts";
import { deadlineReadingOf, featureReadingOf, type Reading, readingOf } from "@probity/engine/author";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { language as spoken } from "../../../i18n/i18n.ts";
import type { Language } from "../../model/version.ts";
import { conditionRows } from "../condition/condition-rows.ts";
import { type Step, stepsOf } from "./step.ts";

/** Says what each step of a rule does; of what is judged in plain words, made from what is checked. */
export function useStepTexts(rule: Rule, language: Language): (step: Step) => string {
  const { t } = useTranslation("factory");
  const { t: shared } = useTranslation("model");
  const own = spoken();
  const { at, reads, applies, when, params, features, deadline } = rule;
  const readings = useMemo(
    () => new Map(stepsOf(rule).map((step) => [step.key, readingOfStep(step, rule, language)])),
    // Texts do not change what a step does.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [at, reads, applies, when, params, features, deadline, language],
  );
  return (step) => {
    const { kind, key, name } = step;
    switch (kind) {
      case "source":
        return language.types.find(({ type }) => type === name)?.name[own] ?? name;
      case "never":
        return t(conditionRows(when)?.join === "all" ? "condition.emptyAll" : "condition.emptyAny");
      case "score":
        return t("pipeline.level", rule);
      case "alert":
        return [
          t("pipeline.grouped"),
          shared(`actions.${rule.ceiling}`),
          shared(`disclosures.${rule.disclosure}`),
        ].join(own === "en" ? "; " : "；");
      case "evidence":
        return rule.evidence?.[step.place]?.label[own] ?? "";
      case "advice":
        return rule.advice?.[own] ?? "";
      case "record":
      case "screen":
        return t(`steps.about.${kind}`);
      default:
        return readings.get(key)?.[own] ?? name;
    }
  };
}

/** Undefined for a step that has no expression, and for one that does not compile: the reading of the rule says why. */
function readingOfStep(step: Step, rule: Rule, language: Language): Reading["text"] | undefined {
  try {
    return readStep(step, rule, language);
  } catch (error) {
    if (error instanceof ProbityError) return undefined;
    throw error;
  }
}

function readStep(
  { kind, key, name }: Step,
  rule: Rule,
  { environmentOf }: Language,
): Reading["text"] | undefined {
  const { applies: _, evidence: __, ...rest } = rule;
  if (kind === "condition" || kind === "filter")
    return readingOf({ ...rest, when: name }, environmentOf).find(({ field }) => field === "when")?.text;
  if (kind === "deadline") return deadlineReadingOf(rule, environmentOf)[0]?.text;
  const feature = rule.features?.[name];
  if (!key.startsWith("feature:") || feature === undefined) return undefined;
  return featureReadingOf({ ...rule, features: { [name]: feature } }, environmentOf)[0]?.text;
}
