import { actOf, type ActForm } from "../acts/index.ts";
import { draftFacts } from "../draft-facts.ts";
import { html, type Html } from "../html/html.ts";
import { formatInstant } from "../i18n/index.ts";
import { personOf } from "../people.ts";
import type { Approval, Process } from "../store/index.ts";
import type { PageContext } from "./context.ts";
import { layout } from "./layout.ts";
import { shownNotice } from "./notice.ts";
import { bidCard } from "./process.ts";

/** A request with what it is about. */
export interface ApprovalView {
  readonly approval: Approval;
  readonly process: Process;
  readonly act: ActForm;
  readonly message?: string | undefined;
}

/** List of requests: those that wait for this person, and those this person sent. */
export function inboxPage(
  context: PageContext,
  approvals: readonly Approval[],
  titleOf: (id: string) => string,
): Html {
  const { t, locale, person } = context;
  const list = (items: readonly Approval[]): Html =>
    items.length === 0
      ? html`<p>${t.inboxEmpty}</p>`
      : html`<ul class="history">
          ${items.map(
            (item) =>
              html`<li>
                <a href="/inbox/${item.id}">${actOf(item.act)?.title[locale]} · ${titleOf(item.processId)}</a>
                <span>${t.requestedBy}: ${personOf(item.requester)?.name[locale]}</span>
                <time>${formatInstant(new Date(item.createdAt).toISOString(), locale)}</time>
                <span class="pill ${item.state}">${t.approvalState[item.state]}</span>
              </li>`,
          )}
        </ul>`;
  const body = html`<h1>${t.inboxTitle}</h1>
    <section class="card">
      <h2>${t.inboxToDecide}</h2>
      ${list(approvals.filter(({ approver }) => approver === person?.id))}
    </section>
    <section class="card">
      <h2>${t.inboxMine}</h2>
      ${list(approvals.filter(({ requester }) => requester === person?.id))}
    </section>`;
  return layout(context, t.inboxTitle, body);
}

/** Page of one request: what is to be decided, what the requester was shown, and the answer. */
export function approvalPage(context: PageContext, view: ApprovalView): Html {
  const { t, locale, person } = context;
  const { approval, process, act } = view;
  const mayDecide = approval.state === "waiting" && person?.id === approval.approver;
  const body = html`${view.message && html`<p class="message" role="status">${view.message}</p>`}
    <h1>${act.title[locale]}<small>${process.title[locale]}</small></h1>
    ${bidCard(context, process)}
    <div class="card columns">
      <div>
        <h2>${t.draftOf} <span class="pill ${approval.state}">${t.approvalState[approval.state]}</span></h2>
        ${summary(context, approval, process)}
        ${mayDecide ? decide(context, approval) : approval.state === "waiting" && html`<p class="hint">${t.onlyAsked}</p>`}
        <p><a href="/p/${process.id}">‹ ${t.back}</a></p>
      </div>
      <div>
        <h2>${t.shownTo}</h2>
        ${shownNotice(approval.decision)}
      </div>
    </div>`;
  return layout(context, `${t.inboxTitle} – ${process.title[locale]}`, body);
}

function summary({ t, locale }: PageContext, approval: Approval, process: Process): Html {
  const name = (id: string): string => personOf(id)?.name[locale] ?? id;
  return html`<dl class="facts">
    <div>
      <dt>${t.requestedBy}</dt>
      <dd>${name(approval.requester)}</dd>
    </div>
    <div>
      <dt>${t.askedPerson}</dt>
      <dd>${name(approval.approver)}</dd>
    </div>
    <div>
      <dt>${t.requestedAt}</dt>
      <dd>${formatInstant(new Date(approval.createdAt).toISOString(), locale)}</dd>
    </div>
    ${draftFacts(process, approval.data).map(
      ({ label, value }) =>
        html`<div>
          <dt>${label[locale]}</dt>
          <dd>${value[locale]}</dd>
        </div>`,
    )}
    ${
      approval.opinion &&
      html`<div>
        <dt>${t.opinionGiven}</dt>
        <dd>${approval.opinion}</dd>
      </div>`
    }
  </dl>`;
}

/** Only the person who was asked ever sees this address. */
const decide = ({ t }: PageContext, { link }: Approval): Html =>
  html`<p>${t.decideHint}</p>
    <p><a class="button main" rel="noreferrer" href="${link}">${t.decide}</a></p>`;
