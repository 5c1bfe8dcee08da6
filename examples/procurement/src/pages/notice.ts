import type { Decision, DisclosedFinding } from "@probity/contracts";
import type { ActForm } from "../acts/index.ts";
import { html, type Html } from "../html/html.ts";
import { icons } from "../html/icons.ts";
import { formatEvidence } from "../i18n/index.ts";
import type { Person } from "../people.ts";
import type { Process } from "../store/index.ts";
import type { PageContext } from "./context.ts";

/** Findings shown at most; approvers stop reading after a few. */
const shownAtMost = 3;

/** What is needed to show a decision with the way on that it leaves. */
export interface NoticeView {
  readonly decision: Decision;
  readonly act: ActForm;
  readonly process: Process;
  readonly secondApprovers: readonly Person[];
  /** Text that was typed before, shown again after a refusal. */
  readonly justification?: string | undefined;
  /** True for whoever may let a blocked act go on in an emergency. */
  readonly mayOverride?: boolean | undefined;
}

/**
 * The inline notice: what was found, and exactly the controls that the outcome permits. It stands inside the act's
 * form. It never enforces; the backend verifies the token.
 */
export function notice(context: PageContext, view: NoticeView): Html {
  const { decision } = view;
  return html`${verdict(context, decision)}
    <input type="hidden" name="probity_token" value="${decision.token}" />
    ${wayOn(context, view)}`;
}

/** In place of a notice: why there is none. `field` names the field to look at. */
export function noNotice(text: string, field: string | undefined): Html {
  return html`<p class="error" role="alert" data-wrong="${field}">${text}</p>`;
}

/** The decision alone: headline, explanation, findings. Asks for attention only where something must be done. */
export function verdict(context: PageContext, decision: Decision): Html {
  const { t } = context;
  const { outcome } = decision;
  const role = outcome === "justify" || outcome === "block" ? "alert" : "status";
  return html`<div class="notice ${outcome}" data-outcome="${outcome}">
    <div role="${role}">
      <h3>${icons[outcome]} ${t.headline[outcome]}</h3>
      <p>${t.explain[outcome]}</p>
    </div>
    ${findings(context, decision)}
    ${decision.degraded && html`<p class="degraded">${icons.offline} ${degradedNote(context, decision)}</p>`}
    <p class="source">${decision.bundleVersion > 0 ? t.decidedBy(decision.bundleVersion) : t.noBundle}</p>
  </div>`;
}

/** A rule that its circuit breaker weakened was checked; it only asks for less than it should. */
function degradedNote({ t }: PageContext, { degradedReasons }: Decision): string {
  const onlyWeakened = degradedReasons.every((code) => code === "PROBITY_E_RULE_WEAKENED");
  return onlyWeakened ? t.weakenedNote : t.degradedNote;
}

function findings(context: PageContext, decision: Decision): Html | false {
  const list = decision.findings.filter(({ result }) => result === "hit" || result === "indeterminate");
  if (list.length === 0) return false;
  const rest = list.length - shownAtMost;
  return html`<ul class="findings">
    ${list.slice(0, shownAtMost).map((finding) => findingItem(context, finding))}
    ${rest > 0 && html`<li>${context.t.moreFindings(rest)}</li>`}
  </ul>`;
}

function findingItem({ t, locale }: PageContext, finding: DisclosedFinding): Html {
  const { evidence = [] } = finding;
  return html`<li>
    <b>${finding.name[locale]}</b>
    <p>${finding.message[locale]}</p>
    ${
      evidence.length > 0 &&
      html`<details>
        <summary>${t.values}</summary>
        <dl>
          ${evidence.map(
            ({ label, value }) =>
              html`<div>
                <dt>${label[locale]}</dt>
                <dd>${formatEvidence(value, locale)}</dd>
              </div>`,
          )}
        </dl>
      </details>`
    }
    ${finding.rule && html`<small>${finding.rule}@${finding.version}</small>`}
  </li>`;
}

function wayOn(context: PageContext, view: NoticeView): Html {
  const { outcome } = view.decision;
  if (outcome === "block") return blocked(context, view);
  if (outcome === "second_approver") return secondApproval(context, view);
  return html`${outcome === "warn" && acknowledge(context)} ${outcome === "justify" && justify(context, view)}
    <button class="main">${view.act.verb[context.locale]}</button>`;
}

function acknowledge({ t }: PageContext): Html {
  return html`<label class="tick"
    ><input type="checkbox" name="probity_acknowledged" value="yes" required /> ${t.acknowledge}</label
  >`;
}

function justify({ t }: PageContext, view: NoticeView): Html {
  return html`<div class="field">
    <label for="justification">${t.justification}</label>
    <p class="hint" id="justification-hint">${t.justificationHint}</p>
    <textarea
      id="justification"
      name="probity_justification"
      rows="3"
      required
      minlength="10"
      maxlength="2000"
      aria-describedby="justification-hint"
    >
${view.justification}</textarea>
  </div>`;
}

function secondApproval({ t, locale }: PageContext, view: NoticeView): Html {
  const base = `/p/${view.process.id}/${view.act.id}`;
  return html`<div class="field">
      <label for="second">${t.secondApprover}</label>
      <select id="second" name="second_approver" required>
        ${view.secondApprovers.map(({ id, name, duty }) => html`<option value="${id}">${name[locale]} · ${duty[locale]}</option>`)}
      </select>
    </div>
    <button class="main" formaction="${base}/request">${t.askSecond}</button>`;
}

function blocked(context: PageContext, view: NoticeView): Html {
  const { t } = context;
  return html`<div class="wayout">
    <h4>${t.wayOut}</h4>
    <p>${t.wayOutBlock}</p>
    ${view.act.id === "award" && html`<a class="button quiet" href="/p/${view.process.id}/evaluate">${t.reevaluate}</a>`}
    <a class="button quiet" href="/p/${view.process.id}">${t.back}</a>
    ${view.mayOverride && emergency(context, view)}
  </div>`;
}

function emergency({ t }: PageContext, view: NoticeView): Html {
  return html`<details class="emergency">
    <summary>${t.override}</summary>
    <p>${t.overrideHint}</p>
    <div class="field">
      <label for="override">${t.overrideReason}</label>
      <textarea id="override" name="override_reason" rows="3" maxlength="2000"></textarea>
    </div>
    <button class="quiet" formaction="/p/${view.process.id}/${view.act.id}/override" formnovalidate>
      ${t.overrideAsk}
    </button>
  </details>`;
}

/** After break-glass was recorded: the act itself, with the token that permits it. */
export function overridden({ t, locale }: PageContext, act: ActForm, token: string): Html {
  return html`<div class="notice block" data-outcome="break_glass">
      <div role="alert">
        <h3>${icons.block} ${t.headline.break_glass}</h3>
        <p>${t.explain.break_glass}</p>
      </div>
    </div>
    <input type="hidden" name="probity_token" value="${token}" />
    <button class="main">${act.verb[locale]}</button>`;
}
