import { longestReason, shortestReason } from "../limits.ts";
import { countCharacters } from "../plain-text.ts";
import { texts } from "../texts.ts";
import { h } from "./dom.ts";
import { area, choice, entry } from "./entries.ts";
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
  const { locale, reasons, draft, tried } = model;
  const t = texts[locale];
  const count = h("div", { class: "count", "aria-hidden": "true" });
  // Told when typing pauses, not at every key.
  const told = h("span", { role: "status", class: "spoken" });
  let pause: ReturnType<typeof setTimeout> | undefined;
  const follow = (): void => {
    count.textContent = t.count(countCharacters(draft.text.trim()));
  };
  const around = (id: "code" | "text", label: string, error: string, hint?: string) => ({
    label,
    hint,
    error,
    isWrong: () => tried && missing(model).includes(id),
  });
  follow();
  const options = reasons.map(({ code, label }) => [code, label[locale]] as const);
  return [
    ...(reasons.length > 0
      ? entry(
          choice("code", [["", t.chooseReason], ...options]),
          draft,
          around("code", t.reason, t.reasonMissing),
          actions.changed,
        )
      : []),
    ...entry(area("text"), draft, around("text", t.explanation, t.tooShort, t.explanationHint), () => {
      follow();
      clearTimeout(pause);
      pause = setTimeout(() => {
        told.textContent = count.textContent;
      }, 1000);
      actions.changed();
    }),
    count,
    told,
  ];
}
