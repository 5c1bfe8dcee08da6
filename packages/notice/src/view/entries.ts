import { longestReason } from "../limits.ts";
import { h, setAttributes } from "./dom.ts";
import type { Draft } from "./model.ts";

type Name = keyof Draft;

/** A choice of one, by value and label. */
export function choice(id: Name, options: readonly (readonly [string, string])[]): HTMLSelectElement {
  return h("select", { id }, ...options.map(([value, label]) => h("option", { value }, label)));
}

/** A text of some lines. */
export function area(id: Name): HTMLTextAreaElement {
  return h("textarea", { id, rows: 3, maxlength: longestReason });
}

/** What stands around a control. */
interface Around {
  readonly label: string;
  readonly hint?: string | undefined;
  /** What is said while it is wrong; a control with an error is one that must be filled in. */
  readonly error?: string | undefined;
  readonly isWrong?: (() => boolean | undefined) | undefined;
}

/** The control under its label. It shows what the draft holds under its id, and from now on keeps there what is entered. */
export function entry(
  control: HTMLSelectElement | HTMLTextAreaElement,
  draft: Draft,
  { label, hint, error, isWrong }: Around,
  onInput: () => void,
): readonly Node[] {
  const id = control.id as Name; // given by the two functions above
  const wrong = h("p", { id: `${id}-error`, class: "error" });
  control.value = draft[id];
  // What was chosen is not offered any more.
  if ("selectedIndex" in control && control.selectedIndex < 0) control.selectedIndex = 0;
  const follow = (): void => {
    draft[id] = control.value;
    const said = isWrong?.() && error;
    wrong.textContent = said || "";
    setAttributes(control, { "aria-invalid": said && "true" });
  };
  control.addEventListener("input", () => {
    follow();
    onInput();
  });
  follow();
  setAttributes(control, {
    "aria-required": error && "true",
    "aria-describedby": `${id}-hint ${id}-error`,
  });
  return [h("label", { for: id }, label), h("p", { id: `${id}-hint`, class: "hint" }, hint), wrong, control];
}
