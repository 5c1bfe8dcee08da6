import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../../app/root-route.ts";
import { loadTexts } from "../../i18n/i18n.ts";
import { readSearch } from "./search.ts";

/** All cases that somebody may see. */
export const cases = {
  name: "cases",
  title: { "zh-CN": "问题", en: "Cases" },
  permission: "case.read",
  nav: { group: "work", icon: "folder", key: "c" },
  route: createRoute({
    getParentRoute: () => rootRoute,
    path: "/cases",
    validateSearch: readSearch,
    loader: () => loadTexts("cases"),
    component: lazyRouteComponent(() => import("./cases.tsx"), "Cases"),
  }),
} as const;
