import type { Locale } from "@probity/contracts";
import { requestOf } from "../approval.ts";
import type { Linked } from "../links.ts";
import { foreign, html, type Html, type Part } from "../../html.ts";
import { style } from "./style.ts";
import { type Ending, pageTexts } from "./texts.ts";

/** What every page knows. */
export interface PageFrame {
  readonly locale: Locale;
  /** Where moments are shown. */
  readonly timeZone: string;
}

/** A page on which somebody decides. */
export interface OpenPage extends PageFrame {
  readonly linked: Linked;
  /** Agreeing needs a reason as well. */
  readonly grave: boolean;
  /** What was typed; with it the reason was missing. */
  readonly typed?: string | undefined;
}

/** A page on which nobody decides (any more). */
export interface EndPage extends PageFrame {
  readonly ending: Ending;
  /** The request, where the link is known. */
  readonly linked?: Linked | undefined;
}

/** The page of an open request: what is asked, what was found, and the form. It needs no scripts. */
export function openPage(page: OpenPage): string {
  const { locale, linked } = page;
  const t = pageTexts[locale];
  const request = requestOf(linked);
  const body = html`<h1>${foreign(request.title[locale])}</h1>
    <p class="intro">${t.intro}</p>
    <section class="card">
      <h2>${t.about}</h2>
      ${aboutTable(page)}
    </section>
    <section class="card">
      <h2>${t.findings}</h2>
      ${findings(page)}
    </section>
    <section class="card decide">
      <h2>${t.decide}</h2>
      ${form(page)}
    </section>
    <p class="personal">${t.personal}</p>`;
  return frame(page, `${t.heading} – ${request.title[locale]}`, body);
}

/** The page of a request that cannot be decided, and of a link that leads nowhere. */
export function endPage(page: EndPage): string {
  const { locale, ending, linked } = page;
  const t = pageTexts[locale];
  const [title, text] = t.endings[ending];
  const isOwn = linked !== undefined && linked.decided_by === linked.person;
  const rows: Part[] =
    linked === undefined
      ? []
      : [
          row(t.about, foreign(requestOf(linked).title[locale])),
          linked.decided_at !== null && isOwn && row(t.decidedAt, moment(page, linked.decided_at)),
          linked.reason !== null && isOwn && row(t.yourReason, foreign(linked.reason)),
        ];
  const body = html`<section class="card ending" role="status">
    <h1>${title}</h1>
    <p>${text}</p>
    ${
      rows.length > 0 &&
      html`<table>
        <tbody>
          ${rows}
        </tbody>
      </table>`
    }
  </section>`;
  return frame(page, title, body);
}

function frame({ locale }: PageFrame, title: string, body: Html): string {
  const t = pageTexts[locale];
  const other: Locale = locale === "en" ? "zh-CN" : "en";
  const page = html`<html lang="${locale}">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>${title}</title>
      <style>`.markup;
  const rest = html`</style>
    </head>
    <body>
      <div class="page">
        <header>
          <span class="name">${t.heading}</span>
          <a class="language" href="?lang=${other}" lang="${other}" hreflang="${other}">${t.other}</a>
        </header>
        ${body}
      </div>
    </body>
  </html>`.markup;
  // The style stays byte for byte what its hash in the policy is of.
  return `<!doctype html>\n${page}${style}${rest}\n`;
}

const row = (label: Part, value: Part): Html =>
  html`<tr>
    <th scope="row">${label}</th>
    <td>${value}</td>
  </tr>`;

function aboutTable(page: OpenPage): Html {
  const { linked, locale } = page;
  const t = pageTexts[locale];
  const request = requestOf(linked);
  const self = request.candidates.find(({ personId }) => personId === linked.person);
  const { role, facts = [], note } = request;
  return html`<table>
    <tbody>
      ${facts.map(({ label, value }) => row(foreign(label[locale]), foreign(typeof value === "string" ? value : value[locale])))}
      ${row(t.requester, foreign(request.requesterName ?? request.requesterId))}
      ${note !== undefined && row(t.note, foreign(note))} ${row(t.you, foreign(self?.name ?? linked.person))}
      ${role !== undefined && row(t.role, foreign(role))} ${row(t.source, foreign(linked.source))}
      ${linked.subject !== null && row(t.process, foreign(linked.subject))}
      ${row(t.askedAt, moment(page, linked.created_at))}
      ${row(t.deadline, html`<strong>${moment(page, linked.deadline)}</strong>`)}
    </tbody>
  </table>`;
}

function findings({ linked, locale }: OpenPage): Html {
  const t = pageTexts[locale];
  const { findings: shown = [] } = requestOf(linked);
  if (shown.length === 0) return html`<p>${t.noFindings}</p>`;
  return html`${shown.map(
    ({ level, name, message }) =>
      html`<div class="finding ${level === 1 && "level1"}">
        <p class="what">
          ${foreign(name[locale])}${level !== undefined && html`<span class="level">${t.level(level)}</span>`}
        </p>
        <p>${foreign(message[locale])}</p>
      </div>`,
  )}`;
}

function form({ locale, grave, typed }: OpenPage): Html {
  const t = pageTexts[locale];
  const wrong = typed !== undefined;
  return html`<form method="post" action="?lang=${locale}" accept-charset="utf-8">
    ${wrong && html`<p class="error" role="alert" id="reason-error">${t.reasonMissing}</p>`}
    <p>${t.responsible}</p>
    <label for="reason">${t.reason}</label>
    <p class="hint" id="reason-hint">${grave ? t.reasonHintGrave : t.reasonHint}</p>
    <textarea
      id="reason"
      name="reason"
      rows="4"
      maxlength="2000"
      aria-describedby="reason-hint${wrong && " reason-error"}"
      ${wrong && html`aria-invalid="true" autofocus`}
    >
${typed ?? ""}</textarea>
    <div class="buttons">
      <button type="submit" class="agree" name="answer" value="agree">${t.agree}</button>
      <button type="submit" class="refuse" name="answer" value="refuse">${t.refuse}</button>
    </div>
  </form>`;
}

function moment({ locale, timeZone }: PageFrame, at: Date): Html {
  const format = new Intl.DateTimeFormat(locale === "en" ? "en-GB" : "zh-CN", {
    dateStyle: "long",
    timeStyle: "short",
    timeZone,
  });
  return html`<time datetime="${at.toISOString()}">${format.format(at)}</time>`;
}
