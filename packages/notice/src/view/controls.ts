import { shortestReason } from "../limits.ts";
import { countCharacters } from "../plain-text.ts";
import { texts } from "../texts.ts";
import { button, h } from "./dom.ts";
import { area, choice, entry } from "./entries.ts";
import { justification } from "./justification.ts";
import type { Actions, Model } from "./model.ts";

const main = { class: "main" } as const;

/** Exactly the ways on that the state leaves. */
export function controls(model: Model, actions: Actions): readonly Node[] {
  const { state, locale, offers, acknowledged } = model;
  const t = texts[locale];
  const retry = offers.has("retry") && button("retry", t.retry, actions.retry);
  const warned = state === "warn";
  switch (state) {
    case "justify":
      return justification(model, actions);
    case "second-approver":
      return secondApprover(model, actions);
    case "waiting":
      return [row(offers.has("remind") && remind(model, actions), retry)];
    case "warn":
    case "block":
      return [
        row(
          warned
            ? !acknowledged && button("acknowledge", t.acknowledge, actions.acknowledge, main)
            : button("fix", t.fix, () => fixFirst(model, actions), main),
          !warned && retry,
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

function secondApprover({ locale, candidates, approval, draft }: Model, actions: Actions): readonly Node[] {
  const t = texts[locale];
  if (candidates.length === 0) return [h("p", { class: "degraded" }, t.nobody)];
  const options = candidates.map(({ id, name, note }) => {
    const duty = note === undefined ? "" : ` · ${note[locale]}`;
    return [id, name[locale] + duty] as const;
  });
  return [
    ...(approval === undefined ? [] : [failure(t.notAsked(approval.code ?? ""))]),
    ...entry(choice("person", options), draft, { label: t.approver }, () => undefined),
    row(button("ask", t.ask, actions.ask, main)),
  ];
}

const failure = (said: string): Node => h("p", { class: "error", role: "alert" }, said);

function appealButton({ state, locale, offers, appeal, appealOpen }: Model, actions: Actions): Node | false {
  const t = texts[locale];
  if (!offers.has("appeal") || appealOpen || appeal === "sent") return false;
  return button("appeal", state === "warn" ? t.falseAlarm : t.appeal, actions.openAppeal);
}

function appealForm({ state, locale, appeal, appealOpen, draft }: Model, actions: Actions): readonly Node[] {
  const t = texts[locale];
  const warned = state === "warn";
  if (appeal === "sent")
    return [h("p", { class: "degraded", role: "status" }, warned ? t.falseAlarmSent : t.appealSent)];
  if (!appealOpen) return [];
  const sending = appeal === "sending";
  const send = button("send", sending ? t.appealSending : t.appealSend, actions.sendAppeal);
  const follow = (): void => {
    send.disabled = sending || countCharacters(draft.grounds.trim()) < shortestReason;
  };
  follow();
  const label = warned ? t.falseAlarmTitle : t.appealTitle;
  const hint = `${t.appealHint} ${t.explanationHint}`;
  return [
    ...entry(area("grounds"), draft, { label, hint }, follow),
    ...(appeal === "failed" ? [failure(t.appealFailed)] : []),
    row(send),
  ];
}
