import type { Row } from "@probity/engine/author";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { Button, IconButton } from "../../../ui/button.tsx";
import { AdvancedText } from "./advanced-text.tsx";
import { CompareRow } from "./compare-row.tsx";
import styles from "./condition.module.css";
import { EachRow } from "./each-row.tsx";
import { PathSelect } from "./path-select.tsx";
import { Rows } from "./rows.tsx";
import { pathsOf, type Scope } from "./scope.ts";
import { TermView } from "./term-view.tsx";

interface Props {
  readonly row: Row;
  readonly scope: Scope;
  readonly name: string;
  readonly onChange: (row: Row) => void;
  readonly onRemove: () => void;
  /** Moves it up by one; undefined for the first. */
  readonly onMove: (() => void) | undefined;
}

/** A row with what can be done to it: turn it around, move it up, take it out. */
export function RowView({ row, scope, name, onChange, onRemove, onMove }: Props): ReactElement {
  const { t } = useTranslation("factory");
  const isNot = row.kind === "not";
  return (
    <div className={styles.row}>
      <div className={styles.content}>
        {isNot && <span className={styles.not}>{t("condition.isNot")}</span>}
        <Content row={isNot ? row.row : row} scope={scope} name={name} onChange={wrap} />
      </div>
      <div className={styles.tools}>
        <Button
          size="small"
          look="quiet"
          aria-pressed={isNot}
          aria-label={t("condition.negate", { name })}
          onClick={() => onChange(isNot ? row.row : { kind: "not", row })}
        >
          {t("condition.not")}
        </Button>
        {onMove !== undefined && (
          <IconButton size="small" icon="up" name={t("condition.up", { name })} onClick={onMove} />
        )}
        <IconButton size="small" icon="close" name={t("condition.remove", { name })} onClick={onRemove} />
      </div>
    </div>
  );

  function wrap(next: Row): void {
    onChange(isNot ? { kind: "not", row: next } : next);
  }
}

type ContentProps = Pick<Props, "row" | "scope" | "name" | "onChange">;

function Content({ row, scope, name, onChange }: ContentProps): ReactElement {
  const { t } = useTranslation("factory");
  switch (row.kind) {
    case "group":
      return <Rows group={row} scope={scope} name={name} onChange={onChange} />;
    case "compare":
      return <CompareRow row={row} scope={scope} name={name} onChange={onChange} />;
    case "each":
      return <EachRow row={row} scope={scope} name={name} onChange={onChange} />;
    case "given":
      return (
        <div className={styles.line}>
          <PathSelect
            name={t("condition.field", { name })}
            paths={pathsOf(scope, () => true).filter((path) => path.includes("."))}
            value={row.path}
            onChange={(path) => onChange({ ...row, path })}
          />
          <span>{t("condition.isGiven")}</span>
        </div>
      );
    case "truth":
      return (
        <div className={styles.line}>
          <TermView
            term={row.term}
            scope={scope}
            name={name}
            onChange={(term) => onChange({ ...row, term })}
          />
          <span>{t("condition.isTrue")}</span>
        </div>
      );
    case "not":
      // A negation of a negation, as an author may have written it.
      return (
        <div className={styles.line}>
          <span className={styles.not}>{t("condition.isNot")}</span>
          <Content
            row={row.row}
            scope={scope}
            name={name}
            onChange={(next) => onChange({ kind: "not", row: next })}
          />
        </div>
      );
    default:
      return (
        <AdvancedText text={row.text} name={name} onChange={(text) => onChange({ kind: "advanced", text })} />
      );
  }
}
