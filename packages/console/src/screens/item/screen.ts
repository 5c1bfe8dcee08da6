import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../../app/root-route.ts";
import { loadTexts } from "../../i18n/i18n.ts";

/** One item of one of the six lists. */
export const item = {
  name: "item",
  title: { "zh-CN": "清单事项", en: "Item of a list" },
  permission: "rectification.read",
  route: createRoute({
    getParentRoute: () => rootRoute,
    path: "/lists/$kind/$id",
    loader: () => Promise.all([loadTexts("cases"), loadTexts("lists"), loadTexts("item")]),
    component: lazyRouteComponent(() => import("./item.tsx"), "ItemPage"),
  }),
} as const;
