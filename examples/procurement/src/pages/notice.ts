import type { Decision } from "@probity/contracts";
import type { ActForm } from "../acts/index.ts";
import { html, type Html } from "../html/html.ts";
import { icons } from "../html/icons.ts";
import type { Process } from "../store/index.ts";
import type { PageContext } from "./context.ts";

/** What stands beside the inline notice in the form of an act. */
export interface NoticeView {
  readonly act: ActForm;
  readonly process: Process;
  /** Text that was typed before, shown again after a refusal. */
  readonly justification?: string | undefined;
  /** True for whoever may let a blocked act go on in an emergency. */
  readonly mayOverride?: boolean | undefined;
}

/**
 * The inline notice with the button of the act, and the ways out of a block that this app has. The page's script gives it the
 * decision; the style sheet shows what belongs to its state. It never enforces; the backend verifies the token.
 */
export function notice({ t, locale }: PageContext, view: NoticeView): Html {
  const { act, process } = view;
  return html`<probity-notice offers="retry appeal" justification="${view.justification}"></probity-notice>
    <noscript><p class="error">${t.needsScript}</p></noscript>
    <p class="error" role="alert" data-refused></p>
    <button class="main">${act.verb[locale]}</button>
    <div class="wayout">
      ${act.id === "award" && html`<a class="button quiet" href="/p/${process.id}/evaluate">${t.reevaluate}</a>`}
      <a class="button quiet" href="/p/${process.id}">${t.back}</a>
      ${view.mayOverride && emergency(t, view)}
    </div>`;
}

/** A decision as the requester was shown it; its token stays with the requester. */
export function shownNotice(decision: Decision): Html {
  const shown = JSON.stringify({ ...decision, token: undefined });
  return html`<probity-notice readonly decision="${shown}"></probity-notice>`;
}

function emergency(t: PageContext["t"], { act, process }: NoticeView): Html {
  return html`<details class="emergency">
    <summary>${t.override}</summary>
    <p>${t.overrideHint}</p>
    <div class="field">
      <label for="override">${t.overrideReason}</label>
      <textarea id="override" name="override_reason" rows="3" maxlength="2000"></textarea>
    </div>
    <input type="hidden" name="blocked_token" value="" />
    <button class="quiet" formaction="/p/${process.id}/${act.id}/override" formnovalidate>
      ${t.overrideAsk}
    </button>
  </details>`;
}

/** After break-glass was recorded: the act itself, with the token that permits it. */
export function overridden({ t, locale }: PageContext, act: ActForm, token: string): Html {
  return html`<div class="overridden" data-outcome="break_glass">
      <div role="alert">
        <h3>${icons.block} ${t.headline.break_glass}</h3>
        <p>${t.overrideDone}</p>
      </div>
    </div>
    <input type="hidden" name="probity_token" value="${token}" />
    <button class="main">${act.verb[locale]}</button>`;
}
