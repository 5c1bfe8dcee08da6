import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../../app/root-route.ts";
import { loadTexts } from "../../i18n/i18n.ts";
import { readSearch } from "./search.ts";

/** What reports, how well, and what was refused. */
export const modules = {
  name: "modules",
  title: { "zh-CN": "嵌入模块", en: "Modules" },
  permission: "stream.read",
  nav: { group: "oversight", icon: "plug", key: "s" },
  route: createRoute({
    getParentRoute: () => rootRoute,
    path: "/modules",
    validateSearch: readSearch,
    loader: () => loadTexts("modules"),
    component: lazyRouteComponent(() => import("./modules.tsx"), "Modules"),
  }),
} as const;
