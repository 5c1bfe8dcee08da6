import { randomInt } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { instantOfInput, officeInstant } from "../i18n/index.ts";
import { homePage, newPage } from "../pages/index.ts";
import type { Services } from "../services.ts";
import { formOf } from "./form.ts";
import { contextOf, send } from "./respond.ts";

/** Start page and new purchases. */
export function addHomeRoutes(app: FastifyInstance, services: Services): void {
  app.get("/", async (request, reply) =>
    send(reply, homePage(contextOf(services, request), services.processes.list())),
  );
  app.get("/new", async (request, reply) => send(reply, newPage(contextOf(services, request))));
  app.post("/new", async (request, reply) => {
    const form = formOf(request);
    const zh = (form["zh"] ?? "").trim();
    const en = (form["en"] ?? "").trim();
    const wrong = [
      [zh === "", "zh"],
      [en === "", "en"],
      [!isSum(form["estimate"]), "estimate"],
    ].find(([bad]) => bad === true)?.[1];
    if (typeof wrong === "string")
      return send(reply.code(422), newPage(contextOf(services, request), wrong, form));
    const now = services.now();
    const id = `ocds-prbdm1-${officeInstant(now).slice(0, 4)}-${String(now)}${randomInt(1000)}`;
    const record = {
      tender: { value: { amount: Number(form["estimate"]), currency: "CNY" } },
      process: { openedAt: officeInstant(now) },
    };
    services.processes.insert({ id, title: { "zh-CN": zh, en }, stage: "draft", record }, now);
    return reply.redirect(`/p/${id}`, 303);
  });
}

/** A positive sum with at most two decimals. */
export function isSum(text: string | undefined): text is string {
  return text !== undefined && /^\d{1,12}(\.\d{1,2})?$/.test(text) && Number(text) > 0;
}

/** RFC 3339 of a form field, or undefined. */
export function momentField(text: string | undefined): string | undefined {
  return instantOfInput(text ?? "");
}
