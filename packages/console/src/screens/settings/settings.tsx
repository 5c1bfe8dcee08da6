import { useSearch } from "@tanstack/react-router";
import { type ComponentType, lazy, type LazyExoticComponent, type ReactElement, Suspense } from "react";
import { useTranslation } from "react-i18next";
import type { Permission } from "../../api/session.ts";
import { useMe } from "../../app/me.ts";
import { WidePage } from "../../loop/wide-page.tsx";
import { GoTo } from "../../ui/go-to.tsx";
import { Loading } from "../../ui/state.tsx";
import { ViewLinks } from "../../ui/view-links.tsx";
import { type Tab, tabs } from "./search.ts";

interface Part {
  readonly permission: Permission;
  readonly show: LazyExoticComponent<ComponentType>;
}

/** What each part needs, and its code, which comes when it is opened. */
const parts: Readonly<Record<Tab, Part>> = {
  access: {
    permission: "account.read",
    show: lazy(async () => ({ default: (await import("./access/access.tsx")).Access })),
  },
  requests: {
    permission: "request.read",
    show: lazy(async () => ({ default: (await import("./requests/requests.tsx")).Requests })),
  },
  organisation: {
    permission: "org.read",
    show: lazy(async () => ({ default: (await import("./organisation/organisation.tsx")).Organisation })),
  },
  calendars: {
    permission: "calendar.read",
    show: lazy(async () => ({ default: (await import("./calendars/calendars.tsx")).Calendars })),
  },
  terms: {
    permission: "calendar.read",
    show: lazy(async () => ({ default: (await import("./terms/terms.tsx")).Terms })),
  },
  channels: {
    permission: "notify.read",
    show: lazy(async () => ({ default: (await import("./channels/channels.tsx")).Channels })),
  },
  keys: {
    permission: "key.read",
    show: lazy(async () => ({ default: (await import("./keys/keys.tsx")).Keys })),
  },
};

/** Every part of the settings that the person may see, one at a time. */
export function Settings(): ReactElement {
  const { t } = useTranslation("settings");
  const { permissions } = useMe();
  const { tab } = useSearch({ from: "/settings" });
  const open = tabs.filter((one) => permissions.includes(parts[one].permission));
  const shown = open.find((one) => one === tab) ?? open[0] ?? "calendars";
  const { show: Shown } = parts[shown];
  return (
    <WidePage
      title={t("title")}
      acts={
        permissions.includes("source.read") &&
        permissions.includes("stream.read") && (
          <GoTo to="/modules" search={{ tab: "sources" }}>
            {t("sources")}
          </GoTo>
        )
      }
    >
      <ViewLinks
        label={t("parts")}
        to="/settings"
        open={shown}
        tabs={open.map((name) => ({ name, text: t(`tabs.${name}`), search: { tab: name } }))}
      />
      <Suspense fallback={<Loading />}>
        <Shown />
      </Suspense>
    </WidePage>
  );
}
