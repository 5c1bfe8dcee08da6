import { ProbityError } from "@probity/contracts";
import { conditionOf } from "@probity/engine/author";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import styles from "./condition.module.css";
import { conditionRows, type Group } from "./condition-rows.ts";
import { Rows } from "./rows.tsx";
import type { Scope } from "./scope.ts";

interface Props {
  readonly label: string;
  readonly text: string;
  readonly scope: Scope;
  /** The condition's text; undefined while the rows make none. */
  readonly onChange: (text: string | undefined) => void;
}

/** A text that does not parse at all is edited as text. */
const startOf = (text: string): Group =>
  conditionRows(text) ?? { kind: "group", join: "all", rows: [{ kind: "advanced", text }] };

/**
 * Edits a condition as rows (ML-4). The text is made from the rows and never typed; what rows cannot show is a row of text. The
 * rows are its own until it is mounted anew.
 */
export function ConditionEditor({ label, text, scope, onChange }: Props): ReactElement {
  const { t } = useTranslation("factory");
  const [group, setGroup] = useState(() => startOf(text));
  const [problem, setProblem] = useState<string>();
  const change = (next: Group): void => {
    setGroup(next);
    try {
      const made = conditionOf(next);
      setProblem(undefined);
      onChange(made);
    } catch (error) {
      if (!(error instanceof ProbityError)) throw error;
      setProblem(error.message);
      onChange(undefined);
    }
  };
  return (
    <fieldset className={styles.editor}>
      <legend>{label}</legend>
      <Rows group={group} scope={scope} name={label} onChange={change} />
      {problem !== undefined && (
        <p className={styles.problem} role="alert">
          {t("condition.broken")} <span lang="en">{problem}</span>
        </p>
      )}
    </fieldset>
  );
}
