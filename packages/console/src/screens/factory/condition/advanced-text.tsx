import { ProbityError } from "@probity/contracts";
import { rowsOf } from "@probity/engine/author";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../../ui/button.tsx";
import styles from "./condition.module.css";

interface Props {
  readonly text: string;
  readonly name: string;
  readonly onChange: (text: string) => void;
}

/** CEL text of what rows cannot show. It is taken over only when it is one whole expression. */
export function AdvancedText({ text, name, onChange }: Props): ReactElement {
  const { t } = useTranslation("factory");
  const [typed, setTyped] = useState<string>();
  const [problem, setProblem] = useState<string>();
  if (typed === undefined)
    return (
      <div className={styles.line}>
        <code className={styles.chip}>{text}</code>
        <Button size="small" aria-label={t("condition.editText", { name })} onClick={() => setTyped(text)}>
          {t("condition.edit")}
        </Button>
      </div>
    );
  const take = (): void => {
    try {
      rowsOf(typed);
      onChange(typed);
      setTyped(undefined);
      setProblem(undefined);
    } catch (error) {
      if (!(error instanceof ProbityError)) throw error;
      setProblem(error.message);
    }
  };
  return (
    <div className={styles.text}>
      <textarea
        aria-label={t("condition.textOf", { name })}
        value={typed}
        maxLength={4096}
        spellCheck={false}
        onChange={({ target }) => setTyped(target.value)}
      />
      <div className={styles.line}>
        <Button size="small" look="main" onClick={take}>
          {t("condition.take")}
        </Button>
        <Button size="small" onClick={() => setTyped(undefined)}>
          {t("condition.leave")}
        </Button>
        {problem !== undefined && (
          <span className={styles.problem} role="alert" lang="en">
            {problem}
          </span>
        )}
      </div>
    </div>
  );
}
