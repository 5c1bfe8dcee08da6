import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../../app/root-route.ts";
import { loadTexts } from "../../i18n/i18n.ts";

/** What was checked in one's own name; open to everybody who is signed in. */
export const mine = {
  name: "mine",
  title: { "zh-CN": "我的事前校验", en: "My pre-checks" },
  nav: { group: "work", icon: "person", key: "y" },
  route: createRoute({
    getParentRoute: () => rootRoute,
    path: "/my/prechecks",
    // The words for answers and what followed are those of the log of all pre-checks.
    loader: () => Promise.all([loadTexts("mine"), loadTexts("decisions")]),
    component: lazyRouteComponent(() => import("./mine.tsx"), "Mine"),
  }),
} as const;
