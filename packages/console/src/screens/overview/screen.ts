import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../../app/root-route.ts";
import { loadTexts } from "../../i18n/i18n.ts";
import { readSearch } from "./search.ts";

/** One screen for the whole area: figures, each with the list behind it. */
export const overview = {
  name: "overview",
  title: { "zh-CN": "监督概览", en: "Overview" },
  permission: "report.read",
  nav: { group: "oversight", icon: "chart", key: "o" },
  route: createRoute({
    getParentRoute: () => rootRoute,
    path: "/overview",
    validateSearch: readSearch,
    loader: () => loadTexts("overview"),
    component: lazyRouteComponent(() => import("./overview.tsx"), "Overview"),
  }),
} as const;
