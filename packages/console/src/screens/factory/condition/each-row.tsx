import type { Row } from "@probity/engine/author";
import { type ReactElement, useMemo } from "react";
import { useTranslation } from "react-i18next";
import styles from "./condition.module.css";
import { FieldNames, namesWithin, useFieldNames } from "./field-names.ts";
import { PathSelect } from "./path-select.tsx";
import { Rows } from "./rows.tsx";
import { pathsOf, type Scope, withItem } from "./scope.ts";
import { TermView } from "./term-view.tsx";

type Each = Extract<Row, { kind: "each" }>;

interface Props {
  readonly row: Each;
  readonly scope: Scope;
  readonly name: string;
  readonly onChange: (row: Each) => void;
}

/** Some or every item of a list, and what has to hold for it. */
export function EachRow({ row, scope, name, onChange }: Props): ReactElement {
  const { t } = useTranslation("factory");
  const { list, variable } = row;
  const outer = useFieldNames();
  const path = list.kind === "path" ? list.names.join(".") : undefined;
  const names = useMemo(
    () => (path === undefined ? outer : namesWithin(outer, variable, path)),
    [outer, variable, path],
  );
  const type = path === undefined ? undefined : scope.get(path);
  const inner = withItem(scope, variable, type?.kind === "list" ? type.item : { kind: "dyn" });
  const group: Extract<Row, { kind: "group" }> =
    row.row.kind === "group" ? row.row : { kind: "group", join: "all", rows: [row.row] };
  return (
    <div className={styles.each}>
      <div className={styles.line}>
        <select
          aria-label={t("condition.quantifier", { name })}
          value={row.quantifier}
          onChange={({ target }) =>
            onChange({ ...row, quantifier: target.value === "every" ? "every" : "some" })
          }
        >
          <option value="some">{t("condition.some")}</option>
          <option value="every">{t("condition.every")}</option>
        </select>
        {list.kind === "path" ? (
          <PathSelect
            name={t("condition.list", { name })}
            paths={pathsOf(scope, ({ kind }) => kind === "list")}
            value={list}
            onChange={(chosen) => onChange({ ...row, list: chosen })}
          />
        ) : (
          <TermView
            term={list}
            scope={scope}
            name={t("condition.list", { name })}
            onChange={(next) => onChange({ ...row, list: next })}
          />
        )}
        <span>{t("condition.named", { variable })}</span>
      </div>
      <FieldNames value={names}>
        <Rows
          group={group}
          scope={inner}
          name={t("condition.within", { name })}
          onChange={(next) => onChange({ ...row, row: next })}
        />
      </FieldNames>
    </div>
  );
}
