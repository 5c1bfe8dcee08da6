import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../../app/root-route.ts";
import { loadTexts } from "../../i18n/i18n.ts";
import { readSearch } from "./search.ts";

/** What each embedded module has bound: thresholds, owner, on or off, and how that does (RU-4). */
export const indicators = {
  name: "indicators",
  title: { "zh-CN": "预警指标", en: "Indicators" },
  permission: "binding.read",
  nav: { group: "rules", icon: "filter", key: "d" },
  route: createRoute({
    getParentRoute: () => rootRoute,
    path: "/indicators",
    validateSearch: readSearch,
    loader: () => loadTexts("indicators"),
    component: lazyRouteComponent(() => import("./indicators.tsx"), "Indicators"),
  }),
} as const;
