import { actOf, bidsOf, nextActs, numberAt, textAt, type BidView, type Values } from "../acts/index.ts";
import { organisationName } from "../demo/tenders.ts";
import { html, type Html } from "../html/html.ts";
import { formatInstant, formatMoney, localInput } from "../i18n/index.ts";
import { people, personOf } from "../people.ts";
import {
  smallStages,
  stages,
  type Approval,
  type DoneAct,
  type Process,
  type Stage,
} from "../store/index.ts";
import type { PageContext } from "./context.ts";
import { csrfField, layout } from "./layout.ts";

/** What the page of one purchase shows. */
export interface ProcessView {
  readonly process: Process;
  readonly history: readonly DoneAct[];
  readonly waitingOn?: Approval | undefined;
  /** Said once after something was done. */
  readonly message?: string | undefined;
  /** Name of the bid field that could not be taken. */
  readonly wrongField?: string | undefined;
  /** What was typed for that bid. */
  readonly typed?: Values | undefined;
  readonly now: number;
}

/** Page of one purchase: facts, bids, next step, history. */
export function processPage(context: PageContext, view: ProcessView): Html {
  const { t, locale } = context;
  const { process } = view;
  const body = html`${view.message && html`<p class="message" role="status">${view.message}</p>`}
    <h1>${process.title[locale]}</h1>
    ${progress(context, process)} ${next(context, view)}
    <section class="card">
      <h2>${t.facts}</h2>
      ${facts(context, process)}
    </section>
    <section class="card">
      <h2>${t.bids}</h2>
      ${bidTable(context, process)} ${process.stage === "published" && bidForm(context, view)}
    </section>
    <section class="card">
      <h2>${t.history}</h2>
      ${historyTable(context, view.history)}
    </section>`;
  return layout(context, process.title[locale], body);
}

function progress({ t }: PageContext, process: Process): Html {
  const way: readonly Stage[] = process.stage === "quoted" ? smallStages : stages;
  const reached = way.indexOf(process.stage);
  return html`<ol class="steps" aria-label="${t.progress}">
    ${way.map(
      (stage, index) =>
        html`<li class="${index <= reached ? "done" : ""}" ${index === reached && html`aria-current="step"`}>
          ${t.stage[stage]}
        </li>`,
    )}
  </ol>`;
}

function next(context: PageContext, view: ProcessView): Html {
  const { t, locale, person } = context;
  const choices = nextActs(view.process.stage);
  if (view.waitingOn !== undefined) {
    const asked = personOf(view.waitingOn.approver)?.name[locale] ?? view.waitingOn.approver;
    return html`<section class="card next">
      <h2>${t.next}</h2>
      <p><a href="/inbox/${view.waitingOn.id}">${t.waitingFor(asked)}</a></p>
    </section>`;
  }
  return html`<section class="card next">
    <h2>${t.next}</h2>
    ${choices.length === 0 && html`<p>${t.finished}</p>`}
    ${choices.map((act, index) => {
      const label = act.to === view.process.stage ? t.redo(act.title[locale]) : t.openForm(act.title[locale]);
      if (act.post === person?.post) {
        return html`<a class="button ${index > 0 && "quiet"}" href="/p/${view.process.id}/${act.id}"
          >${label}</a
        >`;
      }
      const who = people.find(({ post }) => post === act.post);
      return html`<p>
        ${act.title[locale]}:
        ${t.onlyPost(who === undefined ? act.post : `${who.name[locale]} (${who.duty[locale]})`)}
      </p>`;
    })}
  </section>`;
}

function facts({ t, locale }: PageContext, process: Process): Html {
  const { record } = process;
  const money = (path: string): string => {
    const amount = numberAt(record, path);
    return amount === undefined ? "–" : formatMoney(amount, "CNY", locale);
  };
  const instant = (path: string): string => formatInstant(textAt(record, path), locale) || "–";
  const period = `${instant("tender.tenderPeriod.startDate")} – ${instant("tender.tenderPeriod.endDate")}`;
  return html`<dl class="facts">
    <div>
      <dt>${t.processId}</dt>
      <dd>${process.id}</dd>
    </div>
    <div>
      <dt>${t.estimate}</dt>
      <dd>${money("tender.value.amount")}</dd>
    </div>
    <div>
      <dt>${t.ceiling}</dt>
      <dd>${money("tender.ceiling.amount")}</dd>
    </div>
    <div>
      <dt>${t.period}</dt>
      <dd>${period === "– – –" ? "–" : period}</dd>
    </div>
  </dl>`;
}

