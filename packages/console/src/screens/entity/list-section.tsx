import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { Section } from "../../ui/page.tsx";
import styles from "./entity.module.css";

/** A part of the file: a table under its heading, or that there is nothing. */
export function ListSection<Row>({
  title,
  rows,
  keyOf,
  columns,
}: {
  readonly title: string;
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  readonly columns: readonly Column<Row>[];
}): ReactElement {
  const { t } = useTranslation("entity");
  return (
    <Section title={`${title} (${rows.length})`}>
      {rows.length === 0 ? (
        <p className={styles.none}>{t("none")}</p>
      ) : (
        <DataTable label={title} rows={rows} keyOf={keyOf} columns={columns} />
      )}
    </Section>
  );
}
