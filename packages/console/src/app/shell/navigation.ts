import { useSyncExternalStore } from "react";
import { stored } from "../../stored.ts";

const isNarrow = (text: string): text is "narrow" => text === "narrow";
const width = stored("probity.navigation", "browser", isNarrow);

/** Whether the navigation shows drawings alone. */
export const useNarrowNavigation = (): boolean =>
  useSyncExternalStore(width.subscribe, width.current) === "narrow";

/** Collapses the navigation, or expands it again; kept for the next visit. */
export const navigation: { readonly toggle: () => void } = {
  toggle: () => width.set(width.current() === undefined ? "narrow" : undefined),
};
