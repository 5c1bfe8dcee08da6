import type { Act } from "@probity/fastify";
import type { FastifyInstance, FastifyRequest, preHandlerAsyncHookHandler } from "fastify";
import { acts, type ActForm } from "../acts/index.ts";
import { personOf } from "../people.ts";
import { inboxPage, messagePage } from "../pages/index.ts";
import type { Services } from "../services.ts";
import type { Approval } from "../store/index.ts";
import { formOf, parameter } from "./form.ts";
import { approvalFor, showApproval } from "./inbox-request.ts";
import { perform } from "./perform.ts";
import { contextOf, notFound, send } from "./respond.ts";

/** Requests for agreement: list, page, and the second person's answer. */
export function addInboxRoutes(app: FastifyInstance, services: Services): void {
  app.get("/inbox", async (request, reply) => {
    const context = contextOf(services, request);
    const list = services.approvals.of(request.visit.person?.id ?? "");
    const titleOf = (id: string): string => services.processes.find(id)?.title[context.locale] ?? id;
    return send(reply, inboxPage(context, list, titleOf));
  });

  app.get("/inbox/:id", async (request, reply) => {
    const approval = approvalFor(services, request, parameter(request, "id"));
    if (approval === undefined) return notFound(services, request, reply);
    return showApproval(services, request, reply, approval.id, {
      message: messageOf(services, request, approval),
    });
  });

  for (const act of acts) {
    addAgree(app, services, act);
    addRecheck(app, services, act);
    addRefuse(app, services, act);
  }
}

function messageOf(services: Services, request: FastifyRequest, approval: Approval): string | undefined {
  const { t, locale, person } = contextOf(services, request);
  if (approval.state === "agreed") return t.agreedDone;
  if (approval.state === "refused") return t.refusedDone;
  const asked = personOf(approval.approver)?.name[locale] ?? approval.approver;
  return person?.id === approval.requester ? t.requestSent(asked) : undefined;
}

/** The draft is the stored one, so what the second person saw is what is done. */
function storedAct(services: Services, act: ActForm): Act<FastifyRequest> {
  const stored = (request: FastifyRequest): Approval | undefined =>
    approvalFor(services, request, parameter(request, "id"));
  return {
    type: act.type,
    data: (request) => stored(request)?.data ?? {},
    record: (request) => services.processes.find(stored(request)?.processId ?? "")?.record,
    token: (request) => stored(request)?.token,
    justification: (request) => formOf(request)["opinion"],
    // The signed-in person, never a field of the form. The requester is refused by the SDK.
    secondApproverId: (request) => request.visit.person?.id,
  };
}

function mustWait(services: Services, act: ActForm): preHandlerAsyncHookHandler {
  return async (request, reply) => {
    const approval = approvalFor(services, request, parameter(request, "id"));
    if (approval === undefined || approval.act !== act.id) return notFound(services, request, reply);
    return approval.state === "waiting" ? undefined : reply.redirect(`/inbox/${approval.id}`, 303);
  };
}

function addAgree(app: FastifyInstance, services: Services, act: ActForm): void {
  const options = {
    preHandler: mustWait(services, act),
    config: { probity: { guard: storedAct(services, act) } },
  };
  app.post(`/inbox/:id/${act.id}/agree`, options, async (request, reply) => {
    const approval = approvalFor(services, request, parameter(request, "id"));
    const { person } = request.visit;
    if (approval === undefined || person === undefined || request.probity?.moment !== "guard") {
      return notFound(services, request, reply);
    }
    if (person.id !== approval.approver) {
      const { t } = contextOf(services, request);
      return showApproval(services, request, reply.code(403), approval.id, { refused: t.onlyAsked });
    }
    const opinion = formOf(request)["opinion"];
    const done = perform(services, {
      processId: approval.processId,
      act,
      actor: approval.requester,
      data: request.probity.data,
      outcome: request.probity.decision.out,
      justification: opinion,
      secondApprover: person.id,
      also: () => services.approvals.end(approval.id, "agreed", opinion, services.now()),
    });
    if (done) return reply.redirect(`/inbox/${approval.id}`, 303);
    const context = contextOf(services, request);
    return send(reply.code(409), messagePage(context, context.t.stageChanged));
  });
}

/** A check lives half an hour; a colleague may answer later. The same draft is then judged anew. */
function addRecheck(app: FastifyInstance, services: Services, act: ActForm): void {
  const options = {
    preHandler: mustWait(services, act),
    config: { probity: { precheck: storedAct(services, act) } },
  };
  app.post(`/inbox/:id/${act.id}/recheck`, options, async (request, reply) => {
    const approval = approvalFor(services, request, parameter(request, "id"));
    if (approval === undefined || request.probity?.moment !== "precheck")
      return notFound(services, request, reply);
    services.probity.abandon(approval.token, "superseded");
    services.approvals.renew(approval.id, request.probity.decision);
    return reply.redirect(`/inbox/${approval.id}`, 303);
  });
}

function addRefuse(app: FastifyInstance, services: Services, act: ActForm): void {
  app.post(`/inbox/:id/${act.id}/refuse`, { preHandler: mustWait(services, act) }, async (request, reply) => {
    const approval = approvalFor(services, request, parameter(request, "id"));
    if (approval === undefined) return notFound(services, request, reply);
    const { t } = contextOf(services, request);
    const refuse = (refused: string) =>
      showApproval(services, request, reply.code(422), approval.id, { refused });
    if (request.visit.person?.id !== approval.approver) return refuse(t.onlyAsked);
    const opinion = (formOf(request)["opinion"] ?? "").trim();
    if (opinion === "") return refuse(t.opinionMissing);
    if (services.approvals.end(approval.id, "refused", opinion, services.now())) {
      services.probity.abandon(approval.token, "second approver refused");
    }
    return reply.redirect(`/inbox/${approval.id}`, 303);
  });
}
