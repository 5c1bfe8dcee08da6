import type { Rule } from "@probity/contracts";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../ui/button.tsx";
import { BothField } from "./both-field.tsx";
import { pathsOf, type Scope } from "./condition/scope.ts";
import { termOf, textOf } from "./condition/term-text.ts";
import { TermView } from "./condition/term-view.tsx";
import styles from "./factory.module.css";
import { NewName } from "./new-name.tsx";

type Item = NonNullable<Rule["evidence"]>[number];

/** Most values that a hit shows. */
const most = 20;

interface Props {
  readonly evidence: readonly Item[];
  readonly scope: Scope;
  readonly onChange: (evidence: readonly Item[]) => void;
}

/** What a hit shows: named values, which the message may name as {name}. */
export function Evidence({ evidence, scope, onChange }: Props): ReactElement {
  const { t } = useTranslation("factory");
  return (
    <div className={styles.stack}>
      <p className={styles.soft}>{t("evidence.hint")}</p>
      {evidence.map((item, place) => (
        <fieldset key={item.name} className={styles.item} data-step={`evidence:${item.name}`}>
          <legend>{`{${item.name}}`}</legend>
          <BothField
            label={t("evidence.label")}
            value={item.label}
            onChange={(label) => onChange(evidence.with(place, { ...item, label }))}
          />
          <div className={styles.labelled}>
            <span className={styles.soft}>{t("evidence.shown")}</span>
            <TermView
              term={termOf(item.value)}
              scope={scope}
              name={t("evidence.value", { name: item.name })}
              onChange={(term) => onChange(evidence.with(place, { ...item, value: textOf(term) }))}
            />
          </div>
          <div>
            <Button
              size="small"
              aria-label={t("evidence.removeNamed", { name: item.name })}
              onClick={() => onChange(evidence.toSpliced(place, 1))}
            >
              {t("evidence.remove")}
            </Button>
          </div>
        </fieldset>
      ))}
      {evidence.length < most && (
        <NewName
          label={t("evidence.name")}
          button={t("evidence.add")}
          taken={evidence.map(({ name }) => name)}
          onAdd={(name) =>
            onChange([...evidence, { name, label: { "zh-CN": "", en: "" }, value: firstOf(scope) }])
          }
        />
      )}
    </div>
  );
}

const firstOf = (scope: Scope): string =>
  pathsOf(scope, ({ kind }) => kind !== "record").find((path) => path.includes(".")) ?? "now";
