import type { Locale } from "@probity/contracts";

/** Language of a request: the chosen one, else the browser's preference, else Chinese. */
export function localeOf(chosen: string | undefined, acceptLanguage: string | undefined): Locale {
  if (chosen === "zh-CN" || chosen === "en") return chosen;
  for (const entry of (acceptLanguage ?? "").slice(0, 500).toLowerCase().split(",")) {
    const tag = entry.trim();
    if (tag.startsWith("zh")) return "zh-CN";
    if (tag.startsWith("en")) return "en";
  }
  return "zh-CN";
}
