import { useSyncExternalStore } from "react";
import { stored } from "../stored.ts";

const choices = ["system", "light", "dark"] as const;
/** What a person can choose. */
export type ThemeChoice = (typeof choices)[number];
/** What is on the screen. */
export type Theme = "light" | "dark";

const isChoice = (text: string): text is ThemeChoice => choices.some((choice) => choice === text);
const chosen = stored("probity.theme", "browser", isChoice);
const systemIsDark = matchMedia("(prefers-color-scheme: dark)");

const choice = (): ThemeChoice => chosen.current() ?? "system";

function theme(): Theme {
  const wanted = choice();
  if (wanted !== "system") return wanted;
  return systemIsDark.matches ? "dark" : "light";
}

const apply = (): void => {
  document.documentElement.dataset.theme = theme();
};

function subscribe(listener: () => void): () => void {
  const end = chosen.subscribe(listener);
  systemIsDark.addEventListener("change", listener);
  return () => {
    end();
    systemIsDark.removeEventListener("change", listener);
  };
}

/** Shows the theme of the person, and follows the system for whoever chose none. */
export function startTheme(): void {
  apply();
  subscribe(apply);
}

/** Changes the theme, now and for the next visit. */
export const changeTheme = (to: ThemeChoice): void => chosen.set(to === "system" ? undefined : to);

/** What the person chose. */
export const useThemeChoice = (): ThemeChoice => useSyncExternalStore(subscribe, choice);

/** What is on the screen. */
export const useTheme = (): Theme => useSyncExternalStore(subscribe, theme);
