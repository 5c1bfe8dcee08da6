import type { JsonObject } from "@probity/contracts";
import type { FastifyInstance } from "fastify";
import {
  bulkAnswer,
  askBulk,
  body,
  type BulkOrder,
  countedAnswer,
  countedOf,
  dismissalReasons,
  grantedPerson,
  inputsOf,
  operation,
  orderProperties,
  workOnCases,
} from "../../cases/index.ts";
import type { Context } from "../../context.ts";
import type { Actor } from "../../people/index.ts";
import { filterOf, type Readings } from "../reading.ts";
import { choiceProperties } from "../schemas.ts";
import { assignsAlerts } from "./assign.ts";
import { type AlertChoice, chosenAlerts } from "./choice.ts";
import { dismissesAlerts } from "./dismiss.ts";
import { joinsAlerts } from "./join.ts";

type Order = Omit<BulkOrder, "kind" | "input">;

interface Asked<Input> {
  readonly Body: AlertChoice & Order & { readonly input: Input };
}

const order = { ...choiceProperties, ...orderProperties };
const ordered = ["filter", "asOf", "expected", "seen", "input"];
const note = { type: "string", minLength: 1, maxLength: 2000, pattern: "^(?=.*\\S)[^\\u0000]*$" } as const;
const dismissal = body({ reason: { enum: dismissalReasons }, note }, ["reason", "note"]);

const joining = body({ into: { type: "string", minLength: 1, maxLength: 500 }, text: note }, [
  "into",
  "text",
]);

/** `/console/alerts/bulk`: one decision about everything that a filter found, counted first (console decision 8). */
export function registerAlertActs(app: FastifyInstance, context: Context, readings: Readings): void {
  const take = createTaking(context, readings);
  app.post<{ Body: AlertChoice }>(
    "/alerts/bulk/count",
    {
      config: { access: "alert.read", scoped: true },
      schema: operation(
        "countAlertAct",
        "How many alerts an act would be about, and by what they are known",
        {
          body: body(choiceProperties, ["filter", "asOf"]),
          response: { 200: countedAnswer },
        },
      ),
    },
    async ({ body: choice, actor }) => {
      const { parts, viewer } = await readings(actor);
      const found = await chosenAlerts(parts.store, withFilter(context, choice), viewer, parts.now);
      return { ...countedOf(found) };
    },
  );
  app.post<Asked<JsonObject>>(
    "/alerts/bulk/dismiss",
    {
      config: { access: "evaluation.write" },
      schema: operation(
        "dismissAlerts",
        "Say of all of them that they are no problem, with reason and note",
        {
          body: body({ ...order, input: dismissal }, ordered),
          response: { 202: bulkAnswer },
        },
      ),
    },
    async ({ body: given, actor }, reply) =>
      await reply.status(202).send(await take(actor, dismissesAlerts, given)),
  );
  app.post<Asked<JsonObject>>(
    "/alerts/bulk/assign",
    {
      config: { access: "case.assign", scoped: true },
      schema: operation(
        "assignAlerts",
        "Give all of them to a unit and a handler, in their cases or new ones",
        {
          body: body({ ...order, input: inputsOf("assign") }, ordered),
          response: { 202: bulkAnswer },
        },
      ),
    },
    async ({ body: given, actor }, reply) =>
      await reply.status(202).send(await take(actor, assignsAlerts, given)),
  );
  registerJoin(app, take);
}

function registerJoin(app: FastifyInstance, take: Taking): void {
  app.post<Asked<JsonObject>>(
    "/alerts/bulk/join",
    {
      config: { access: "case.merge", scoped: true },
      schema: operation("joinAlerts", "Put all of them into one case, out of those in which they are", {
        body: body({ ...order, input: joining }, ordered),
        response: { 202: bulkAnswer },
      }),
    },
    async ({ body: given, actor }, reply) =>
      await reply.status(202).send(await take(actor, joinsAlerts, given)),
  );
}

type Taking = (actor: Actor, kind: string, given: Asked<JsonObject>["Body"]) => Promise<JsonObject>;

/** Takes acts up, each about exactly what its person was shown. */
const createTaking =
  (context: Context, readings: Readings): Taking =>
  async (actor, kind, given) => {
    const { input, expected, seen, undoSeconds, ...choice } = given;
    const { viewer } = await readings(actor);
    const asked = { kind, input, expected, seen, undoSeconds };
    const act = await workOnCases(context, async (work) => {
      const chosen = await chosenAlerts(work.transaction, withFilter(context, choice), viewer, work.now);
      return await askBulk(work, grantedPerson(actor), asked, chosen);
    });
    context.scorer.wake();
    return act;
  };

const withFilter = (context: Context, choice: AlertChoice): AlertChoice => ({
  ...choice,
  filter: filterOf(context, choice.filter),
});
