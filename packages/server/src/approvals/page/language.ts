import type { Locale } from "@probity/contracts";

/** Language of a page: the chosen one, else the browser's first that is one of the two, else Chinese. */
export function languageOf(chosen: unknown, acceptLanguage: string | undefined): Locale {
  if (chosen === "zh-CN" || chosen === "en") return chosen;
  const wanted = (acceptLanguage ?? "")
    .slice(0, 500)
    .toLowerCase()
    .split(",")
    .map(readPreference)
    .toSorted((a, b) => b.weight - a.weight);
  for (const { tag, weight } of wanted) {
    if (weight > 0 && /^zh\b/.test(tag)) return "zh-CN";
    if (weight > 0 && /^en\b/.test(tag)) return "en";
  }
  return "zh-CN";
}

function readPreference(text: string): { readonly tag: string; readonly weight: number } {
  const [tag = "", ...options] = text.split(";").map((part) => part.trim());
  const weight = Number(options.find((option) => option.startsWith("q="))?.slice(2) ?? "1");
  return { tag, weight: Number.isFinite(weight) ? weight : 0 };
}
