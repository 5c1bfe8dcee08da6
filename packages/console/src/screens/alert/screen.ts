import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../../app/root-route.ts";
import { loadTexts } from "../../i18n/i18n.ts";
import { type InboxSearch, readSearch } from "../inbox/search.ts";

/** In which list an alert is looked at: its place, what comes before and after, follow from that. */
interface AlertSearch extends InboxSearch {
  /** What was opened after this place in the log is not in the list. */
  readonly asOf?: number | undefined;
}

const readAlertSearch = (search: Readonly<Record<string, unknown>>): AlertSearch => {
  const { asOf } = search;
  const isPlace = typeof asOf === "number" && Number.isSafeInteger(asOf) && asOf >= 0;
  return { ...readSearch(search), ...(isPlace && { asOf }) };
};

/** An alert with everything to decide by. */
export const alert = {
  name: "alert",
  title: { "zh-CN": "预警详情", en: "Alert" },
  permission: "alert.read",
  route: createRoute({
    getParentRoute: () => rootRoute,
    path: "/alerts/$id",
    validateSearch: readAlertSearch,
    loader: () => Promise.all([loadTexts("alert"), loadTexts("network"), loadTexts("cases")]),
    component: lazyRouteComponent(() => import("./alert.tsx"), "Alert"),
  }),
} as const;
