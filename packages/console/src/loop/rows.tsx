import type { ReactElement, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../ui/button.tsx";
import styles from "./loop.module.css";

interface Props<Row> {
  readonly label: string;
  readonly rows: readonly Row[];
  readonly fresh: Row;
  readonly onChange: (rows: readonly Row[]) => void;
  readonly children: (row: Row, set: (change: Partial<Row>) => void) => ReactNode;
}

/** A list that somebody writes: rows that come and go. */
export function Rows<Row>({ label, rows, fresh, onChange, children }: Props<Row>): ReactElement {
  const { t } = useTranslation("cases");
  return (
    <fieldset className={styles.group}>
      <legend>{label}</legend>
      <div className={styles.rows}>
        {rows.map((row, place) => (
          // A row is its place: it has no other name.
          // oxlint-disable-next-line react/no-array-index-key
          <div key={place} role="group" aria-label={`${label} ${place + 1}`} className={styles.row}>
            {children(row, (change) => onChange(rows.with(place, { ...row, ...change })))}
            <div>
              <Button size="small" look="quiet" onClick={() => onChange(rows.toSpliced(place, 1))}>
                {t("remove")}
              </Button>
            </div>
          </div>
        ))}
        <div>
          <Button size="small" icon="plus" onClick={() => onChange([...rows, fresh])}>
            {`${t("add")} ${label}`}
          </Button>
        </div>
      </div>
    </fieldset>
  );
}
