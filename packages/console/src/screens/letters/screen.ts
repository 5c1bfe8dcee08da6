import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../../app/root-route.ts";
import { loadTexts } from "../../i18n/i18n.ts";
import { readSearch } from "./search.ts";

/** Letters of all cases. */
export const letters = {
  name: "letters",
  title: { "zh-CN": "文书", en: "Letters" },
  permission: "letter.read",
  nav: { group: "work", icon: "letter", key: "t" },
  route: createRoute({
    getParentRoute: () => rootRoute,
    path: "/letters",
    validateSearch: readSearch,
    loader: () => Promise.all([loadTexts("cases"), loadTexts("letters")]),
    component: lazyRouteComponent(() => import("./letters.tsx"), "Letters"),
  }),
} as const;
