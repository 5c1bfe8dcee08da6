import type { Constant, Term, Type } from "@probity/engine/author";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../../../ui/button.tsx";
import styles from "./condition.module.css";
import { ConstantView } from "./constant-view.tsx";
import { constantFor } from "./start.ts";

type List = Extract<Term, { kind: "list" }>;

interface Props {
  readonly list: List;
  readonly name: string;
  readonly expected: Type | undefined;
  readonly onChange: (list: List) => void;
}

const isConstant = (term: Term): term is Constant => term.kind === "constant";

/** Several values. Items that are no values are shown and can be taken out. */
export function ListView({ list, name, expected, onChange }: Props): ReactElement {
  const { t } = useTranslation("factory");
  const { items } = list;
  const put = (next: readonly Term[]): void => onChange({ ...list, items: next });
  const fresh = items.find(isConstant);
  return (
    <span className={styles.list}>
      {items.map((item, place) => {
        const own = t("list.item", { name, number: place + 1 });
        return (
          // Items have no identity but their place.
          // oxlint-disable-next-line react/no-array-index-key
          <span key={place} className={styles.item}>
            {isConstant(item) ? (
              <ConstantView constant={item} name={own} onChange={(next) => put(items.with(place, next))} />
            ) : (
              <code className={styles.chip}>{t("list.other")}</code>
            )}
            <IconButton
              size="small"
              icon="close"
              name={t("list.remove", { name: own })}
              onClick={() => put(items.toSpliced(place, 1))}
            />
          </span>
        );
      })}
      <IconButton
        size="small"
        icon="plus"
        name={t("list.add", { name })}
        onClick={() => put([...items, fresh === undefined ? constantFor(expected) : blank(fresh)])}
      />
    </span>
  );
}

const blank = (constant: Constant): Constant => ({
  ...constant,
  value: typeof constant.value === "number" ? 0 : typeof constant.value === "boolean" ? true : "",
});
