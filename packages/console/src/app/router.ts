import { createRouter } from "@tanstack/react-router";
import { routes } from "../screens/index.ts";
import { rootRoute } from "./root-route.ts";
import { Broken } from "./shell/broken.tsx";
import { Missing } from "./shell/missing.tsx";
import { Shell } from "./shell/shell.tsx";
import { Loading } from "../ui/state.tsx";

// Here, because the shell knows all screens and each screen's route knows the root.
rootRoute.update({ component: Shell });

/** Which screen an address shows. */
export const router = createRouter({
  routeTree: rootRoute.addChildren(routes),
  defaultPendingComponent: Loading,
  defaultPendingMs: 200,
  defaultErrorComponent: Broken,
  defaultNotFoundComponent: Missing,
  // The code of a screen is small and the server near.
  defaultPreload: "intent",
  scrollRestoration: true,
  // What no screen knows of an address is left out, and so is what is not valid.
  search: { strict: true },
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
