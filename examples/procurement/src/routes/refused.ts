import type { Refusal } from "@probity/fastify";
import type { FastifyReply, FastifyRequest } from "fastify";
import { actOf } from "../acts/index.ts";
import { messagePage } from "../pages/index.ts";
import type { Services } from "../services.ts";
import { showAct } from "./act-request.ts";
import { formOf } from "./form.ts";
import { refusalText } from "./refusal-text.ts";
import { contextOf, send } from "./respond.ts";

/** Answers a refused request: to the page's script why, else the form again with what was typed, and why nothing was done. */
export function answerRefusal(
  services: Services,
  refusal: Refusal,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const context = contextOf(services, request);
  const refused = refusalText(context.t, refusal.code);
  reply.code(refusal.status).header("probity-code", refusal.code);
  const [, , , name = "", step] = (request.routeOptions.url ?? "").split("/");
  if (step !== undefined) return reply.send({ code: refusal.code, text: refused, field: request.wrongField });
  const act = actOf(name);
  if (act === undefined) return send(reply, messagePage(context, refused));
  return showAct(services, request, reply, act, {
    refused,
    wrongField: request.wrongField,
    values: formOf(request),
  });
}
