import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../../app/root-route.ts";
import { loadTexts } from "../../i18n/i18n.ts";
import { readSearch } from "./search.ts";

/** The six lists. Without a kind in the address it is that of measures. */
export const lists = {
  name: "lists",
  title: { "zh-CN": "整改清单", en: "Rectification lists" },
  permission: "rectification.read",
  nav: { group: "work", icon: "list", key: "l" },
  route: createRoute({
    getParentRoute: () => rootRoute,
    path: "/lists/{-$kind}",
    validateSearch: readSearch,
    loader: () => Promise.all([loadTexts("cases"), loadTexts("lists")]),
    component: lazyRouteComponent(() => import("./lists.tsx"), "Lists"),
  }),
} as const;
