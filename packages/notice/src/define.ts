import { ProbityNotice } from "./element.ts";
import type { Locale } from "./plain-text.ts";
import { type Texts, texts } from "./texts.ts";

declare global {
  interface HTMLElementTagNameMap {
    "probity-notice": ProbityNotice;
  }
}

/** Defines the element, once, however many copies a page has. On a server it does nothing. */
export function define(spoken: Partial<Record<Locale, Texts>>): void {
  Object.assign(texts, spoken);
  if (typeof customElements !== "undefined" && customElements.get("probity-notice") === undefined)
    customElements.define("probity-notice", ProbityNotice);
}
