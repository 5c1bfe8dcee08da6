import { ProbityError } from "@probity/contracts";
import { conditionOf, type Row, rowsOf } from "@probity/engine/author";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import styles from "./condition.module.css";
import { Rows } from "./rows.tsx";
import type { Scope } from "./scope.ts";

interface Props {
  readonly label: string;
  readonly text: string;
  readonly scope: Scope;
  /** The condition's text; undefined while the rows make none. */
  readonly onChange: (text: string | undefined) => void;
}

type Group = Extract<Row, { kind: "group" }>;

/** A condition as a group of rows: one row alone is a group of one, which reads the same. */
function groupOf(text: string): Group {
  const row = rowsOf(text);
  if (row.kind === "group") return row;
  // What is never true, or always, is an empty group: how a new condition begins.
  if (row.kind === "truth" && row.term.kind === "constant" && row.term.code === "b")
    return { kind: "group", join: row.term.value === true ? "all" : "any", rows: [] };
  return { kind: "group", join: "all", rows: [row] };
}

/** A text that does not parse at all is edited as text. */
function startOf(text: string): Group {
  try {
    return groupOf(text);
  } catch (error) {
    if (error instanceof ProbityError)
      return { kind: "group", join: "all", rows: [{ kind: "advanced", text }] };
    throw error;
  }
}

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
