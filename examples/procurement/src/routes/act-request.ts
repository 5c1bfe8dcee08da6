import type { FastifyReply, FastifyRequest, preHandlerAsyncHookHandler } from "fastify";
import { FieldError, type ActForm, type Values } from "../acts/index.ts";
import type { Act } from "@probity/fastify";
import type { JsonObject } from "@probity/contracts";
import { actPage, type ActView } from "../pages/index.ts";
import type { Services } from "../services.ts";
import type { Process } from "../store/index.ts";
import { formOf, parameter } from "./form.ts";
import { contextOf, notFound, send } from "./respond.ts";

/** A reason of fewer characters says nothing. */
export const shortestReason = 10;

/** The purchase of a request, in a stage and for a person that this act belongs to; else undefined. */
export function processFor(services: Services, request: FastifyRequest, act: ActForm): Process | undefined {
  const process = services.processes.find(parameter(request, "id"));
  const permitted =
    request.visit.person?.post === act.post && process !== undefined && act.from.includes(process.stage);
  return permitted ? process : undefined;
}

/** Runs before the check: nobody is pre-checked for an act that is not theirs, or not due. */
export function mustBeDue(services: Services, act: ActForm): preHandlerAsyncHookHandler {
  return async (request, reply) => {
    if (processFor(services, request, act) !== undefined) return undefined;
    const process = services.processes.find(parameter(request, "id"));
    return process === undefined
      ? notFound(services, request, reply)
      : reply.redirect(`/p/${process.id}`, 303);
  };
}

/** How an act of this app is described to the adapter: one description for the check and for the submit. */
export function probityAct(services: Services, act: ActForm): Act<FastifyRequest> {
  return {
    type: act.type,
    data: (request) => dataOf(services, request, act),
    record: (request) => processFor(services, request, act)?.record,
    replaces: (request) => {
      const { person } = request.visit;
      return person && services.history.checkOf(parameter(request, "id"), act.id, person.id);
    },
    justification: (request) => {
      const text = (formOf(request)["probity_justification"] ?? "").trim();
      return text.length >= shortestReason ? text : undefined;
    },
  };
}

function dataOf(services: Services, request: FastifyRequest, act: ActForm): JsonObject {
  const process = processFor(services, request, act);
  const actor = request.visit.person;
  if (process === undefined || actor === undefined) throw new FieldError("", "the act is not due");
  const openedAt = services.history.openDraft(process.id, act.id, actor.id, services.now());
  try {
    return act.data({ process, actor, openedAt, values: formOf(request) });
  } catch (error) {
    if (error instanceof FieldError) request.wrongField = error.field;
    throw error;
  }
}

/** Shows the approval page with what was typed. */
export function showAct(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  act: ActForm,
  more: Pick<ActView, "override" | "refused" | "wrongField"> & {
    readonly values?: Values | undefined;
  },
): FastifyReply {
  const process = processFor(services, request, act);
  if (process === undefined) return notFound(services, request, reply);
  const mayOverride = request.visit.person?.emergencyRoles !== undefined;
  const { values = {} } = more;
  const view: ActView = { ...more, process, act, fields: act.fields(process), values, mayOverride };
  return send(reply, actPage(contextOf(services, request), view));
}
