import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { StateMark } from "../../loop/state-mark.tsx";
import { DataTable } from "../../ui/data-table.tsx";
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
  const { name, actual, problems } = tried;
  // The same part may be looked at for several items of a list.
  const steps = tried.steps.map((step, place) => ({ ...step, place }));
  return (
    <div className={styles.stack}>
      <p>
        {t("trial.gave", { outcome: actual === null ? "—" : t(`cases.outcomes.${actual}`) })}{" "}
        {problems.length > 0 && <span lang="en">{problems.join("; ")}</span>}
      </p>
      <DataTable
        label={t("trial.trace", { name })}
        rows={steps}
        keyOf={({ place }) => place}
        columns={[
          {
            title: t("trial.part"),
            kind: "wide",
            show: ({ depth, text }) => <code>{`${"· ".repeat(depth)}${text}`}</code>,
          },
          {
            title: t("trial.value"),
            show: ({ value, reason }) =>
              reason === null ? valueText(value, "minor") : t("trial.none", { reason }),
          },
        ]}
      />
    </div>
  );
}
