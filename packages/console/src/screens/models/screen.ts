import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../../app/root-route.ts";
import { loadTexts } from "../../i18n/i18n.ts";
import { readSearch } from "./search.ts";

/** The warehouse: every model, its versions, and how its rules do (ML-3). */
export const models = {
  name: "models",
  title: { "zh-CN": "模型仓库", en: "Model warehouse" },
  permission: "rule.read",
  nav: { group: "rules", icon: "model", key: "m" },
  route: createRoute({
    getParentRoute: () => rootRoute,
    path: "/models",
    validateSearch: readSearch,
    loader: () => loadTexts("models"),
    component: lazyRouteComponent(() => import("./models.tsx"), "Models"),
  }),
} as const;
