import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { DialogName } from "../../acts/act-dialog.tsx";
import { useActsFor } from "../../acts/may-act.ts";
import { count } from "../../i18n/format.ts";
import { Button } from "../../ui/button.tsx";
import styles from "./inbox.module.css";
import { sizeOf } from "./selection.ts";
import type { Cursor } from "./use-cursor.ts";

interface Props {
  readonly cursor: Cursor;
  readonly total: number;
  readonly onDialog: (name: DialogName) => void;
}

/** What can be done with the lines that are chosen; not there while none is. */
export function ChosenBar({ cursor, total, onDialog }: Props): ReactElement | null {
  const { t } = useTranslation("inbox");
  const acts = useActsFor();
  const size = sizeOf(cursor.selection, total);
  if (size === 0) return null;
  return (
    <div className={styles.bulk} role="group" aria-label={t("chosen.label")}>
      <strong role="status">{t("chosen.some", { formatted: count(size) })}</strong>
      {size < total && (
        <Button size="small" look="quiet" onClick={cursor.chooseAll}>
          {t("chosen.all", { formatted: count(total) })}
        </Button>
      )}
      <Button size="small" look="quiet" onClick={cursor.chooseNothing}>
        {t("chosen.clear")} <kbd aria-hidden="true">Esc</kbd>
      </Button>
      <span className={styles.space} />
      {acts.map(({ name, key }) => (
        <Button key={name} size="small" onClick={() => onDialog(name)}>
          {t(`chosen.${name}`)} <kbd aria-hidden="true">{key.toUpperCase()}</kbd>
        </Button>
      ))}
    </div>
  );
}
