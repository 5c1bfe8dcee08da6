import { useMatches } from "@tanstack/react-router";
import { screens } from "../../screens/index.ts";
import type { Screen } from "../screen.ts";

/** The screen of the address; undefined for an address that is none's. */
export function useScreen(): Screen | undefined {
  const matches = useMatches();
  const id = matches.at(-1)?.routeId;
  return screens.find(({ route }) => route.id === id);
}
