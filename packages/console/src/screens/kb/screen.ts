import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../../app/root-route.ts";
import { loadTexts } from "../../i18n/i18n.ts";
import { readSearch } from "./search.ts";

/** The library: rules, typical cases and teaching material, and what of it was sent to whom. */
export const kb = {
  name: "kb",
  title: { "zh-CN": "知识库", en: "Knowledge" },
  nav: { group: "rules", icon: "book", key: "k" },
  route: createRoute({
    getParentRoute: () => rootRoute,
    path: "/kb",
    validateSearch: readSearch,
    loader: () => loadTexts("kb"),
    component: lazyRouteComponent(() => import("./kb.tsx"), "Knowledge"),
  }),
} as const;
