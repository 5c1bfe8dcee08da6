import type { Texts } from "../i18n/index.ts";

/** What the person reads when a submit was refused with this code. */
export function refusalText(t: Texts, code: string): string {
  return t.refused[code] ?? t.refusedOther;
}
