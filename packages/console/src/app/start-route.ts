import { createRoute, redirect } from "@tanstack/react-router";
import { rootRoute } from "./root-route.ts";

/** Where the console opens. */
export const startRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/account" });
  },
});