/** The bids of a purchase, once it was tendered. */
export function bidCard(context: PageContext, process: Process): Html | false {
  if (process.stage === "draft") return false;
  return html`<section class="card">
    <h2>${context.t.bids}</h2>
    ${bidTable(context, process)}
  </section>`;
}

/** The bids of a purchase as a table. */
function bidTable(context: PageContext, process: Process): Html {
  const { t } = context;
  const bids = bidsOf(process.record);
  if (bids.length === 0) return html`<p>${t.noBids}</p>`;
  const deadline = Date.parse(textAt(process.record, "tender.tenderPeriod.endDate"));
  return html`<div class="scroll">
    <table>
      <thead>
        <tr>
          <th scope="col">${t.rank}</th>
          <th scope="col">${t.bidder}</th>
          <th scope="col" class="num">${t.price}</th>
          <th scope="col">${t.received}</th>
          <th scope="col">${t.verdict}</th>
        </tr>
      </thead>
      <tbody>
        ${bids.map((bid) => bidRow(context, bid, deadline))}
      </tbody>
    </table>
  </div>`;
}

function bidRow({ t, locale }: PageContext, bid: BidView, deadline: number): Html {
  const late = Date.parse(bid.receivedAt) > deadline;
  // Status words of the record that this app does not know are shown as they are.
  const status = (t.bidStatus as Readonly<Record<string, string>>)[bid.status] ?? bid.status;
  return html`<tr>
    <td>${bid.status === "disqualified" ? "–" : (bid.rank ?? "–")}</td>
    <th scope="row">${organisationName(bid.supplierId, bid.supplierName, locale)}</th>
    <td class="num">${formatMoney(bid.amount, bid.currency, locale)}</td>
    <td>${formatInstant(bid.receivedAt, locale)} ${late && html`<b class="late">${t.late}</b>`}</td>
    <td>${status}</td>
  </tr>`;
}

function bidForm(context: PageContext, view: ProcessView): Html | false {
  const { t, person } = context;
  const { typed = {} } = view;
  if (person?.post !== "officer") return false;
  const bad = (name: string): Html | false =>
    view.wrongField === name && html`aria-invalid="true" aria-describedby="bid-error"`;
  return html`<form method="post" action="/p/${view.process.id}/bid" class="fields">
    <h3>${t.addBid}</h3>
    ${csrfField(context)}
    ${view.wrongField && html`<p id="bid-error" class="error" role="alert">${t.fieldWrong}</p>`}
    <div>
      <label for="supplier">${t.bidderName}</label
      ><input
        id="supplier"
        name="supplier"
        required
        maxlength="100"
        value="${typed["supplier"]}"
        ${bad("supplier")}
      />
    </div>
    <div>
      <label for="code">${t.creditCode}</label
      ><input id="code" name="code" required maxlength="18" value="${typed["code"]}" ${bad("code")} />
    </div>
    <div>
      <label for="price">${t.bidAmount}</label
      ><input
        id="price"
        name="price"
        required
        inputmode="decimal"
        value="${typed["price"]}"
        ${bad("price")}
      />
    </div>
    <div>
      <label for="received">${t.receivedAt}</label
      ><input
        id="received"
        name="received"
        type="datetime-local"
        required
        value="${typed["received"] ?? localInput(view.now)}"
        ${bad("received")}
      />
    </div>
    <button class="main">${t.save}</button>
  </form>`;
}

function historyTable({ t, locale }: PageContext, history: readonly DoneAct[]): Html {
  if (history.length === 0) return html`<p>${t.noHistory}</p>`;
  const name = (id: string): string => personOf(id)?.name[locale] ?? id;
  // Outcomes come from verified decisions.
  const headline = t.headline as Readonly<Record<string, string>>;
  return html`<ul class="history">
    ${history.map(
      (act) =>
        html`<li>
          <b>${actOf(act.act)?.done[locale] ?? act.act}</b>
          <time>${formatInstant(new Date(act.at).toISOString(), locale)}</time>
          <span>${t.by}: ${name(act.actor)}</span>
          ${act.secondApprover && html`<span>${t.secondBy}: ${name(act.secondApprover)}</span>`}
          ${act.outcome && html`<span>${t.checkedAs}: ${headline[act.outcome] ?? act.outcome}</span>`}
          ${act.justification && html`<q>${act.justification}</q>`}
        </li>`,
    )}
  </ul>`;
}
