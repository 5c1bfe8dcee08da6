import { useSearch } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { ViewLinks } from "../../../ui/view-links.tsx";
import type { View } from "../search.ts";

/** The views of a part as links, and which one is open: the first, unless the address names another. */
export function useSubViews<V extends View>(
  tab: string,
  views: readonly [V, ...V[]],
): readonly [open: V, links: ReactElement] {
  const { t } = useTranslation("settings");
  const { view } = useSearch({ from: "/settings" });
  // A view of any part: its key is known.
  const nameOf = (one: View): string => t(`viewNames.${one}`);
  const open = views.find((one) => one === view) ?? views[0];
  return [
    open,
    <ViewLinks
      key="links"
      label={t("views")}
      to="/settings"
      open={open}
      tabs={views.map((name) => ({
        name,
        text: nameOf(name),
        search: { tab, view: name },
      }))}
    />,
  ];
}
