import type { JsonObject } from "@probity/contracts";
import type { ActClient } from "@probity/fastify";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { acts, type ActForm } from "../acts/index.ts";
import { messagePage } from "../pages/index.ts";
import { secondApproversFor } from "../people.ts";
import type { Services } from "../services.ts";
import { mustBeDue, probityAct, processFor, shortestReason, showAct } from "./act-request.ts";
import { askFor } from "./ask-for.ts";
import { formOf, parameter } from "./form.ts";
import { perform } from "./perform.ts";
import { refusalText } from "./refusal-text.ts";
import { contextOf, notFound, send } from "./respond.ts";

/** Form, check, submit and request for agreement, for every act. */
export function addActRoutes(app: FastifyInstance, services: Services): void {
  for (const act of acts) {
    addForm(app, services, act);
    addCheck(app, services, act);
    addSubmit(app, services, act);
    addRequest(app, services, act);
    addOverride(app, services, act);
    addAppeal(app, services, act);
  }
}

function addForm(app: FastifyInstance, services: Services, act: ActForm): void {
  app.get(`/p/:id/${act.id}`, { preHandler: mustBeDue(services, act) }, async (request, reply) =>
    showAct(services, request, reply, act, {}),
  );
}

/** First moment: the decision for the notice, and who may be asked to agree. */
function addCheck(app: FastifyInstance, services: Services, act: ActForm): void {
  const options = {
    preHandler: mustBeDue(services, act),
    config: { probity: { precheck: probityAct(services, act) } },
  };
  app.post(`/p/:id/${act.id}/check`, options, async (request, reply) => {
    const { person } = request.visit;
    if (person === undefined || request.probity?.moment !== "precheck")
      return notFound(services, request, reply);
    const { decision } = request.probity;
    keepCheck(services, request, act, decision.token);
    const candidates = secondApproversFor(person).map(({ id, name, duty }) => ({
      personId: id,
      name,
      note: duty,
    }));
    return reply.send({ decision, candidates });
  });
}

/** A newer check of the same draft, also on a page that was opened anew, takes the place of this one. */
function keepCheck(services: Services, request: FastifyRequest, act: ActForm, token: string): void {
  const { person } = request.visit;
  if (person !== undefined) services.history.keepCheck(parameter(request, "id"), act.id, person.id, token);
}

/**
 * Break-glass: records who lets a blocked act go on and why, and shows the act again with the token that permits it. Person
 * and role are those of the session.
 */
function addOverride(app: FastifyInstance, services: Services, act: ActForm): void {
  app.post(`/p/:id/${act.id}/override`, { preHandler: mustBeDue(services, act) }, async (request, reply) => {
    const { person } = request.visit;
    const form = formOf(request);
    const [role] = person?.emergencyRoles ?? [];
    if (person === undefined || role === undefined) return notFound(services, request, reply);
    const reason = (form["override_reason"] ?? "").trim();
    const opened = services.probity.breakGlass(form["blocked_token"] ?? "", {
      personId: person.id,
      role,
      reason: reason.length >= shortestReason ? reason : "",
    });
    if (opened.ok) return showAct(services, request, reply, act, { override: opened.token, values: form });
    const { t } = contextOf(services, request);
    const refused = refusalText(t, opened.code);
    return showAct(services, request, reply.code(403), act, { refused, values: form });
  });
}

/** What the person holds to be a false alarm goes to the reviewers; the check stays as it is. */
function addAppeal(app: FastifyInstance, services: Services, act: ActForm): void {
  app.post(`/p/:id/${act.id}/appeal`, { preHandler: mustBeDue(services, act) }, async (request, reply) => {
    const { person } = request.visit;
    if (person === undefined) return notFound(services, request, reply);
    const { appealed_token: token = "", appeal: text = "" } = formOf(request);
    const sent = await services.probity.appeal(token, { personId: person.id, text });
    return reply.code(sent.ok ? 200 : 409).send({ appeal: sent.ok ? "sent" : "failed" });
  });
}

/** Second moment: the adapter has verified the token by the time this runs, and emits the act after it. */
function addSubmit(app: FastifyInstance, services: Services, act: ActForm): void {
  const options = {
    preHandler: mustBeDue(services, act),
    config: { probity: { guard: probityAct(services, act) } },
  };
  app.post(`/p/:id/${act.id}`, options, async (request, reply) => {
    const process = processFor(services, request, act);
    const { person } = request.visit;
    if (process === undefined || person === undefined || request.probity?.moment !== "guard") {
      return notFound(services, request, reply);
    }
    const { data, decision, answers } = request.probity;
    const done = perform(services, {
      processId: process.id,
      act,
      actor: person.id,
      data,
      outcome: decision.bg === undefined ? decision.out : "break_glass",
      justification: answers.justification,
    });
    if (done) return reply.redirect(`/p/${process.id}?done=${act.id}`, 303);
    const context = contextOf(services, request);
    return send(reply.code(409), messagePage(context, context.t.stageChanged));
  });
}

/**
 * Puts the act before a second person: the central server judges whether that person may, and gives the person a page.
 * Nothing is done yet. The form's token proves that the draft is the one that was shown; the request gets a decision of its
 * own, which stays open until the second person answers.
 */
function addRequest(app: FastifyInstance, services: Services, act: ActForm): void {
  const options = {
    preHandler: mustBeDue(services, act),
    config: { probity: { precheck: probityAct(services, act) } },
  };
  app.post(`/p/:id/${act.id}/request`, options, async (request, reply) => {
    const process = processFor(services, request, act);
    const { person } = request.visit;
    if (process === undefined || person === undefined || request.probity?.moment !== "precheck") {
      return notFound(services, request, reply);
    }
    const { decision, data } = request.probity;
    const form = formOf(request);
    const shown = form["probity_token"] ?? "";
    const second = secondApproversFor(person).find(({ id }) => id === form["second_approver"]);
    const refuse = (code: string): FastifyReply => {
      services.probity.abandon(decision, "not requested");
      const { t } = contextOf(services, request);
      return reply.code(403).send({ code, text: refusalText(t, code) });
    };
    const missing = lackingOf(services, shown, { type: act.type, data });
    if (missing !== "PROBITY_E_DECISION_SECOND_APPROVER") return refuse(missing);
    if (second === undefined || decision.outcome !== "second_approver")
      return refuse("PROBITY_E_TOKEN_INVALID");
    const asked = await services.probity.requestApproval(
      decision,
      askFor(process, act, data, { person, second }),
    );
    if (!asked.ok) return refuse(asked.code);
    keepCheck(services, request, act, decision.token);
    const id = services.random();
    services.approvals.insert({
      id,
      processId: process.id,
      act: act.id,
      requester: person.id,
      approver: second.id,
      data,
      token: decision.token,
      decision,
      link: asked.approval.candidates[0]?.url ?? "",
      state: "waiting",
      createdAt: services.now(),
    });
    return reply.send({ to: `/inbox/${id}?sent=1` });
  });
}

/** What the draft still lacks to be done. That a second person has to agree is the last thing that is looked at. */
function lackingOf({ probity }: Services, token: string, act: { type: string; data: JsonObject }): string {
  const client: ActClient = probity;
  const verified = client.verifyDecision(token, act);
  return verified.ok ? "PROBITY_E_TOKEN_INVALID" : verified.code;
}
