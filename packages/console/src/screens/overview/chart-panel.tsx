import { type ReactElement, type ReactNode, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../ui/button.tsx";
import styles from "./overview.module.css";

interface Props {
  readonly title: string;
  readonly isEmpty: boolean;
  readonly chart: ReactNode;
  readonly table: ReactNode;
}

/** A drawing and the same figures as a table, whichever is wanted. */
export function ChartPanel({ title, isEmpty, chart, table }: Props): ReactElement {
  const { t } = useTranslation("overview");
  const id = useId();
  const [isTable, setTable] = useState(false);
  return (
    <section className={styles.panel} aria-labelledby={id}>
      <div className={styles.panelHead}>
        <h2 id={id}>{title}</h2>
        {!isEmpty && (
          <Button size="small" aria-pressed={isTable} icon="list" onClick={() => setTable(!isTable)}>
            {t("asTable")}
          </Button>
        )}
      </div>
      {isEmpty ? <p className={styles.none}>{t("noAlerts")}</p> : isTable ? table : chart}
    </section>
  );
}
