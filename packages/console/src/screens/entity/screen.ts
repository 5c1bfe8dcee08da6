import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../../app/root-route.ts";
import { loadTexts } from "../../i18n/i18n.ts";

/** What is known of a person or a unit, read for a purpose. */
export const entity = {
  name: "entity",
  title: { "zh-CN": "廉政档案", en: "Integrity file" },
  permission: "person.read",
  route: createRoute({
    getParentRoute: () => rootRoute,
    path: "/entities/$kind/$key",
    loader: () => Promise.all([loadTexts("entity"), loadTexts("network"), loadTexts("cases")]),
    component: lazyRouteComponent(() => import("./entity.tsx"), "Entity"),
  }),
} as const;
