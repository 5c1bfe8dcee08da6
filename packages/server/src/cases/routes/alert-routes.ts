import { ProbityError } from "@probity/contracts";
import type { FastifyInstance } from "fastify";
import type { Context } from "../../context.ts";
import { moveAlerts } from "../alerts.ts";
import { lockCase } from "../case.ts";
import { demandDispatcher } from "../dispatchers.ts";
import * as field from "../fields.ts";
import { openOtherTrack } from "../open-case.ts";
import type { Track } from "../states.ts";
import { workOnCases } from "../work.ts";
import { grantedPerson } from "./reading.ts";
import { body, caseParams, operation, track } from "./schemas.ts";
import { idAnswer } from "./answers.ts";

interface ById {
  readonly Params: { readonly id: string };
}

/** `/console/cases/:id/alerts` and `/tracks`: which alerts a case holds, and which sides it has. */
export function registerCaseAlerts(app: FastifyInstance, context: Context): void {
  app.post<ById & { Body: { alerts: readonly string[]; text: string } }>(
    "/cases/:id/alerts",
    {
      config: { access: "case.merge", scoped: true },
      schema: operation("moveAlerts", "Move alerts into this case, out of the one in which they are", {
        response: { 200: idAnswer },
        params: caseParams,
        body: body(
          {
            alerts: { type: "array", items: field.id, minItems: 1, maxItems: 100, uniqueItems: true },
            text: field.text,
          },
          ["alerts", "text"],
        ),
      }),
    },
    async ({ params: { id }, body: { alerts, text }, actor }) => {
      const granted = grantedPerson(actor);
      await workOnCases(context, (work) =>
        moveAlerts(work, {
          alerts,
          into: id,
          by: granted,
          text,
          demand: (locked) => demandDispatcher(work, granted, locked),
        }),
      );
      context.scorer.wake();
      return { id };
    },
  );
  app.post<ById & { Body: { track: Track; text: string } }>(
    "/cases/:id/tracks",
    {
      config: { access: "case.assign", scoped: true },
      schema: operation("openTrack", "Open the other side of a case", {
        params: caseParams,
        body: body({ track, text: field.text }, ["track", "text"]),
      }),
    },
    async ({ params: { id }, body: { track: side, text }, actor }, reply) => {
      const granted = grantedPerson(actor);
      await workOnCases(context, async (work) => {
        const locked = await lockCase(work.transaction, id);
        if (locked === undefined) throw new ProbityError("PROBITY_E_NOT_FOUND", `no case ${id}`);
        await demandDispatcher(work, granted, locked);
        await openOtherTrack(work, locked.file, side, granted.id, text);
      });
      context.scorer.wake();
      return await reply.status(201).send({ id, track: side });
    },
  );
}
