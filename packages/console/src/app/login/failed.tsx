import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { ApiProblem } from "../../api/problem.ts";
import { Problem } from "../../ui/problem.tsx";
import styles from "./login.module.css";

/** Why nobody was signed in; what can go wrong every day without codes. */
export function Failed({ error }: { readonly error: Error }): ReactElement {
  const { t } = useTranslation();
  const problem = error instanceof ApiProblem ? error : undefined;
  if (problem?.code === "PROBITY_E_SIGN_IN")
    return <Said title={t("login.failed")} text={t("login.failedHint")} />;
  if (problem?.code === "PROBITY_E_SIGN_IN_WAIT")
    return <Said title={t("login.wait")} text={t("login.waitHint", { count: problem.retryAfter ?? 15 })} />;
  return <Problem error={error} />;
}

const Said = ({ title, text }: { readonly title: string; readonly text: string }): ReactElement => (
  <div className={styles.failed} role="alert">
    <strong>{title}</strong>
    {text}
  </div>
);
