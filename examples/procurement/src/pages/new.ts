import type { Values } from "../acts/index.ts";
import { html, type Html } from "../html/html.ts";
import type { PageContext } from "./context.ts";
import { csrfField, layout } from "./layout.ts";

/** Form for a new purchase, with what was typed before where a field could not be taken. */
export function newPage(context: PageContext, wrongField?: string, typed: Values = {}): Html {
  const { t } = context;
  const field = (name: string, label: string, extra: Html): Html =>
    html`<div class="field">
      <label for="f-${name}">${label}</label>
      ${wrongField === name && html`<p class="error" id="f-${name}-error" role="alert">${t.fieldWrong}</p>`}
      <input
        id="f-${name}"
        name="${name}"
        value="${typed[name]}"
        required
        ${extra}
        ${wrongField === name && html`aria-invalid="true" aria-describedby="f-${name}-error"`}
      />
    </div>`;
  const body = html`<h1>${t.newTitle}</h1>
    <form method="post" action="/new" class="card">
      ${csrfField(context)} ${field("zh", t.titleZh, html`maxlength="100"`)}
      ${field("en", t.titleEn, html`maxlength="100"`)}
      ${field("estimate", t.newEstimate, html`inputmode="decimal" maxlength="15"`)}
      <button class="main">${t.create}</button>
    </form>`;
  return layout(context, t.newTitle, body);
}
