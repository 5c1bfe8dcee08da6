import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import loop from "../../loop/loop.module.css";
import { useNames } from "../../loop/names.ts";
import { StateMark } from "../../loop/state-mark.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import type { Item } from "./search.ts";

const tones = { open: "busy", asked: "bad", done: "good", withdrawn: "faint" } as const;

/** How an item stands, in a frame. */
export function ItemState({ state }: Pick<Item, "state">): ReactElement {
  const { t } = useTranslation("lists");
  return <StateMark tone={tones[state]} text={t(`states.${state}`)} />;
}

/** The rows of a list. */
export function ItemTable({ items }: { readonly items: readonly Item[] }): ReactElement {
  const { t } = useTranslation("lists");
  const names = useNames();
  return (
    <DataTable
      label={t("lists")}
      rows={items}
      keyOf={({ id }) => id}
      columns={[
        {
          title: t("item"),
          kind: "wide",
          show: ({ kind, id, title, isRepeat }) => (
            <>
              <Link to="/lists/$kind/$id" params={{ kind, id }} data-row>
                {title}
              </Link>{" "}
              {isRepeat && <StateMark tone="bad" text={t("repeated")} />}
            </>
          ),
        },
        { title: t("unit"), show: ({ unit }) => (unit === null ? "—" : names.unit(unit)) },
        { title: t("owner"), show: ({ owner }) => names.person(owner) },
        {
          title: t("due"),
          show: ({ dueOn, lateDays }) => (
            <>
              {dueOn ?? "—"}{" "}
              {lateDays > 0 && <StateMark tone="bad" text={t("lateDays", { count: lateDays })} />}
            </>
          ),
        },
        { title: t("progress"), kind: "end", show: ({ progress }) => `${progress}%` },
        {
          title: t("state"),
          show: ({ state, sendBacks }) => (
            <>
              <ItemState state={state} /> {sendBacks > 0 && t("sentBack", { count: sendBacks })}
            </>
          ),
        },
        {
          title: t("case"),
          show: ({ case: id }) =>
            id === null ? (
              "—"
            ) : (
              <Link to="/cases/$id" params={{ id }} className={loop.number}>
                {id}
              </Link>
            ),
        },
      ]}
    />
  );
}
