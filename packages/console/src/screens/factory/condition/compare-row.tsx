import { comparisons, type Row, type Term, type Type } from "@probity/engine/author";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import styles from "./condition.module.css";
import type { Scope } from "./scope.ts";
import { comparisonsFor, fitted } from "./start.ts";
import { TermView } from "./term-view.tsx";

type Compare = Extract<Row, { kind: "compare" }>;

interface Props {
  readonly row: Compare;
  readonly scope: Scope;
  readonly name: string;
  readonly onChange: (row: Compare) => void;
}

/** Two terms and how they are compared. Where another field is chosen, the value beside it takes its kind. */
export function CompareRow({ row, scope, name, onChange }: Props): ReactElement {
  const { t } = useTranslation("factory");
  const type = typeOf(row.left, scope);
  const offered = comparisonsFor(type);
  const shown = comparisons.filter((one) => offered.includes(one) || one === row.comparison);
  return (
    <div className={styles.line}>
      <TermView
        term={row.left}
        scope={scope}
        name={t("condition.left", { name })}
        onChange={(left) => {
          const next = typeOf(left, scope);
          const comparison = comparisonsFor(next).includes(row.comparison) ? row.comparison : "==";
          onChange({ ...row, left, comparison, right: fitted(row.right, next) });
        }}
      />
      <select
        className={styles.operator}
        aria-label={t("condition.comparison", { name })}
        value={row.comparison}
        onChange={({ target }) => {
          const comparison = comparisons.find((one) => one === target.value) ?? "==";
          onChange({ ...row, comparison, right: forComparison(row.right, comparison) });
        }}
      >
        {shown.map((one) => (
          <option key={one} value={one}>
            {t(`comparisons.${one}`)}
          </option>
        ))}
      </select>
      <TermView
        term={row.right}
        scope={scope}
        name={t("condition.right", { name })}
        expected={type}
        onChange={(right) => onChange({ ...row, right })}
      />
      {isAmount(row.left, scope) && <span>{t("condition.minor")}</span>}
    </div>
  );
}

/** The type of a term that is a path; others show theirs only when the whole is compiled. */
const typeOf = (term: Term, scope: Scope): Type | undefined =>
  term.kind === "path" ? scope.get(term.names.join(".")) : undefined;

/** Whether a term is the amount of a sum of money, which rules read in minor units (EV-4). */
function isAmount(term: Term, scope: Scope): boolean {
  if (term.kind !== "path" || term.names.at(-1) !== "amount") return false;
  const holder = scope.get(term.names.slice(0, -1).join("."));
  return holder?.kind === "record" && holder.money === true;
}

/** "One of" wants a list, everything else a single value. */
function forComparison(right: Term, comparison: Compare["comparison"]): Term {
  if (comparison === "in") return right.kind === "constant" ? { kind: "list", items: [right] } : right;
  return right.kind === "list" ? (right.items[0] ?? { kind: "constant", code: "s", value: "" }) : right;
}
