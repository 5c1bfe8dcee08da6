import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../../app/root-route.ts";
import { loadTexts } from "../../i18n/i18n.ts";
import { readSearch } from "./search.ts";

/** Who works where, and the way to what is known of them. */
export const people = {
  name: "people",
  title: { "zh-CN": "人员与单位", en: "People and units" },
  permission: "org.read",
  nav: { group: "oversight", icon: "person", key: "h" },
  route: createRoute({
    getParentRoute: () => rootRoute,
    path: "/people",
    validateSearch: readSearch,
    loader: () => loadTexts("people"),
    component: lazyRouteComponent(() => import("./people.tsx"), "People"),
  }),
} as const;
