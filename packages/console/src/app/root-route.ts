import { createRootRoute, retainSearchParams } from "@tanstack/react-router";
import { isUnit } from "./unit.ts";

/** What every screen has in its address. */
interface RootSearch {
  /** The unit, with everything under it, that lists are narrowed to. */
  readonly unit?: string | undefined;
}

/** The parent of every screen's route. */
export const rootRoute = createRootRoute({
  validateSearch: (search: Record<string, unknown>): RootSearch =>
    isUnit(search.unit) ? { unit: search.unit } : {},
  search: { middlewares: [retainSearchParams(["unit"])] },
});
