import { useNavigate, useSearch } from "@tanstack/react-router";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { getUntil } from "../../api/call.ts";
import { usePages } from "../../loop/pages.ts";
import { Paged } from "../../loop/paged.tsx";
import { useRowKeys } from "../../loop/row-keys.ts";
import { ExportButton } from "../../exports/export-button.tsx";
import { WidePage } from "../../loop/wide-page.tsx";
import { Button } from "../../ui/button.tsx";
import { State } from "../../ui/state.tsx";
import { SavedViews } from "../../views/saved-views.tsx";
import { ViewLink } from "../../views/view-link.tsx";
import views from "../../views/views.module.css";
import { Bulk } from "./bulk/bulk.tsx";
import { CaseTable } from "./case-table.tsx";
import { Filters } from "./filters.tsx";
import { type CaseSearch, readSearch } from "./search.ts";

const path = "/console/cases";
const pageRows = 50;
/** Filters that need no name of their own. */
const usual = [
  { text: "anyState", view: {} },
  { text: "mine", view: { mine: true } },
  { text: "overdue", view: { overdue: true } },
] as const;

/** The list of cases, by filters that stand in the address. */
export function Cases(): ReactElement {
  const { t } = useTranslation(["cases", "shell"]);
  const given: Record<string, unknown> = useSearch({ strict: false });
  const search = readSearch(given);
  const unit = typeof given["unit"] === "string" ? given["unit"] : undefined;
  const filter = { ...search, unit };
  const list = usePages([path, filter], (cursor, signal) =>
    getUntil(signal, path, { query: { ...filter, cursor, limit: pageRows } }),
  );
  const navigate = useNavigate();
  const set = (change: CaseSearch): void =>
    void navigate({ to: "/cases", search: { unit, ...search, ...change }, replace: true });
  const bulk = useBulk();
  useRowKeys(t("title"), [t("next"), t("previous")]);
  return (
    <WidePage
      title={t("title")}
      acts={
        <>
          <ExportButton order={{ kind: "cases", filter }} />
          <Button icon="check" aria-pressed={bulk.isOn} onClick={bulk.toggle}>
            {bulk.isOn ? t("bulk.leave") : t("bulk.start")}
          </Button>
        </>
      }
    >
      <nav aria-label={t("shell:views.label")} className={views.row}>
        {usual.map(({ text, view }) => (
          <ViewLink key={text} to="/cases" search={filter} view={view} text={t(text)} />
        ))}
        <SavedViews
          screen="cases"
          to="/cases"
          search={filter}
          read={readSearch}
          usual={usual.map(({ view }) => view)}
        />
      </nav>
      <Filters search={search} unit={unit} onChange={set} />
      {bulk.isOn && <Bulk filter={filter} except={bulk.except} onDone={bulk.toggle} />}
      <Paged
        list={list}
        rowsOf={(page) => page.cases}
        empty={
          <State title={t("none")} text={t("noneHint")} icon="folder">
            <Button onClick={() => void navigate({ to: "/cases", search: {} })}>{t("clear")}</Button>
          </State>
        }
      >
        {(rows) => (
          <CaseTable cases={rows} {...(bulk.isOn && { except: bulk.except, onExcept: bulk.change })} />
        )}
      </Paged>
    </WidePage>
  );
}

/** Whether cases are chosen, and which were taken out. */
function useBulk(): {
  readonly isOn: boolean;
  readonly except: ReadonlySet<string>;
  readonly toggle: () => void;
  readonly change: (id: string) => void;
} {
  const [except, setExcept] = useState<ReadonlySet<string>>();
  return {
    isOn: except !== undefined,
    except: except ?? new Set(),
    toggle: () => setExcept((before) => (before === undefined ? new Set() : undefined)),
    change: (id) =>
      setExcept((before = new Set()) =>
        before.has(id) ? new Set([...before].filter((one) => one !== id)) : new Set([...before, id]),
      ),
  };
}
