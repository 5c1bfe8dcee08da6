import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { Answer } from "../../api/call.ts";
import { Section } from "../../ui/page.tsx";
import styles from "./model.module.css";

type Check = Omit<Answer<"post", "/ops/models/{id}/{version}/check">, "id" | "version" | "digest" | "proof">;

/** What a check found: what does not compile, cases that gave something else, sources that it does not fit. */
export function CheckResult({ result }: { readonly result: object }): ReactElement {
  const { t } = useTranslation("model");
  // Stored by a check, in the form in which its route answers.
  const { ok, problems, cases, uncovered, lint, sources, windows } = result as Check;
  // The same advice on several places of a rule is said once.
  const warnings = new Map(
    lint
      .filter(({ severity }) => severity !== "info")
      .map((one) => [`${one.rule} ${one.message}`, one] as const),
  );
  return (
    <Section title={t(ok ? "check.passed" : "check.failed")}>
      <p>{t("check.cases", { total: cases.total, failed: cases.failed.length })}</p>
      <ul className={styles.findings}>
        {problems.map(({ path, message }) => (
          <li key={`${path} ${message}`} className={styles.bad}>
            <code>{path}</code> <span lang="en">{message}</span>
          </li>
        ))}
        {cases.failed.map(({ rule, name, expected, actual, problems: why }) => (
          <li key={`${rule} ${name}`} className={styles.bad}>
            <code>{rule}</code> {t("check.case", { name, expected, actual: actual ?? "—" })}{" "}
            <span lang="en">{why.join("; ")}</span>
          </li>
        ))}
        {sources.flatMap(({ source, errors }) =>
          errors.map(({ path, message }) => (
            <li key={`${source} ${path} ${message}`} className={styles.bad}>
              {t("check.source", { source })} <span lang="en">{message}</span>
            </li>
          )),
        )}
        {uncovered.map(({ rule, lacks }) => (
          <li key={rule}>
            <code>{rule}</code>{" "}
            {t("check.uncovered", { lacks: lacks.map((one) => t(`outcomes.${one as "hit"}`)).join(" ") })}
          </li>
        ))}
        {windows
          .filter(({ left }) => left > 0)
          .map(({ usedBy, left }) => (
            <li key={usedBy.join(" ")}>{t("check.window", { used: usedBy.join(" "), left })}</li>
          ))}
      </ul>
      {warnings.size > 0 && (
        <details className={styles.findings}>
          <summary>{t("check.advice", { count: warnings.size })}</summary>
          <ul>
            {[...warnings].map(([key, { rule, message }]) => (
              <li key={key}>
                <code>{rule}</code> <span lang="en">{message}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </Section>
  );
}
