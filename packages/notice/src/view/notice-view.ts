import { isAlert } from "../state.ts";
import { texts } from "../texts.ts";
import { controls } from "./controls.ts";
import { drawing, h, setAttributes } from "./dom.ts";
import { findings } from "./findings.ts";
import { headingOf } from "./heading.ts";
import { looks } from "./looks.ts";
import type { Actions, Model } from "./model.ts";
import { css } from "./styles.ts";

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
    this.#box.className = `n ${looks[state][0]} ${scheme}`;
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
      if (control !== null && !control.matches(":disabled")) {
        control.focus();
        return;
      }
    }
  }

  #heading(model: Model): void {
    const { state, locale, level, readOnly } = model;
    const icon = drawing(looks[state][1]);
    this.#icon.replaceWith(icon);
    this.#icon = icon;
    // A decision that is only looked at again interrupts nobody.
    setAttributes(this.#status, { role: !readOnly && "status" });
    setAttributes(this.#alert, { role: !readOnly && "alert" });
    const [live, other] = isAlert(state) ? [this.#alert, this.#status] : [this.#status, this.#alert];
    const [heading, lead] = headingOf(model);
    const tag = /^[2-6]$/.test(level ?? "") ? (`h${level}` as "h3") : "h3";
    if (live.textContent === heading + lead && live.firstElementChild?.localName === tag) return;
    const focused = this.#shadow.activeElement?.id === "title";
    const title = h(tag, { id: "title", class: "title", tabindex: -1 }, heading);
    live.lang = locale;
    other.replaceChildren();
    live.replaceChildren(title, ...(lead === "" ? [] : [h("p", {}, lead)]));
    if (focused) title.focus();
  }
}

/** What a decision says beside its findings. */
function notes({ state, decision, approval, locale }: Model): readonly Node[] {
  const t = texts[locale];
  const degraded = decision?.degraded;
  const said = [
    state === "not-agreed" && approval?.reason && `${t.opinion}${t.colon}${approval.reason}`,
    degraded === "weakened" && t.weakened,
    // The two states of an incomplete check say so in their heading.
    degraded === "unchecked" && !state.startsWith("unreachable") && t.unchecked,
  ];
  return said.flatMap((line) => (line ? [h("p", { class: "degraded" }, line)] : []));
}
