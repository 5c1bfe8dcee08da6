import { type Approval, type ApprovalRequest, ProbityError } from "@probity/contracts";
import type { FastifyInstance } from "fastify";
import type { Context } from "../context.ts";
import { approvalView } from "./approval.ts";
import { decideApproval, withdrawApproval } from "./decide.ts";
import { openApproval } from "./open.ts";
import { findApproval, findApprovalOf } from "./store-approvals.ts";

const text = (maxLength: number): object => ({
  type: "string",
  minLength: 1,
  maxLength,
  pattern: "^[^\\u0000-\\u001f\\ud800-\\udfff]+$",
});
const reason = {
  type: "string",
  maxLength: 2000,
  pattern: "^[^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\ud800-\\udfff]*$",
} as const;
const params = { type: "object", properties: { id: text(100) }, required: ["id"] } as const;
const ofDecision = {
  type: "object",
  properties: { decisionId: { ...text(200), description: "The pre-check" } },
  required: ["decisionId"],
  additionalProperties: false,
} as const;
const withdrawBody = {
  type: ["object", "null"],
  properties: { reason },
  additionalProperties: false,
} as const;
const decideBody = {
  type: "object",
  properties: {
    personId: { ...text(500), description: "Whom the business system has authenticated" },
    agree: { type: "boolean" },
    reason: {
      ...reason,
      description: "Needed to refuse, and to agree against an integrity finding of level 1",
    },
  },
  required: ["personId", "agree"],
  additionalProperties: false,
} as const;

const describe = (operationId: string, summary: string, more: object): object => ({
  operationId,
  summary,
  tags: ["source"],
  ...more,
});

interface ById {
  readonly Params: { readonly id: string };
}

/** `/v1/approvals` for sources: ask for a second approver, see how it stands, decide in the host's own pages (PC-7). */
export function registerApprovals(app: FastifyInstance, context: Context): void {
  addRequest(app, context);
  addReading(app, context);
  addEnding(app, context);
}

function addRequest(app: FastifyInstance, context: Context): void {
  app.post<{ Body: ApprovalRequest }>(
    "/approvals",
    {
      schema: describe("requestApproval", "Ask another person to agree to the draft of a pre-check", {
        description:
          "Once for each pre-check. The answer says who may decide, with a path of each one's own page. The same request again gets new paths.",
        body: { $ref: "urn:probity:schema:approval-request:1" },
      }),
    },
    async ({ body, source }, reply) => {
      const { row, created, paths } = await openApproval(context, source, body);
      return await reply
        .status(created ? 201 : 200)
        .send(approvalView(row, new Date(context.clock()), paths));
    },
  );
}

function addReading(app: FastifyInstance, { store, clock }: Context): void {
  app.get<{ Querystring: { decisionId: string } }>(
    "/approvals",
    { schema: describe("findApproval", "The approval of a pre-check", { querystring: ofDecision }) },
    async ({ query, source }): Promise<Approval> => {
      const row = await findApprovalOf(store, source, query.decisionId);
      if (row === undefined)
        throw new ProbityError("PROBITY_E_NOT_FOUND", `nobody was asked about ${query.decisionId}`);
      return approvalView(row, new Date(clock()));
    },
  );
  app.get<ById>(
    "/approvals/:id",
    { schema: describe("getApproval", "How an approval stands", { params }) },
    async ({ params: { id }, source }): Promise<Approval> => {
      const row = await findApproval(store, id);
      if (row?.source !== source) throw new ProbityError("PROBITY_E_NOT_FOUND", `no approval ${id}`);
      return approvalView(row, new Date(clock()));
    },
  );
}

function addEnding(app: FastifyInstance, context: Context): void {
  const { clock } = context;
  app.post<ById & { Body: { reason?: string } | null }>(
    "/approvals/:id/withdraw",
    {
      schema: describe("withdrawApproval", "End a request that needs no answer", {
        params,
        body: withdrawBody,
      }),
    },
    async ({ params: { id }, body, source }): Promise<Approval> => {
      const row = await withdrawApproval(context, { id, source }, body?.reason);
      return approvalView(row, new Date(clock()));
    },
  );
  app.post<ById & { Body: { personId: string; agree: boolean; reason?: string } }>(
    "/approvals/:id/decide",
    {
      schema: describe("decideApproval", "Agree or refuse in the name of a person", {
        description:
          "For the host's own pages: it vouches for who the person is. The server checks that the person may.",
        params,
        body: decideBody,
      }),
    },
    async ({ params: { id }, body, source }): Promise<Approval> => {
      const row = await decideApproval(context, { id, source }, { reason: undefined, ...body, via: "api" });
      return approvalView(row, new Date(clock()));
    },
  );
}
