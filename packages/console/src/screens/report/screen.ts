import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../../app/root-route.ts";
import { loadTexts } from "../../i18n/i18n.ts";

/** One report, as it was made. */
export const report = {
  name: "report",
  title: { "zh-CN": "报告", en: "Report" },
  permission: "report.read",
  route: createRoute({
    getParentRoute: () => rootRoute,
    path: "/reports/$id",
    loader: () =>
      Promise.all((["report", "reports", "overview", "cases"] as const).map((name) => loadTexts(name))),
    component: lazyRouteComponent(() => import("./report.tsx"), "Report"),
  }),
} as const;
