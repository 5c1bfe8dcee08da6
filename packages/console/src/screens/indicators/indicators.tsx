import { useSearch } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "../../app/me.ts";
import { useNarrow } from "../../app/use-narrow.ts";
import { Page } from "../../ui/page.tsx";
import { IndicatorFilters } from "./filters.tsx";
import { IndicatorDialog } from "./indicator-dialog.tsx";
import { IndicatorTable } from "./indicator-table.tsx";
import { Pending } from "./pending.tsx";
import type { IndicatorsSearch } from "./search.ts";

/** What each source has bound, and what of it waits for a second person. */
export function Indicators(): ReactElement {
  const { t } = useTranslation("indicators");
  const narrow = useNarrow<IndicatorsSearch>("/indicators");
  const { at, binding } = useSearch({ from: "/indicators" });
  const maySeeRequests = useMay("request.read");
  return (
    <Page title={t("title")}>
      {maySeeRequests && <Pending />}
      <IndicatorFilters />
      <IndicatorTable />
      {at !== undefined && binding !== undefined && (
        <IndicatorDialog
          key={`${at} ${binding}`}
          source={at}
          binding={binding}
          onClose={() => narrow({ at: undefined, binding: undefined })}
        />
      )}
    </Page>
  );
}
