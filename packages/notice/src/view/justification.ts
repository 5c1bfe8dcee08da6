import { countCharacters } from "../plain-text.ts";
import { longestReason, shortestReason, texts } from "../texts.ts";
import { h } from "./dom.ts";
import type { Actions, Model } from "./model.ts";

/** What is wrong with a written reason; empty when nothing is. The names are those of the controls, in their order. */
export function missing({ draft, reasons }: Pick<Model, "draft" | "reasons">): readonly ("code" | "text")[] {
  const used = countCharacters(draft.text.trim());
  const wrong: ("code" | "text")[] = [];
  if (reasons.length > 0 && !reasons.some(({ code }) => code === draft.code)) wrong.push("code");
  if (used < shortestReason || used > longestReason) wrong.push("text");
  return wrong;
}

/** Kind of reason and explanation, with a count of characters that follows what is typed. */
export function justification(model: Model, actions: Actions): readonly Node[] {
  const { reasons } = model;
  return [...(reasons.length > 0 ? kindOfReason(model, actions) : []), ...explanation(model, actions)];
}

function kindOfReason({ locale, reasons, draft, tried }: Model, actions: Actions): readonly Node[] {
  const t = texts[locale];
  const select = h(
    "select",
    { id: "code", "aria-required": "true" },
    h("option", { value: "" }, t.chooseReason),
  );
  for (const { code, label } of reasons) select.append(h("option", { value: code }, label[locale]));
  select.value = draft.code;
  const error = h("p", { id: "code-error", class: "error", hidden: true }, t.reasonMissing);
  const mark = (): void => markInvalid(select, error, tried && draft.code === "", "code-error");
  select.addEventListener("change", () => {
    draft.code = select.value;
    mark();
    actions.changed();
  });
  mark();
  return [h("label", { for: "code" }, t.reason), error, select];
}

function explanation({ locale, draft, tried }: Model, actions: Actions): readonly Node[] {
  const t = texts[locale];
  const area = h("textarea", { id: "text", rows: 3, maxlength: longestReason, "aria-required": "true" });
  area.value = draft.text;
  const error = h("p", { id: "text-error", class: "error", hidden: true }, t.tooShort);
  const count = h("div", { class: "count", "aria-hidden": "true" });
  // Told when typing pauses, not at every key.
  const told = h("span", { role: "status", class: "spoken" });
  let pause: ReturnType<typeof setTimeout> | undefined;
  const follow = (): void => {
    const used = countCharacters(draft.text.trim());
    count.textContent = t.count(used);
    markInvalid(area, error, tried && used < shortestReason, "text-hint text-error", "text-hint");
  };
  area.addEventListener("input", () => {
    draft.text = area.value;
    follow();
    clearTimeout(pause);
    pause = setTimeout(() => {
      told.textContent = count.textContent;
    }, 1000);
    actions.changed();
  });
  follow();
  const hint = h("p", { class: "hint", id: "text-hint" }, t.explanationHint);
  return [h("label", { for: "text" }, t.explanation), hint, error, area, count, told];
}

function markInvalid(
  control: HTMLElement,
  error: HTMLElement,
  wrong: boolean,
  described: string,
  otherwise?: string,
): void {
  error.hidden = !wrong;
  const description = wrong ? described : otherwise;
  if (wrong) control.setAttribute("aria-invalid", "true");
  else control.removeAttribute("aria-invalid");
  if (description === undefined) control.removeAttribute("aria-describedby");
  else control.setAttribute("aria-describedby", description);
}
