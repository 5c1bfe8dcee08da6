import { ProbityError } from "@probity/contracts";
import type { FastifyInstance } from "fastify";
import { noteRead, requirePurpose } from "../access/index.ts";
import {
  alertSubjects,
  caseFields as field,
  grantedPerson,
  hasRoleAt,
  integrityRoles,
  operation,
  readParts,
} from "../cases/index.ts";
import type { Context } from "../context.ts";
import { demandParty, type Party, partyOf, subjectOf } from "../integrity/index.ts";
import { type EntityRef, entityRef } from "../links/index.ts";
import { idParams } from "../ops/describe.ts";
import { createReadings, seeLine } from "../triage/index.ts";
import { networkAnswer } from "./answer.ts";
import { evidencePaths } from "./evidence-paths.ts";
import { shownNetwork } from "./shown-network.ts";

const config = { access: "entity.read", scoped: true } as const;
const response = { 200: networkAnswer } as const;

/** Networks of relations around whom an alert or an integrity file is about (FE-3), for a purpose that is logged (SE-2). */
export function registerNetworks(app: FastifyInstance, context: Context): void {
  registerAlertNetwork(app, context);
  registerPartyNetwork(app, context);
}

function registerAlertNetwork(app: FastifyInstance, context: Context): void {
  const readings = createReadings(context);
  app.get<{ Params: { readonly id: string } }>(
    "/alerts/:id/relations",
    {
      config,
      schema: {
        ...operation("relateAlert", "Whom and what official and counterparty are related to, two steps far", {
          params: idParams,
          response,
        }),
        description:
          "With the ways that are the evidence of its findings, by relations of the time of the event.",
      },
    },
    async ({ params: { id }, actor, headers }) => {
      const { parts, viewer } = await readings(actor);
      const { official, counterparty } = await seeLine(parts, id, viewer);
      await noteRead(context, { actor, headers }, "alert", id, await alertSubjects(context.store, id));
      const middle = [official, counterparty].flatMap((one) => (one === null ? [] : refsOf([one.id])));
      return await shownNetwork(parts, viewer.granted, middle, await evidencePaths(context.store, id));
    },
  );
}

const refsOf = (keys: readonly string[]): readonly EntityRef[] =>
  keys.flatMap((key) => entityRef("party", key) ?? []);

function registerPartyNetwork(app: FastifyInstance, context: Context): void {
  const { store } = context;
  app.get<{ Params: { readonly kind: Party["kind"]; readonly key: string } }>(
    "/integrity/:kind/:key/relations",
    {
      config,
      schema: operation("relateParty", "Whom and what a person or a unit is related to, two steps far", {
        params: {
          type: "object",
          properties: { kind: { enum: ["person", "unit"] }, key: field.id },
          required: ["kind", "key"],
        },
        response,
      }),
    },
    async ({ params: { kind, key }, actor, headers }) => {
      const request = { actor, headers };
      const granted = grantedPerson(actor);
      // Asked before anything is looked up: no answer without it, whether or not there is something.
      requirePurpose(request);
      const parts = { ...(await readParts(context)), store };
      const party = partyOf(parts.look, kind, key);
      await demandParty(store.db, parts.look, granted, "entity.read", party);
      const places = party.units.length > 0 ? party.units : [null];
      // As in the file: relations are of the integrity side (section 9.3).
      if (!(await hasRoleAt(store.db, granted, integrityRoles, places)))
        throw new ProbityError("PROBITY_E_NOT_FOUND", `no relations of ${party.kind} ${party.id}`);
      await noteRead(context, request, "integrity_file", `${party.kind}:${party.id}`, [subjectOf(party)]);
      context.scorer.wake();
      return await shownNetwork(parts, granted, refsOf(party.keys));
    },
  );
}
