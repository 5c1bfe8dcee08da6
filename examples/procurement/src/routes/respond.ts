import type { FastifyReply, FastifyRequest } from "fastify";
import type { Html } from "../html/html.ts";
import { texts } from "../i18n/index.ts";
import { messagePage, type PageContext, type SdkStatus } from "../pages/index.ts";
import type { Services } from "../services.ts";
import { backOf } from "./form.ts";

/** What every page needs to know about this request. */
export function contextOf(services: Services, request: FastifyRequest): PageContext {
  const { locale, person, csrf } = request.visit;
  return {
    locale,
    t: texts[locale],
    person,
    csrf,
    status: statusOf(services),
    waiting: person === undefined ? 0 : services.approvals.waitingFor(person.id),
    path: request.method === "GET" ? backOf(request.url) : "/",
  };
}

function statusOf({ probity }: Services): SdkStatus {
  const { sender, spool, bundle } = probity.health();
  const reachable = sender.waitingFor === undefined && bundle.lastError === undefined;
  return {
    pending: spool.pending,
    bundleVersion: bundle.version,
    degraded: !reachable || bundle.state !== "active",
  };
}

/** Sends a page or a fragment. */
export function send(reply: FastifyReply, page: Html): FastifyReply {
  return reply.type("text/html; charset=utf-8").send(page.markup);
}

/** The answer when there is no such purchase, act or request. */
export function notFound(services: Services, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const context = contextOf(services, request);
  return send(reply.code(404), messagePage(context, context.t.notFound, context.t.notFoundTitle));
}
