import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../../app/root-route.ts";
import { loadTexts } from "../../i18n/i18n.ts";
import { readSearch } from "./search.ts";

/** Who may do what, who works where, which days count, and by which ways notices leave. */
export const settings = {
  name: "settings",
  title: { "zh-CN": "系统设置", en: "Settings" },
  // The least of what any of its parts asks for; each part asks for its own.
  permission: "calendar.read",
  nav: { group: "settings", icon: "settings", key: "f" },
  route: createRoute({
    getParentRoute: () => rootRoute,
    path: "/settings",
    validateSearch: readSearch,
    loader: () => Promise.all([loadTexts("cases"), loadTexts("settings")]),
    component: lazyRouteComponent(() => import("./settings.tsx"), "Settings"),
  }),
} as const;
