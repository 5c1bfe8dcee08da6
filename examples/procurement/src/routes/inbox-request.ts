import type { FastifyReply, FastifyRequest } from "fastify";
import { actOf } from "../acts/index.ts";
import { approvalPage } from "../pages/index.ts";
import type { Services } from "../services.ts";
import type { Approval } from "../store/index.ts";
import { contextOf, notFound, send } from "./respond.ts";

/** A request that this person may see: the one who asked, or the one who was asked. */
export function approvalFor(services: Services, request: FastifyRequest, id: string): Approval | undefined {
  const approval = services.approvals.find(id);
  const { person } = request.visit;
  if (approval === undefined || person === undefined) return undefined;
  return [approval.approver, approval.requester].includes(person.id) ? approval : undefined;
}

/** Shows the page of a request for agreement. */
export function showApproval(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  id: string,
  message: string | undefined,
): FastifyReply {
  const approval = approvalFor(services, request, id);
  const process = approval && services.processes.find(approval.processId);
  const act = approval && actOf(approval.act);
  if (approval === undefined || process === undefined || act === undefined)
    return notFound(services, request, reply);
  return send(reply, approvalPage(contextOf(services, request), { message, approval, process, act }));
}
