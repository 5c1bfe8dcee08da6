import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../../app/root-route.ts";
import { loadTexts } from "../../i18n/i18n.ts";
import { readSearch } from "./search.ts";

/** What approvers saw before they acted, and what they did. */
export const decisions = {
  name: "decisions",
  title: { "zh-CN": "事前校验记录", en: "Pre-checks" },
  permission: "precheck.read",
  nav: { group: "oversight", icon: "check", key: "p" },
  route: createRoute({
    getParentRoute: () => rootRoute,
    path: "/decisions",
    validateSearch: readSearch,
    loader: () => loadTexts("decisions"),
    component: lazyRouteComponent(() => import("./decisions.tsx"), "Decisions"),
  }),
} as const;
