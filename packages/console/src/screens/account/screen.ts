import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../../app/root-route.ts";
import { loadTexts } from "../../i18n/i18n.ts";

/** One's own account: password, sessions, and how one is told of things. */
export const account = {
  name: "account",
  title: { "zh-CN": "账号与通知设置", en: "Account and notifications" },
  route: createRoute({
    getParentRoute: () => rootRoute,
    path: "/account",
    loader: () => loadTexts("account"),
    component: lazyRouteComponent(() => import("./account.tsx"), "Account"),
  }),
} as const;
