import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../../app/root-route.ts";
import { loadTexts } from "../../i18n/i18n.ts";
import { readSearch } from "./search.ts";

/** Reports that are kept, those that are made by themselves, and one's own files. */
export const reports = {
  name: "reports",
  title: { "zh-CN": "报告与导出", en: "Reports and files" },
  permission: "report.read",
  nav: { group: "oversight", icon: "download", key: "w" },
  route: createRoute({
    getParentRoute: () => rootRoute,
    path: "/reports",
    validateSearch: readSearch,
    loader: () => Promise.all([loadTexts("reports"), loadTexts("cases")]),
    component: lazyRouteComponent(() => import("./reports.tsx"), "Reports"),
  }),
} as const;
