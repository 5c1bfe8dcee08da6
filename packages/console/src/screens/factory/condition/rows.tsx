import type { Row } from "@probity/engine/author";
import { type ReactElement, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../../ui/button.tsx";
import styles from "./condition.module.css";
import type { Group } from "./condition-rows.ts";
import { RowView } from "./row-view.tsx";
import type { Scope } from "./scope.ts";
import { addable, newRow } from "./start.ts";

interface Props {
  readonly group: Group;
  readonly scope: Scope;
  /** Where in the condition it stands, for those who hear it. */
  readonly name: string;
  readonly onChange: (group: Group) => void;
}

/** A group: whether all or any of its rows have to hold, its rows, and buttons for more. */
export function Rows({ group, scope, name, onChange }: Props): ReactElement {
  const { t } = useTranslation("factory");
  const { rows } = group;
  const put = (next: readonly Row[]): void => onChange({ ...group, rows: next });
  // Rows have no identity but their place: what is half typed in one must not pass to another that takes its place.
  const [generation, setGeneration] = useState(0);
  const join = useRef<HTMLSelectElement>(null);
  const rearrange = (next: readonly Row[]): void => {
    put(next);
    setGeneration(generation + 1);
    join.current?.focus();
  };
  return (
    <div className={styles.group}>
      <select
        ref={join}
        className={styles.join}
        aria-label={t("condition.join", { name })}
        value={group.join}
        onChange={({ target }) => onChange({ ...group, join: target.value === "any" ? "any" : "all" })}
      >
        <option value="all">{t("condition.all")}</option>
        <option value="any">{t("condition.any")}</option>
      </select>
      {rows.length === 0 && (
        <p className={styles.empty}>
          {t(group.join === "all" ? "condition.emptyAll" : "condition.emptyAny")}
        </p>
      )}
      <ol className={styles.rows}>
        {rows.map((row, place) => (
          <li key={`${generation} ${place}`}>
            <RowView
              row={row}
              scope={scope}
              name={t("condition.row", { name, number: place + 1 })}
              onChange={(next) => put(rows.with(place, next))}
              onRemove={() => rearrange(rows.toSpliced(place, 1))}
              onMove={
                place === 0
                  ? undefined
                  : () => rearrange(rows.toSpliced(place, 1).toSpliced(place - 1, 0, row))
              }
            />
          </li>
        ))}
      </ol>
      <div className={styles.add} role="group" aria-label={t("condition.addTo", { name })}>
        {addable.map((kind) => {
          const row = newRow(kind, scope);
          if (row === undefined) return null;
          return (
            <Button key={kind} size="small" look="quiet" icon="plus" onClick={() => put([...rows, row])}>
              {t(`condition.add.${kind}`)}
            </Button>
          );
        })}
      </div>
    </div>
  );
}
