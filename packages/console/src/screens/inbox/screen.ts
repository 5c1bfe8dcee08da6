import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../../app/root-route.ts";
import { loadTexts } from "../../i18n/i18n.ts";
import { readSearch } from "./search.ts";

/** The start page: alerts, to be triaged. */
export const inbox = {
  name: "inbox",
  title: { "zh-CN": "预警收件箱", en: "Inbox" },
  permission: "alert.read",
  nav: { group: "work", icon: "inbox", key: "i" },
  route: createRoute({
    getParentRoute: () => rootRoute,
    path: "/",
    validateSearch: readSearch,
    loader: () => loadTexts("inbox"),
    component: lazyRouteComponent(() => import("./inbox.tsx"), "Inbox"),
  }),
} as const;
