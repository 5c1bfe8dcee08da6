import type { FastifyInstance, FastifyRequest } from "fastify";
import { actOf, bidsOf, nextActs, type Values } from "../acts/index.ts";
import { bidEvent, type NewBid } from "../bids.ts";
import { processPage } from "../pages/index.ts";
import type { Services } from "../services.ts";
import { transaction, type Process } from "../store/index.ts";
import { formOf, parameter } from "./form.ts";
import { isSum, momentField } from "./home.ts";
import { contextOf, notFound, send } from "./respond.ts";

/** Page of a purchase, and the bids that come in for it. */
export function addProcessRoutes(app: FastifyInstance, services: Services): void {
  const show = (request: FastifyRequest, process: Process, wrongField?: string, typed?: Values) => {
    const context = contextOf(services, request);
    const pending = nextActs(process.stage).map(({ id }) => services.approvals.waitingOn(process.id, id));
    const { query } = request;
    const done =
      typeof query === "object" && query !== null && "done" in query ? actOf(String(query.done)) : undefined;
    return processPage(context, {
      process,
      history: services.history.of(process.id),
      waitingOn: pending.find((approval) => approval !== undefined),
      message: done && `${context.t.done}: ${done.done[context.locale]}`,
      wrongField,
      typed,
      now: services.now(),
    });
  };

  app.get("/p/:id", async (request, reply) => {
    const process = services.processes.find(parameter(request, "id"));
    return process === undefined ? notFound(services, request, reply) : send(reply, show(request, process));
  });

  app.post("/p/:id/bid", async (request, reply) => {
    const process = services.processes.find(parameter(request, "id"));
    if (process?.stage !== "published" || request.visit.person?.post !== "officer")
      return notFound(services, request, reply);
    const bid = bidOf(request, process);
    if (typeof bid === "string") return send(reply.code(422), show(request, process, bid, formOf(request)));
    const data = bidEvent(bid);
    transaction(services.database, () => services.processes.merge(process.id, data));
    services.probity.emit("procurement.bid.submitted", data);
    return reply.redirect(`/p/${process.id}`, 303);
  });
}

/** The bid of a form, or the name of the field that cannot be taken. */
function bidOf(request: FastifyRequest, process: Process): NewBid | string {
  const form = formOf(request);
  const supplierName = (form["supplier"] ?? "").trim();
  const creditCode = (form["code"] ?? "").trim();
  const receivedAt = momentField(form["received"]);
  if (supplierName === "" || supplierName.length > 100) return "supplier";
  if (!/^[0-9A-Z]{6,18}$/.test(creditCode)) return "code";
  if (!isSum(form["price"])) return "price";
  if (receivedAt === undefined) return "received";
  const bids = bidsOf(process.record);
  return {
    ocid: process.id,
    id: `${process.id}-B${bids.length + 1}`,
    supplierId: `org-${creditCode}`,
    supplierName,
    creditCode,
    amount: Number(form["price"]),
    receivedAt,
  };
}
