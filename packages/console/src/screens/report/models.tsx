import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { count } from "../../i18n/format.ts";
import { DataTable } from "../../ui/data-table.tsx";
import { Section } from "../../ui/page.tsx";
import styles from "./report.module.css";
import type { Content } from "./report.tsx";

const share = (part: number, whole: number): string =>
  whole === 0 ? "–" : `${Math.round((part / whole) * 100)}% (${count(part)} / ${count(whole)})`;

/** How models did: what people confirmed of what they judged, and what approvers went past. */
export function Models({ models }: { readonly models: Content["models"] }): ReactElement {
  const { t } = useTranslation("report");
  return (
    <Section title={t("models.title")}>
      {models.length === 0 ? (
        <p className={styles.hint}>{t("nothing")}</p>
      ) : (
        <DataTable
          label={t("models.title")}
          rows={models}
          keyOf={({ model }) => model}
          columns={[
            { title: t("models.model"), kind: "wide", show: ({ model }) => model },
            { title: t("models.opened"), kind: "end", show: ({ opened }) => count(opened) },
            {
              title: t("models.precision"),
              kind: "end",
              show: ({ confirmed, judged }) => share(confirmed, judged),
            },
            {
              title: t("models.override"),
              kind: "end",
              show: ({ overridden, warned }) => share(overridden, warned),
            },
          ]}
        />
      )}
      <p className={styles.hint}>{t("models.hint")}</p>
    </Section>
  );
}
