import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { reading } from "../../api/queries.ts";
import { moment } from "../../i18n/format.ts";
import { Section } from "../../ui/page.tsx";
import { Problem } from "../../ui/problem.tsx";
import { Loading } from "../../ui/state.tsx";
import { Author } from "../models/version-tag.tsx";
import styles from "./model.module.css";
import type { Version } from "./version.ts";

/** Who did what to a version, when and why. */
export function History({ version: { id, version } }: { readonly version: Version }): ReactElement {
  const { t } = useTranslation("model");
  const found = useQuery(reading("/ops/models/{id}/{version}/history", { params: { id, version } }));
  if (found.error !== null) return <Problem error={found.error} onRetry={() => void found.refetch()} />;
  if (found.data === undefined) return <Loading />;
  const names: Readonly<Record<string, string>> = t("steps", { returnObjects: true });
  return (
    <Section title={t("tabs.history")}>
      <ol className={styles.list}>
        {found.data.steps.map((step) => (
          <li key={step.n}>
            <span className={styles.time}>{moment(step.at)}</span>
            <strong>{names[step.step] ?? step.step}</strong>
            <span>
              <Author id={step.by} />
              {step.with === null ? "" : ` + ${step.with}`}
            </span>
            {step.reason !== null && <q>{step.reason}</q>}
            <code className={styles.soft}>{step.digest.slice(0, 12)}</code>
          </li>
        ))}
      </ol>
    </Section>
  );
}
