import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../../app/root-route.ts";
import { loadTexts } from "../../i18n/i18n.ts";
import { readSearch } from "./search.ts";

/** The register of risks, with grades, controls and gaps. */
export const risks = {
  name: "risks",
  title: { "zh-CN": "廉政风险点", en: "Risk register" },
  permission: "risk.read",
  nav: { group: "oversight", icon: "list", key: "r" },
  route: createRoute({
    getParentRoute: () => rootRoute,
    path: "/risks",
    validateSearch: readSearch,
    loader: () => Promise.all([loadTexts("risks"), loadTexts("cases")]),
    component: lazyRouteComponent(() => import("./risks.tsx"), "Risks"),
  }),
} as const;
