import type { FastifyInstance } from "fastify";
import { noteRead, requirePurpose } from "../access/index.ts";
import { caseFields as field, grantedPerson, readParts, viewerOf } from "../cases/index.ts";
import type { Context } from "../context.ts";
import { dayIn } from "../rectify/index.ts";
import { fileAnswer } from "./answer.ts";
import { gatherFile } from "./gather.ts";
import { demandParty, partyOf, subjectOf } from "./party.ts";

const params = {
  type: "object",
  properties: { kind: { enum: ["person", "unit"] }, key: field.id },
  required: ["kind", "key"],
} as const;

/** `/console/integrity`: the integrity file of a person or a unit (catalogue 17). */
export function registerIntegrity(app: FastifyInstance, context: Context): void {
  app.get<{ Params: { kind: "person" | "unit"; key: string } }>(
    "/integrity/:kind/:key",
    {
      config: { access: "person.read", scoped: true },
      schema: {
        operationId: "showIntegrityFile",
        summary:
          "Alerts, cases, rectification, decisions, posts, relations and scores of a person or a unit, for a purpose",
        tags: ["console"],
        params,
        response: { 200: fileAnswer },
      },
    },
    async ({ params: { kind, key }, actor, headers }) => {
      const request = { actor, headers };
      const granted = grantedPerson(actor);
      // Asked before anything is looked up: no answer without it, whether or not there is something.
      requirePurpose(request);
      const parts = await readParts(context);
      const party = partyOf(parts.look, kind, key);
      await demandParty(context.store.db, parts.look, granted, "person.read", party);
      const viewer = await viewerOf(parts, granted);
      const today = dayIn(context.config.timeZone, parts.now);
      const file = await gatherFile({ parts, store: context.store, today }, viewer, party);
      const about = [subjectOf(party)];
      await noteRead(context, request, "integrity_file", `${party.kind}:${party.id}`, about);
      context.scorer.wake();
      return file;
    },
  );
}
