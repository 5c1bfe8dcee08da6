import type { Locale } from "./plain-text.ts";
import { texts } from "./texts.ts";

/** English, Chinese for any other language of the nearest `lang`, shadow roots crossed; else the one that there are texts in. */
export function localeAround(element: Element): Locale {
  const wanted = element.matches(":lang(en)") ? "en" : "zh-CN";
  return wanted in texts ? wanted : wanted === "en" ? "zh-CN" : "en";
}

/**
 * `light`, `dark`, or `auto` (as the system): what the attribute says, else what the page's own `color-scheme` declares. A page
 * that declares nothing is a light one, whatever the system prefers.
 */
export function schemeAround(element: Element): "light" | "dark" | "auto" {
  const theme = element.getAttribute("theme");
  if (theme === "light" || theme === "dark" || theme === "auto") return theme;
  const declared = getComputedStyle(element).colorScheme;
  if (!declared.includes("dark")) return "light";
  return declared.includes("light") ? "auto" : "dark";
}
