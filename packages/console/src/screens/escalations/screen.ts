import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../../app/root-route.ts";
import { loadTexts } from "../../i18n/i18n.ts";
import { readSearch } from "./search.ts";

/** What is late and who supervises it, by escalation level. */
export const escalations = {
  name: "escalations",
  title: { "zh-CN": "督办看板", en: "Escalation board" },
  permission: "case.read",
  nav: { group: "work", icon: "clock", key: "e" },
  route: createRoute({
    getParentRoute: () => rootRoute,
    path: "/escalations",
    validateSearch: readSearch,
    loader: () => Promise.all([loadTexts("cases"), loadTexts("escalations")]),
    component: lazyRouteComponent(() => import("./escalations.tsx"), "Escalations"),
  }),
} as const;
