import type { FastifyInstance } from "fastify";
import { ProbityError } from "@probity/contracts";
import { parseInstant } from "@probity/engine";
import type { Context } from "../context.ts";
import { many, text as words, textOrNone } from "../ops/answer-parts.ts";
import { answerOf, operation } from "../ops/describe.ts";
import { requestAnswer } from "../requests/index.ts";
import { giveGrant, type HolderKind, takeGrant } from "./change-grants.ts";
import { listGrants } from "./list-grants.ts";
import { permissions } from "./permissions.ts";
import { type Role, rolePermissions, roles } from "./roles.ts";

const idText = { type: "string", minLength: 1, maxLength: 200, pattern: "^[^\\u0000-\\u001f]+$" } as const;
const params = { type: "object", properties: { id: idText }, required: ["id"] } as const;
const moment = { type: "string", format: "date-time", maxLength: 40 } as const;
const grantBody = {
  type: "object",
  properties: {
    role: { enum: roles },
    unit: { ...idText, description: "With everything under it; default: everywhere" },
    from: { ...moment, description: "Default: now" },
    until: { ...moment, description: "Default: no end" },
  },
  required: ["role"],
  additionalProperties: false,
} as const;

const rolesAnswer = answerOf({
  roles: many(answerOf({ role: { enum: roles }, permissions: many({ enum: permissions }) })),
});
const grantsAnswer = answerOf({
  grants: many(
    answerOf({
      id: words,
      role: words,
      unit: textOrNone,
      from: words,
      until: textOrNone,
      by: words,
      agreedBy: textOrNone,
      revokedAt: textOrNone,
      state: { enum: ["coming", "in_force", "over"] },
    }),
  ),
});

interface ById {
  readonly Params: { readonly id: string };
}
interface GrantBody {
  readonly role: Role;
  readonly unit?: string;
  readonly from?: string;
  readonly until?: string;
}

/** `/ops/{people,services,groups}/:id/grants`, `/ops/roles`: who may do what, where and until when (SE-2). */
export function registerGrants(app: FastifyInstance, context: Context): void {
  app.get(
    "/roles",
    {
      config: { access: "signed-in" },
      schema: operation("listRoles", "What each role may do", { response: { 200: rolesAnswer } }),
    },
    () => ({ roles: roles.map((role) => ({ role, permissions: rolePermissions[role] })) }),
  );
  registerHolder(app, context, "person");
  registerHolder(app, context, "service");
  registerHolder(app, context, "group");
  app.post<ById>(
    "/grants/:id/revoke",
    {
      config: { access: "account.grant" },
      schema: operation("revokeGrant", "Take a role away at once", {
        params,
        response: { 200: answerOf({ id: words }) },
      }),
    },
    async ({ params: { id }, actor }) => {
      await takeGrant(context, id, actor.id);
      return { id };
    },
  );
}

/** Where the roles of each kind of holder are, and how the operations end. */
const places: Readonly<Record<HolderKind, readonly [path: string, of: string]>> = {
  person: ["/people/:id/grants", "OfPerson"],
  service: ["/services/:id/grants", "OfService"],
  group: ["/groups/:id/grants", "OfGroup"],
};

function registerHolder(app: FastifyInstance, context: Context, holderKind: HolderKind): void {
  const [path, of] = places[holderKind];
  app.get<ById>(
    path,
    {
      config: { access: "account.read" },
      schema: operation(`listGrants${of}`, `The roles of a ${holderKind}, also past ones`, {
        params,
        response: { 200: grantsAnswer },
      }),
    },
    async ({ params: { id } }) => ({
      grants: await listGrants(context.store, holderKind, id, new Date(context.clock())),
    }),
  );
  app.post<ById & { Body: GrantBody }>(
    path,
    {
      config: { access: "account.grant" },
      schema: {
        ...operation(`giveGrant${of}`, `Give a ${holderKind} a role`, {
          params,
          body: grantBody,
          response: {
            201: answerOf({ grant: answerOf({ id: words }) }),
            202: answerOf({ request: requestAnswer }),
          },
        }),
        description:
          "Status 201, or 202 with a request: admin, discipline and auditor, and every role of a group, are given by two persons as soon as there is one to ask; another one agrees at /ops/requests.",
      },
    },
    async ({ params: { id }, body, actor }, reply) => {
      const from = momentOf(body.from) ?? new Date(context.clock()).toISOString();
      const until = momentOf(body.until) ?? null;
      const order = { holder: id, holderKind, role: body.role, unit: body.unit ?? null, from, until };
      const answer = await giveGrant(context, order, actor);
      return await reply.status("grant" in answer ? 201 : 202).send(answer);
    },
  );
}

function momentOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const instant = parseInstant(text);
  if (instant !== undefined) return new Date(instant.ms).toISOString();
  throw new ProbityError("PROBITY_E_REQUEST", `${text} is no moment`);
}
