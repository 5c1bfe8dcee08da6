import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../../app/root-route.ts";
import { loadTexts } from "../../i18n/i18n.ts";

/** One clue. */
export const clue = {
  name: "clue",
  title: { "zh-CN": "线索详情", en: "Clue" },
  permission: "clue.read",
  route: createRoute({
    getParentRoute: () => rootRoute,
    path: "/clues/$id",
    loader: () => Promise.all([loadTexts("cases"), loadTexts("clues"), loadTexts("clue")]),
    component: lazyRouteComponent(() => import("./clue.tsx"), "CluePage"),
  }),
} as const;
