import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../../app/root-route.ts";
import { loadTexts } from "../../i18n/i18n.ts";
import { readSearch } from "./search.ts";

/** Who did what, and who looked; with the proof that it was not changed since. */
export const audit = {
  name: "audit",
  title: { "zh-CN": "存证日志", en: "Audit" },
  permission: "log.read",
  nav: { group: "oversight", icon: "shield", key: "a" },
  route: createRoute({
    getParentRoute: () => rootRoute,
    path: "/audit",
    validateSearch: readSearch,
    loader: () => loadTexts("audit"),
    component: lazyRouteComponent(() => import("./audit.tsx"), "Audit"),
  }),
} as const;
