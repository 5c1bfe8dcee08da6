import { nextActs, numberAt } from "../acts/index.ts";
import { html, type Html } from "../html/html.ts";
import { icons } from "../html/icons.ts";
import { formatMoney } from "../i18n/index.ts";
import { people } from "../people.ts";
import type { Process } from "../store/index.ts";
import type { Outcome } from "@probity/contracts";
import type { PageContext } from "./context.ts";
import { layout } from "./layout.ts";

/** Start page: the walk through the five outcomes, and every purchase. */
export function homePage(context: PageContext, processes: readonly Process[]): Html {
  const { t } = context;
  const demos = processes.filter(({ demo }) => demo !== undefined);
  const body = html`<h1>${t.appName}<small>${t.tagline}</small></h1>
    <section class="card">
      <h2>${t.walkTitle}</h2>
      <p>${t.walkLead}</p>
      ${context.person === undefined ? signIn(context) : ""}
      <ol class="walk">
        ${demos.map((process) => demoItem(context, process))}
      </ol>
      <p class="hint">${t.walkAfter}</p>
    </section>
    ${context.person && purchases(context, processes)}`;
  return layout(context, t.allPurchases, body);
}

function signIn(context: PageContext): Html {
  const { t, locale } = context;
  return html`<div class="people" role="group" aria-label="${t.walkSignIn}">
    ${people.map(
      ({ id, name, duty }) =>
        html`<form method="post" action="/session">
          <input type="hidden" name="person" value="${id}" />
          <button class="${id === "p-li-qiang" ? "main" : "plain"}">
            ${t.enterAs(name[locale])}<small>${duty[locale]}</small>
          </button>
        </form>`,
    )}
  </div>`;
}

function demoItem(context: PageContext, process: Process): Html {
  const { t, locale } = context;
  // Seeding writes an outcome here.
  const shows = process.demo as Outcome;
  const ready = process.stage === "evaluated";
  return html`<li class="outcome ${shows}">
    <span class="tag">${icons[shows]} ${t.shows[shows]}</span>
    <div>
      <h3>${process.title[locale]}</h3>
      <p>${t.showsWhy[shows]}</p>
    </div>
    ${
      context.person === undefined
        ? ""
        : ready
          ? html`<a
              class="button"
              href="/p/${process.id}/award"
              aria-label="${t.walkStep}: ${process.title[locale]}"
              >${t.walkStep}</a
            >`
          : html`<a class="button quiet" href="/p/${process.id}">${t.stage[process.stage]}</a>`
    }
  </li>`;
}

function purchases(context: PageContext, processes: readonly Process[]): Html {
  const { t, locale } = context;
  return html`<section class="card">
    <div class="row">
      <h2>${t.allPurchases}</h2>
      <a class="button quiet" href="/new">${t.newPurchase}</a>
    </div>
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">${t.columnTitle}</th>
            <th scope="col">${t.columnStage}</th>
            <th scope="col" class="num">${t.columnEstimate}</th>
            <th scope="col">${t.columnAction}</th>
          </tr>
        </thead>
        <tbody>
          ${processes.map(
            (process) =>
              html`<tr>
                <th scope="row"><a href="/p/${process.id}">${process.title[locale]}</a></th>
                <td>${t.stage[process.stage]}</td>
                <td class="num">
                  ${formatMoney(numberAt(process.record, "tender.value.amount") ?? 0, "CNY", locale)}
                </td>
                <td>${nextActs(process.stage)[0]?.title[locale] ?? t.finished}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`;
}
