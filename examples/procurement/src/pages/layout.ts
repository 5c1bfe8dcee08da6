import { html, type Html } from "../html/html.ts";
import { icons } from "../html/icons.ts";
import { people } from "../people.ts";
import type { PageContext, SdkStatus } from "./context.ts";

/** A whole page. */
export function layout(context: PageContext, title: string, body: Html): Html {
  const { t } = context;
  return html`<!doctype html>
    <html lang="${t.htmlLang}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · ${t.appName}</title>
        <link rel="stylesheet" href="/assets/style.css" />
        <link rel="icon" href="data:," />
        <script type="module" src="/assets/probity-notice.js"></script>
        <script type="module" src="/assets/check.js"></script>
      </head>
      <body>
        <a class="skip" href="#main">${t.skip}</a>
        ${header(context)}
        <main id="main" tabindex="-1">${body}</main>
        ${footer(context)}
      </body>
    </html>`;
}

/** The hidden field that every form carries. */
export function csrfField(context: PageContext): Html {
  return html`<input type="hidden" name="csrf" value="${context.csrf}" />`;
}

function header(context: PageContext): Html {
  const { t, person, locale } = context;
  const other = locale === "en" ? "zh-CN" : "en";
  const back = encodeURIComponent(context.path);
  return html`<header class="top">
    <div class="bar">
      <a class="brand" href="/"><strong>${t.appName}</strong><span>${t.office}</span></a>
      <nav aria-label="${t.allPurchases}">
        ${person && html`<a href="/">${t.allPurchases}</a>`}
        ${
          person &&
          html`<a href="/inbox"
            >${t.inbox}${context.waiting > 0 && html` <b class="count">${context.waiting}</b>`}</a
          >`
        }
        <a href="/lang/${other}?back=${back}" lang="${other}" hreflang="${other}">${t.otherLanguage}</a>
      </nav>
    </div>
    ${person && personBar(context)}
  </header>`;
}

function personBar(context: PageContext): Html {
  const { t, person, locale } = context;
  return html`<div class="person">
    <form method="post" action="/session" class="inline">
      ${csrfField(context)}<input type="hidden" name="back" value="${context.path}" />
      <label for="person">${t.signedInAs}</label>
      <select id="person" name="person">
        ${people.map(
          ({ id, name, duty }) =>
            html`<option value="${id}" ${id === person?.id && html`selected`}>
              ${name[locale]} · ${duty[locale]}
            </option>`,
        )}
      </select>
      <button class="plain">${t.switchPerson}</button>
    </form>
    <form method="post" action="/session/end" class="inline">
      ${csrfField(context)}<button class="plain">${t.signOut}</button>
    </form>
  </div>`;
}

function footer(context: PageContext): Html {
  const { t } = context;
  return html`<footer class="foot">
    <div class="bar" role="group" aria-label="${t.statusTitle}">${statusLine(context, context.status)}</div>
  </footer>`;
}

function statusLine({ t }: PageContext, status: SdkStatus): Html {
  return html`<span class="status ${status.degraded ? "bad" : "good"}"
      >${status.degraded ? icons.offline : icons.allow} ${status.degraded ? t.offline : t.online}</span
    >
    <span>${t.pending(status.pending)}</span>
    <span>${status.bundleVersion > 0 ? t.decidedBy(status.bundleVersion) : t.noBundle}</span>`;
}
