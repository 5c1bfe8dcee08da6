import type { Locale } from "@probity/contracts";
import { longestText, type ActForm, type Field, type Values } from "../acts/index.ts";
import { html, type Html } from "../html/html.ts";
import type { Process } from "../store/index.ts";
import type { PageContext } from "./context.ts";
import { csrfField, layout } from "./layout.ts";
import { notice, overridden } from "./notice.ts";
import { bidCard } from "./process.ts";

/** What the approval page of an act shows. */
export interface ActView {
  readonly process: Process;
  readonly act: ActForm;
  readonly fields: readonly Field[];
  /** What the person typed; else the fields' own values. */
  readonly values: Values;
  readonly mayOverride?: boolean | undefined;
  /** Token of a break-glass that was recorded; takes the place of the notice. */
  readonly override?: string | undefined;
  /** Why the last submit was refused. */
  readonly refused?: string | undefined;
  readonly wrongField?: string | undefined;
}

/**
 * Approval page: the form, the result of the check, and what may be done next. The notice follows the fields by itself.
 */
export function actPage(context: PageContext, view: ActView): Html {
  const { t, locale } = context;
  const { process, act } = view;
  const base = `/p/${process.id}/${act.id}`;
  const body = html`<p><a href="/p/${process.id}">‹ ${t.back}</a></p>
    <h1>${act.title[locale]}<small>${process.title[locale]}</small></h1>
    <p>${act.lead[locale]}</p>
    ${view.refused && refusal(context, view.refused)} ${bidCard(context, process)}
    <form
      method="post"
      action="${base}"
      class="card columns"
      ${view.override === undefined && html`data-check="${base}/check" data-request="${base}/request" data-appeal="${base}/appeal"`}
    >
      <div>
        ${csrfField(context)}
        <h2>${t.formTitle}</h2>
        <div class="fields">${view.fields.map((field) => fieldOf(context, field, view))}</div>
        <div class="check">
          <button class="plain" type="button" data-check-now>${t.check}</button>
          <span class="hint">${t.checkHint}</span>
        </div>
      </div>
      <div>
        <h2>${t.resultTitle}</h2>
        <div class="result" data-result>${resultOf(context, view)}</div>
      </div>
    </form>`;
  return layout(context, `${act.title[locale]} – ${process.title[locale]}`, body);
}

function resultOf(context: PageContext, view: ActView): Html {
  if (view.override !== undefined) return overridden(context, view.act, view.override);
  return notice(context, { ...view, justification: view.values["probity_justification"] });
}

function refusal({ t }: PageContext, text: string): Html {
  return html`<div class="refused" tabindex="-1" data-focus>
    <div role="alert">
      <h2>${t.refusedTitle}</h2>
      <p>${text}</p>
    </div>
  </div>`;
}

function fieldOf({ t, locale }: PageContext, field: Field, view: ActView): Html {
  const id = `f-${field.name}`;
  const value = view.values[field.name] ?? field.value;
  const wrong = view.wrongField === field.name;
  const notes = [wrong && `${id}-error`, field.hint && `${id}-hint`].filter(Boolean).join(" ");
  const described = notes !== "" && html`aria-describedby="${notes}"`;
  const invalid = wrong && html`aria-invalid="true"`;
  return html`<div class="field">
    <label for="${id}">${field.label[locale]}</label>
    ${wrong && html`<p class="error" id="${id}-error">${t.fieldWrong}</p>`}
    ${field.hint && html`<p class="hint" id="${id}-hint">${field.hint[locale]}</p>`}
    ${control(field, value, locale, html`id="${id}" name="${field.name}" ${described} ${invalid}`)}
  </div>`;
}

function control({ kind, options = [] }: Field, value: string, locale: Locale, named: Html): Html {
  if (kind === "text")
    return html`<textarea ${named} rows="3" maxlength="${longestText}" required>${value}</textarea>`;
  if (kind !== "choice") return html`<input ${named} value="${value}" required ${inputKind(kind)} />`;
  return html`<select ${named}>
    ${options.map((option) => html`<option value="${option.value}" ${option.value === value && html`selected`}>${option.label[locale]}</option>`)}
  </select>`;
}

function inputKind(kind: Field["kind"]): Html {
  return kind === "moment" ? html`type="datetime-local"` : html`inputmode="decimal" autocomplete="off"`;
}
