import type { FastifyInstance, FastifyRequest } from "fastify";
import { inboxPage } from "../pages/index.ts";
import { personOf } from "../people.ts";
import type { Services } from "../services.ts";
import { settle } from "../settle.ts";
import type { Approval } from "../store/index.ts";
import { parameter } from "./form.ts";
import { approvalFor, showApproval } from "./inbox-request.ts";
import { contextOf, notFound, send } from "./respond.ts";

/** Requests for agreement: list and page. The second person answers on a page of the central server. */
export function addInboxRoutes(app: FastifyInstance, services: Services): void {
  app.get("/inbox", async (request, reply) => {
    const context = contextOf(services, request);
    const list = services.approvals.of(request.visit.person?.id ?? "");
    const titleOf = (id: string): string => services.processes.find(id)?.title[context.locale] ?? id;
    return send(reply, inboxPage(context, list, titleOf));
  });

  app.get("/inbox/:id", async (request, reply) => {
    const id = parameter(request, "id");
    const waiting = approvalFor(services, request, id);
    if (waiting === undefined) return notFound(services, request, reply);
    // Whoever comes back from there sees at once what was decided.
    await settle(services, waiting);
    const approval = approvalFor(services, request, id) ?? waiting;
    return showApproval(services, request, reply, id, messageOf(services, request, approval));
  });
}

function messageOf(services: Services, request: FastifyRequest, approval: Approval): string | undefined {
  const { t, locale, person } = contextOf(services, request);
  if (approval.state === "agreed") return t.agreedDone;
  if (approval.state === "refused") return t.refusedDone;
  if (approval.state === "lapsed") return t.lapsedDone;
  const asked = personOf(approval.approver)?.name[locale] ?? approval.approver;
  return person?.id === approval.requester ? t.requestSent(asked) : undefined;
}
