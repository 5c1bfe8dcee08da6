import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../../app/root-route.ts";
import { loadTexts } from "../../i18n/i18n.ts";
import { readSearch } from "./search.ts";

/** One case. */
export const caseFile = {
  name: "case",
  title: { "zh-CN": "问题详情", en: "Case" },
  permission: "case.read",
  route: createRoute({
    getParentRoute: () => rootRoute,
    path: "/cases/$id",
    validateSearch: readSearch,
    loader: () => Promise.all([loadTexts("cases"), loadTexts("case"), loadTexts("letters")]),
    component: lazyRouteComponent(() => import("./case.tsx"), "CasePage"),
  }),
} as const;
