import { isAlert, type NoticeState } from "../state.ts";
import { texts } from "../texts.ts";
import { controls } from "./controls.ts";
import { drawing, h } from "./dom.ts";
import { findings } from "./findings.ts";
import { headingOf } from "./heading.ts";
import { icons } from "./icons.ts";
import type { Actions, Model } from "./model.ts";
import { css } from "./styles.ts";

const colours: { readonly [state in NoticeState]: string } = {
  unchecked: "none",
  checking: "none",
  allow: "go",
  warn: "note",
  justify: "why",
  "second-approver": "two",
  waiting: "two",
  agreed: "go",
  "not-agreed": "stop",
  block: "stop",
  "unreachable-open": "none",
  "unreachable-closed": "none",
};

let sheet: CSSStyleSheet | undefined;

/** The document's one copy of the style. */
function styleSheet(): CSSStyleSheet {
  if (sheet === undefined) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
  }
  return sheet;
}

/**
 * What stands in the shadow root. Both live regions are there from the start, as screen readers announce only what changes in
 * a region that they know; heading and explanation move between them.
 */
export class NoticeView {
  readonly #shadow: ShadowRoot;
  readonly #box: HTMLDivElement = h("div", { class: "n", role: "group", "aria-labelledby": "title" });
  readonly #status: HTMLDivElement = h("div", { role: "status" });
  readonly #alert: HTMLDivElement = h("div", { role: "alert" });
  readonly #head: HTMLDivElement = h("div", { class: "head" });
  #icon: Element = drawing("");
  readonly #body: HTMLDivElement = h("div");

  constructor(shadow: ShadowRoot) {
    this.#shadow = shadow;
    shadow.adoptedStyleSheets = [styleSheet()];
    this.#head.append(this.#icon, this.#status, this.#alert);
    this.#box.append(this.#head, this.#body);
    shadow.append(this.#box);
  }

  /** Shows the model. Focus within stays on the control of the same name, else goes to the heading: it is never lost. */
  render(model: Model, actions: Actions, scheme: string, hidden: boolean): void {
    const { state, locale, readOnly } = model;
    const focused = this.#shadow.activeElement?.id;
    this.#box.className = `n ${colours[state]} ${scheme}`;
    this.#box.lang = locale;
    this.#box.hidden = hidden;
    this.#heading(model);
    this.#body.replaceChildren(
      ...(state === "checking" ? [] : [...findings(model, actions), ...notes(model)]),
      ...(readOnly ? [] : controls(model, actions)),
    );
    if (focused !== undefined && this.#shadow.activeElement === null) this.focus(focused, "title");
  }

  /** Focuses the first of these that is there. */
  focus(...ids: readonly string[]): void {
    for (const id of ids) {
      const control = this.#shadow.getElementById(id);
      if (control !== null && !(control instanceof HTMLButtonElement && control.disabled)) {
        control.focus();
        return;
      }
    }
  }

  #heading(model: Model): void {
    const { state, locale, level, readOnly } = model;
    const icon = drawing(icons[state]);
    this.#icon.replaceWith(icon);
    this.#icon = icon;
    // A decision that is only looked at again interrupts nobody.
    setRole(this.#status, readOnly ? undefined : "status");
    setRole(this.#alert, readOnly ? undefined : "alert");
    const [live, other] = isAlert(state) ? [this.#alert, this.#status] : [this.#status, this.#alert];
    const [heading, lead] = headingOf(model);
    const tag = headings[level] ?? "h3";
    if (live.textContent === heading + lead && live.firstElementChild?.localName === tag) return;
    const focused = this.#shadow.activeElement?.id === "title";
    const title = h(tag, { id: "title", class: "title", tabindex: -1 }, heading);
    live.lang = locale;
    other.replaceChildren();
    live.replaceChildren(title, ...(lead === "" ? [] : [h("p", {}, lead)]));
    if (focused) title.focus();
  }
}

const headings: Readonly<Record<number, "h2" | "h3" | "h4" | "h5" | "h6">> = {
  2: "h2",
  3: "h3",
  4: "h4",
  5: "h5",
  6: "h6",
};

function setRole(element: Element, role: string | undefined): void {
  if (role === undefined) element.removeAttribute("role");
  else if (element.getAttribute("role") !== role) element.setAttribute("role", role);
}

/** What a decision says beside its findings. */
function notes({ state, decision, approval, locale }: Model): readonly Node[] {
  const t = texts[locale];
  const said: Node[] = [];
  if (state === "not-agreed" && approval?.reason)
    said.push(h("p", { class: "degraded" }, `${t.opinion}${t.colon}${approval.reason}`));
  const degraded = decision?.degraded;
  if (degraded === "weakened") said.push(h("p", { class: "degraded" }, t.weakened));
  // The two states of an incomplete check say so in their heading.
  if (degraded === "unchecked" && !state.startsWith("unreachable"))
    said.push(h("p", { class: "degraded" }, t.unchecked));
  return said;
}
