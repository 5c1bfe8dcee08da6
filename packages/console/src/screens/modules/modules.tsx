import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { reading } from "../../api/queries.ts";
import { useMe } from "../../app/me.ts";
import { count } from "../../i18n/format.ts";
import { FactGrid } from "../../ui/fact-grid.tsx";
import { Page } from "../../ui/page.tsx";
import { ViewLinks } from "../../ui/view-links.tsx";
import { Quarantine } from "./quarantine.tsx";
import { tabs } from "./search.ts";
import { Sources } from "./sources.tsx";
import { Streams } from "./streams.tsx";

const needed = { modules: "stream.read", sources: "source.read", quarantine: "quarantine.read" } as const;

/** What reports, how well, and what was refused. */
export function Modules(): ReactElement {
  const { t } = useTranslation("modules");
  const { permissions } = useMe();
  const { tab = "modules" } = useSearch({ from: "/modules" });
  const open = tabs.filter((one) => permissions.includes(needed[one]));
  const shown = open.includes(tab) ? tab : "modules";
  return (
    <Page title={t("title")}>
      <Health />
      <ViewLinks
        label={t("views")}
        to="/modules"
        open={shown}
        tabs={open.map((name) => ({ name, text: t(`tabs.${name}`), search: { tab: name } }))}
      />
      {shown === "modules" && <Streams />}
      {shown === "sources" && <Sources />}
      {shown === "quarantine" && <Quarantine />}
    </Page>
  );
}

/** How far the server itself is. */
function Health(): ReactElement | null {
  const { t } = useTranslation("modules");
  const { data } = useQuery({ ...reading("/ops/stats"), refetchInterval: 15_000 });
  if (data === undefined) return null;
  return (
    <FactGrid
      facts={[
        [t("health.head"), count(data.head)],
        [t("health.lag"), count(data.lag)],
        [t("health.incomplete"), count(data.incompleteEvents)],
        [t("health.quarantined"), count(data.quarantined)],
      ]}
    />
  );
}
