import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../../app/root-route.ts";
import { loadTexts } from "../../i18n/i18n.ts";
import { readSearch } from "./search.ts";

/** One version of a model: its rules in plain words, its results, its history, and what may be done with it (ML-1). */
export const model = {
  name: "model",
  title: { "zh-CN": "模型版本", en: "Model version" },
  permission: "rule.read",
  route: createRoute({
    getParentRoute: () => rootRoute,
    path: "/models/$id/$version",
    validateSearch: readSearch,
    loader: () => Promise.all([loadTexts("models"), loadTexts("model")]),
    component: lazyRouteComponent(() => import("./model.tsx"), "ModelVersion"),
  }),
} as const;
