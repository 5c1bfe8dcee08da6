import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../../app/root-route.ts";
import { loadTexts } from "../../i18n/i18n.ts";
import { readSearch } from "./search.ts";

/** Clues from outside. */
export const clues = {
  name: "clues",
  title: { "zh-CN": "线索受理", en: "Clues" },
  permission: "clue.read",
  nav: { group: "work", icon: "external", key: "u" },
  route: createRoute({
    getParentRoute: () => rootRoute,
    path: "/clues",
    validateSearch: readSearch,
    loader: () => Promise.all([loadTexts("cases"), loadTexts("clues")]),
    component: lazyRouteComponent(() => import("./clues.tsx"), "Clues"),
  }),
} as const;
