import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "../../app/me.ts";
import { Page } from "../../ui/page.tsx";
import { Entries } from "./entries.tsx";
import { LogState } from "./log-state.tsx";

/** The log: how it stands, and what is in it. */
export function Audit(): ReactElement {
  const { t } = useTranslation("audit");
  return (
    <Page title={t("title")}>
      <LogState />
      {useMay("event.read") && <Entries />}
    </Page>
  );
}
