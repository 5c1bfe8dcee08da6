import { longestReason, shortestReason, texts } from "../texts.ts";
import { countCharacters } from "../plain-text.ts";
import { button, h } from "./dom.ts";
import { justification } from "./justification.ts";
import type { Actions, Model } from "./model.ts";

const main = { class: "main" } as const;

/** Exactly the ways on that the state leaves. */
export function controls(model: Model, actions: Actions): readonly Node[] {
  const { state, locale, offers } = model;
  const t = texts[locale];
  const retry = offers.has("retry") && button("retry", t.retry, actions.retry);
  switch (state) {
    case "warn":
      return [
        row(
          !model.acknowledged && button("acknowledge", t.acknowledge, actions.acknowledge, main),
          appealButton(model, actions),
        ),
        ...appealForm(model, actions),
      ];
    case "justify":
      return justification(model, actions);
    case "second-approver":
      return secondApprover(model, actions);
    case "waiting":
      return [row(offers.has("remind") && remind(model, actions), retry)];
    case "block":
      return [
        row(
          button("fix", t.fix, () => fixFirst(model, actions), main),
          retry,
          appealButton(model, actions),
        ),
        ...appealForm(model, actions),
      ];
    case "unchecked":
    case "not-agreed":
    case "unreachable-open":
    case "unreachable-closed":
      return [row(retry)];
    default:
      return [];
  }
}

const row = (...buttons: readonly (Node | false)[]): HTMLDivElement =>
  h("div", { class: "buttons" }, ...buttons);

function fixFirst({ decision }: Model, actions: Actions): void {
  const finding = decision?.findings.find(({ field }) => field !== "") ?? decision?.findings[0];
  actions.fix(finding?.rule ?? "", finding?.field ?? "");
}

function remind({ locale, reminded }: Model, actions: Actions): HTMLButtonElement {
  const t = texts[locale];
  return button("remind", reminded ? t.reminded : t.remind, actions.remind, { disabled: reminded });
}

function secondApprover(model: Model, actions: Actions): readonly Node[] {
  const { locale, candidates, approval, draft } = model;
  const t = texts[locale];
  const failed =
    approval?.state === "not-asked" &&
    h("p", { class: "error", role: "alert" }, t.notAsked(approval.code ?? ""));
  if (candidates.length === 0) return [h("p", { class: "degraded" }, t.nobody)];
  const select = h("select", { id: "person" });
  for (const { id, name, note } of candidates)
    select.append(h("option", { value: id }, name[locale], note !== undefined && ` · ${note[locale]}`));
  if (candidates.some(({ id }) => id === draft.person)) select.value = draft.person;
  draft.person = select.value;
  select.addEventListener("change", () => {
    draft.person = select.value;
  });
  const fields: Node[] = [h("label", { for: "person" }, t.approver), select];
  if (failed !== false) fields.unshift(failed);
  return [...fields, row(button("ask", t.ask, actions.ask, main))];
}

function appealButton({ state, locale, offers, appeal, appealOpen }: Model, actions: Actions): Node | false {
  const t = texts[locale];
  if (!offers.has("appeal") || appealOpen || appeal === "sent") return false;
  return button("appeal", state === "warn" ? t.falseAlarm : t.appeal, actions.openAppeal);
}

function appealForm(model: Model, actions: Actions): readonly Node[] {
  const { state, locale, appeal, appealOpen, draft } = model;
  const t = texts[locale];
  const warned = state === "warn";
  if (appeal === "sent")
    return [h("p", { class: "degraded", role: "status" }, warned ? t.falseAlarmSent : t.appealSent)];
  if (!appealOpen) return [];
  const area = h("textarea", {
    id: "grounds",
    rows: 3,
    maxlength: longestReason,
    "aria-describedby": "grounds-hint",
  });
  area.value = draft.appeal;
  const sending = appeal === "sending";
  const send = button("send", sending ? t.appealSending : t.appealSend, actions.sendAppeal);
  const follow = (): void => {
    send.disabled = sending || countCharacters(draft.appeal.trim()) < shortestReason;
  };
  area.addEventListener("input", () => {
    draft.appeal = area.value;
    follow();
  });
  follow();
  return [
    h(
      "div",
      { class: "appeal" },
      h("label", { for: "grounds" }, warned ? t.falseAlarmTitle : t.appealTitle),
      h("p", { class: "hint", id: "grounds-hint" }, `${t.appealHint} ${t.explanationHint}`),
      area,
      appeal === "failed" && h("p", { class: "error", role: "alert" }, t.appealFailed),
      row(send),
    ),
  ];
}
