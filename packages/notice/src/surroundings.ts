import type { Locale } from "./plain-text.ts";
import { texts } from "./texts.ts";

/** Language of the nearest `lang`, shadow roots crossed, else the one that there are texts in. */
export function localeAround(element: Element): Locale {
  const wanted = languageAround(element);
  return wanted in texts ? wanted : wanted === "en" ? "zh-CN" : "en";
}

/** Chinese, English, and Chinese for any other. */
function languageAround(element: Element): Locale {
  let node: Node | null = element;
  while (node !== null) {
    const lang = node instanceof Element ? (node.getAttribute("lang") ?? "").toLowerCase() : "";
    if (lang.startsWith("en")) return "en";
    if (lang !== "") return "zh-CN";
    node = node instanceof ShadowRoot ? node.host : node.parentNode;
  }
  return "zh-CN";
}

/**
 * `light`, `dark`, or `auto` (as the system): what the attribute says, else what the page's own `color-scheme` declares. A page
 * that declares nothing is a light one, whatever the system prefers.
 */
export function schemeAround(element: Element): "light" | "dark" | "auto" {
  const theme = element.getAttribute("theme");
  if (theme === "light" || theme === "dark" || theme === "auto") return theme;
  const declared = getComputedStyle(element).colorScheme.split(" ");
  if (!declared.includes("dark")) return "light";
  return declared.includes("light") ? "auto" : "dark";
}
