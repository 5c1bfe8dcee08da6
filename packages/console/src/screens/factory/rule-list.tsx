import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { language as spoken } from "../../i18n/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { classNames } from "../../ui/class-names.ts";
import { type Draft, newRule } from "./draft.ts";
import styles from "./factory.module.css";

interface Props {
  readonly draft: Draft;
  readonly chosen: string | undefined;
  readonly onChange: (draft: Draft) => void;
  readonly onChoose: (rule: string) => void;
}

/** Most rules of a model. */
const most = 100;

/** The rules of the model: one is open; others are added and taken out. */
export function RuleList({ draft, chosen, onChange, onChoose }: Props): ReactElement {
  const { t } = useTranslation("factory");
  const { model, cases } = draft;
  const { rules } = model;
  const add = (): void => {
    const rule = newRule(model, new Date().toISOString().slice(0, 10));
    onChange({ ...draft, model: { ...model, rules: [...rules, rule] } });
    onChoose(rule.id);
  };
  const remove = (): void =>
    onChange({
      model: { ...model, rules: rules.filter(({ id }) => id !== chosen) },
      cases: cases.filter(({ rule }) => rule !== chosen),
    });
  return (
    <nav className={styles.rules} aria-label={t("rules.label")}>
      <ul>
        {rules.map(({ id, name }) => (
          <li key={id}>
            <button
              type="button"
              className={classNames(styles.rule, id === chosen && styles.chosen)}
              aria-current={id === chosen ? "true" : undefined}
              onClick={() => onChoose(id)}
            >
              <span className={styles.soft}>{id}</span>
              <span>{name[spoken()] || t("rules.unnamed")}</span>
            </button>
          </li>
        ))}
      </ul>
      <div className={styles.buttons}>
        <Button size="small" icon="plus" disabled={rules.length >= most} onClick={add}>
          {t("rules.add")}
        </Button>
        <Button size="small" look="danger" disabled={rules.length < 2} onClick={remove}>
          {t("rules.remove")}
        </Button>
      </div>
    </nav>
  );
}
