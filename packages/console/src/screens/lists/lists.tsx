import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { getUntil } from "../../api/call.ts";
import { useMay } from "../../app/me.ts";
import { Paged } from "../../loop/paged.tsx";
import { usePages } from "../../loop/pages.ts";
import { useRowKeys } from "../../loop/row-keys.ts";
import { ExportButton } from "../../exports/export-button.tsx";
import { WidePage } from "../../loop/wide-page.tsx";
import { Button } from "../../ui/button.tsx";
import { PrintHead } from "../../ui/print-head.tsx";
import { State } from "../../ui/state.tsx";
import { CreateItem } from "./create-item.tsx";
import { Filters } from "./filters.tsx";
import { ItemTable } from "./item-table.tsx";
import { kindOf, type ListSearch, readSearch } from "./search.ts";

const path = "/console/lists/{kind}";

/** One of the six lists, by filters that stand in the address. */
export function Lists(): ReactElement {
  const { t } = useTranslation("lists");
  const words = useTranslation("cases");
  const kind = kindOf(useParams({ strict: false }).kind);
  const given: Record<string, unknown> = useSearch({ strict: false });
  const search = readSearch(given);
  const unit = typeof given["unit"] === "string" ? given["unit"] : undefined;
  const filter = { ...search, unit };
  const list = usePages([path, kind, filter], (cursor, signal) =>
    getUntil(signal, path, { params: { kind }, query: { ...filter, cursor, limit: 50 } }),
  );
  const navigate = useNavigate();
  const go = (to: string, change: ListSearch): void =>
    void navigate({
      to: "/lists/{-$kind}",
      params: { kind: to },
      search: { unit, ...search, ...change },
      replace: true,
    });
  const [isCreating, setCreating] = useState(false);
  const mayCreate = useMay("rectification.assign") && kind !== "look_back";
  useRowKeys(t("title"), [words.t("next"), words.t("previous")]);
  return (
    <WidePage
      paper={<PrintHead number={t(`kinds.${kind}`)} />}
      title={t(`kinds.${kind}`)}
      acts={
        <>
          <ExportButton order={{ kind: "items", filter: { ...filter, list: kind } }} />
          {mayCreate && (
            <Button icon="plus" onClick={() => setCreating(true)}>
              {t("create")}
            </Button>
          )}
        </>
      }
    >
      <Filters kind={kind} search={search} unit={unit} onGo={go} />
      <Paged
        list={list}
        rowsOf={({ items }) => items}
        empty={<State title={t("none")} text={t("noneHint")} icon="list" />}
      >
        {(rows) => <ItemTable items={rows} />}
      </Paged>
      {isCreating && kind !== "look_back" && <CreateItem kind={kind} onClose={() => setCreating(false)} />}
    </WidePage>
  );
}
