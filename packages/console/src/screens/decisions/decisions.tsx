import { useSearch } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "../../app/me.ts";
import { Page } from "../../ui/page.tsx";
import { ViewLinks } from "../../ui/view-links.tsx";
import { Appeals } from "./appeals.tsx";
import { Approvals } from "./approvals.tsx";
import { Prechecks } from "./prechecks.tsx";
import { RuleFigures } from "./rule-figures.tsx";
import { tabs } from "./search.ts";

const needed = {
  log: "precheck.read",
  appeals: "precheck.read",
  rules: "rule.read",
  approvals: "approval.read",
} as const;

/** What approvers saw before they acted, and what they did. */
export function Decisions(): ReactElement {
  const { t } = useTranslation("decisions");
  const { permissions } = useMe();
  const { tab = "log" } = useSearch({ from: "/decisions" });
  const open = tabs.filter((one) => permissions.includes(needed[one]));
  const shown = open.includes(tab) ? tab : "log";
  return (
    <Page title={t("title")}>
      <ViewLinks
        label={t("views")}
        to="/decisions"
        open={shown}
        tabs={open.map((name) => ({ name, text: t(`tabs.${name}`), search: { tab: name } }))}
      />
      {shown === "log" && <Prechecks />}
      {shown === "appeals" && <Appeals />}
      {shown === "rules" && <RuleFigures />}
      {shown === "approvals" && <Approvals />}
    </Page>
  );
}
