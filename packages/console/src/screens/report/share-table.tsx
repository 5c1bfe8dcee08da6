import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { count } from "../../i18n/format.ts";
import { DataTable } from "../../ui/data-table.tsx";
import { Section } from "../../ui/page.tsx";
import styles from "./report.module.css";

/** A figure of a part of something. */
export interface Share {
  readonly key: string;
  readonly name: string;
  readonly value: number;
}

/** Parts with a bar for each, which is on paper as well. */
export function ShareTable({
  title,
  of,
  parts,
}: {
  readonly title: string;
  /** What the parts are. */
  readonly of: string;
  readonly parts: readonly Share[];
}): ReactElement {
  const { t } = useTranslation("report");
  const most = Math.max(1, ...parts.map(({ value }) => value));
  return (
    <Section title={title}>
      {parts.length === 0 ? (
        <p className={styles.hint}>{t("nothing")}</p>
      ) : (
        <DataTable
          label={title}
          rows={parts}
          keyOf={({ key }) => key}
          columns={[
            { title: of, show: ({ name }) => name },
            { title: t("value"), kind: "end", show: ({ value }) => count(value) },
            {
              title: t("share"),
              kind: "wide",
              show: ({ value }) => (
                <svg className={styles.bar} viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
                  <rect width={(value / most) * 100} height="8" fill="currentColor" />
                </svg>
              ),
            },
          ]}
        />
      )}
    </Section>
  );
}
