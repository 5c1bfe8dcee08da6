import type { ReactElement } from "react";
import { Loading } from "../../ui/state.tsx";
import { useFigures } from "../models/figures.ts";
import { RuleCard } from "./rule-card.tsx";
import { useRuleLanguage, type Version } from "./version.ts";

/** The rules of a version, each in plain words. */
export function Rules({ version }: { readonly version: Version }): ReactElement {
  const language = useRuleLanguage();
  const figures = useFigures();
  if (language === undefined) return <Loading />;
  return (
    <>
      {version.model.rules.map((rule) => (
        <RuleCard
          key={rule.id}
          rule={rule}
          language={language}
          figures={figures?.get(rule.id)}
          cases={version.cases.filter((one) => one.rule === rule.id).length}
        />
      ))}
    </>
  );
}
