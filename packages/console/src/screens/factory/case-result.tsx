import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { StateMark } from "../../loop/state-mark.tsx";
import { valueText } from "../../ui/value-text.ts";
import styles from "./factory.module.css";
import type { TriedCase } from "./use-trial.ts";

/** Whether a case gave what it says. */
export function CaseMark({ tried }: { readonly tried: TriedCase }): ReactElement {
  const { t } = useTranslation("factory");
  return <StateMark tone={tried.ok ? "good" : "bad"} text={t(tried.ok ? "trial.passed" : "trial.failed")} />;
}

/** What a case gave, and what every part of the rule came to on the way. */
export function CaseResult({ tried }: { readonly tried: TriedCase }): ReactElement {
  const { t } = useTranslation("factory");
  const { name, actual, problems, steps } = tried;
  return (
    <div className={styles.stack}>
      <p>
        {t("trial.gave", { outcome: actual === null ? "—" : t(`cases.outcomes.${actual}`) })}{" "}
        {problems.length > 0 && <span lang="en">{problems.join("; ")}</span>}
      </p>
      <div className={styles.scroll} tabIndex={0} role="region" aria-label={t("trial.trace", { name })}>
        <table className={styles.table}>
          <caption>{t("trial.trace", { name })}</caption>
          <thead>
            <tr>
              <th scope="col">{t("trial.part")}</th>
              <th scope="col">{t("trial.value")}</th>
            </tr>
          </thead>
          <tbody>
            {steps.map(({ field, depth, text, value, reason }, place) => (
              // The same part may be looked at for several items of a list.
              // oxlint-disable-next-line react/no-array-index-key
              <tr key={`${field} ${place}`}>
                <td>
                  <code>
                    {"· ".repeat(depth)}
                    {text}
                  </code>
                </td>
                <td>{reason === null ? valueText(value, "minor") : t("trial.none", { reason })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
