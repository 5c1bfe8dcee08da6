import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../../app/root-route.ts";
import { loadTexts } from "../../i18n/i18n.ts";

/** One letter. */
export const letter = {
  name: "letter",
  title: { "zh-CN": "文书详情", en: "Letter" },
  permission: "letter.read",
  route: createRoute({
    getParentRoute: () => rootRoute,
    path: "/letters/$id",
    loader: () => Promise.all([loadTexts("cases"), loadTexts("letters"), loadTexts("letter")]),
    component: lazyRouteComponent(() => import("./letter.tsx"), "LetterPage"),
  }),
} as const;
