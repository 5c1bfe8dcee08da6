import type { Case, Cases, Model, Rule } from "@probity/contracts";
import { type ReactElement, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../ui/button.tsx";
import { Section } from "../../ui/page.tsx";
import { Reading } from "../model/reading.tsx";
import type { Language, Version } from "../model/version.ts";
import { Basics } from "./basics.tsx";
import { CasesEditor } from "./cases-editor.tsx";
import { ConditionEditor } from "./condition/condition-editor.tsx";
import { FieldNames, namesFor } from "./condition/field-names.ts";
import { type Scope, scopeOf } from "./condition/scope.ts";
import { Disclosure } from "./disclosure.tsx";
import { Evidence } from "./evidence.tsx";
import styles from "./factory.module.css";
import { Features } from "./features.tsx";
import { NoticePreview } from "./notice-preview.tsx";
import { Params } from "./params.tsx";
import { Pipeline } from "./steps/pipeline.tsx";
import { useSteps } from "./steps/use-steps.ts";
import { useTrial } from "./use-trial.ts";

interface Props {
  readonly version: Version;
  /** Whether the version's stored text is what is edited. */
  readonly isStored: boolean;
  readonly model: Model;
  readonly rule: Rule;
  readonly cases: Cases;
  readonly language: Language;
  /** Whether a part holds what cannot be stored. */
  readonly isBroken: boolean;
  readonly onRule: (rule: Rule) => void;
  readonly onCases: (cases: Cases) => void;
  /** Tells that a part holds what cannot be stored, or no longer does. */
  readonly onBroken: (part: string, isBroken: boolean) => void;
}

/** A rule: what it watches, when it applies and hits, what a hit shows, and the cases that prove it. */
export function RuleEditor(props: Props): ReactElement {
  const { version, isStored, rule, language, isBroken, onRule, onBroken } = props;
  const { t } = useTranslation("factory");
  // Texts do not change what a condition may read.
  const { at, reads, params, features } = rule;
  const scope = useMemo(
    () => scopeOf(rule, language.environmentOf),
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [at, reads, params, features, language],
  );
  const names = useMemo(() => namesFor({ at }, language.types), [at, language]);
  const steps = useSteps({ rule, parts: { ...language, scope }, isBroken, onRule });
  const condition = (field: "when" | "applies", text: string | undefined): void => {
    onBroken(field, text === undefined);
    if (text !== undefined) onRule({ ...rule, [field]: text });
  };
  return (
    <FieldNames value={names}>
      <Section title={t("pipeline.title")}>
        <Pipeline
          version={version}
          rule={rule}
          language={language}
          isStored={isStored}
          steps={steps}
          isBroken={isBroken}
        />
      </Section>
      <Section title={t("rule.what", { id: rule.id })}>
        <Basics rule={rule} types={language.types} onChange={onRule} />
      </Section>
      <Section title={t("rule.conditions")}>
        <div className={styles.stack} key={steps.round}>
          <Applies
            rule={rule}
            scope={scope}
            onText={(text) => condition("applies", text)}
            onRule={(next) => {
              onBroken("applies", false);
              onRule(next);
            }}
          />
          <div data-step="condition">
            <ConditionEditor
              label={t("rule.when")}
              text={rule.when}
              scope={scope}
              onChange={(text) => condition("when", text)}
            />
          </div>
        </div>
        <Reading rule={rule} language={language} locale="zh-CN" />
        <Reading rule={rule} language={language} locale="en" />
        <details className={styles.details}>
          <summary>{t("rule.cel")}</summary>
          <pre className={styles.cel} tabIndex={0} aria-label={t("rule.cel")}>
            {rule.applies === undefined ? "" : `applies: ${rule.applies}\n`}
            {`when: ${rule.when}`}
          </pre>
        </details>
      </Section>
      <Section title={t("rule.params")}>
        <Params
          params={rule.params ?? {}}
          onChange={(next) => onRule({ ...rule, params: next })}
          onBroken={(isWrong) => onBroken("params", isWrong)}
        />
      </Section>
      <Section title={t("rule.features")}>
        <Features
          rule={rule}
          language={language}
          scope={scope}
          onRule={onRule}
          onBroken={(isWrong) => onBroken("features", isWrong)}
        />
      </Section>
      <Section title={t("rule.evidence")}>
        <Evidence
          evidence={rule.evidence ?? []}
          scope={scope}
          onChange={(evidence) => onRule({ ...rule, evidence: [...evidence] })}
        />
      </Section>
      <Trying {...props} />
    </FieldNames>
  );
}

type TryingProps = Pick<Props, "model" | "rule" | "cases" | "onRule" | "onCases" | "onBroken">;

/** The worked cases of a rule, run as they stand here, and what an approver would read of those that hit. */
function Trying({ model, rule, cases, onRule, onCases, onBroken }: TryingProps): ReactElement {
  const { t } = useTranslation("factory");
  const trial = useTrial({ model, cases, rule: rule.id });
  const own = cases.filter((one) => one.rule === rule.id);
  const put = (next: readonly Case[]): void =>
    onCases([...cases.filter((one) => one.rule !== rule.id), ...next]);
  return (
    <>
      <Section title={t("rule.cases")}>
        <CasesEditor
          rule={rule}
          cases={own}
          onChange={put}
          onBroken={(isBroken) => onBroken("cases", isBroken)}
          trial={trial}
        />
      </Section>
      <Section title={t("notice.title")}>
        <Disclosure rule={rule} onChange={onRule} />
        <NoticePreview trial={trial} />
      </Section>
    </>
  );
}

interface AppliesProps {
  readonly rule: Rule;
  readonly scope: Scope;
  readonly onText: (text: string | undefined) => void;
  readonly onRule: (rule: Rule) => void;
}

/** When a rule applies; one without that applies always. */
function Applies({ rule, scope, onText, onRule }: AppliesProps): ReactElement {
  const { t } = useTranslation("factory");
  const { applies, ...rest } = rule;
  if (applies === undefined)
    return (
      <div>
        <Button size="small" icon="plus" onClick={() => onRule({ ...rule, applies: "true" })}>
          {t("rule.addApplies")}
        </Button>
      </div>
    );
  return (
    <div className={styles.stack} data-step="filter">
      <ConditionEditor label={t("rule.applies")} text={applies} scope={scope} onChange={onText} />
      <div>
        <Button size="small" onClick={() => onRule(rest)}>
          {t("rule.dropApplies")}
        </Button>
      </div>
    </div>
  );
}
