import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../../app/root-route.ts";
import { loadTexts } from "../../i18n/i18n.ts";
import { readSearch } from "./search.ts";

/** The factory: a draft of a model, its conditions without a typed character of CEL, and the way to its release (ML-4). */
export const factory = {
  name: "factory",
  title: { "zh-CN": "模型工厂", en: "Model factory" },
  permission: "rule.write",
  route: createRoute({
    getParentRoute: () => rootRoute,
    path: "/models/$id/$version/edit",
    validateSearch: readSearch,
    loader: () => Promise.all((["models", "model", "network", "factory"] as const).map(loadTexts)),
    component: lazyRouteComponent(() => import("./factory.tsx"), "Factory"),
  }),
} as const;
