import { approvalStates } from "@probity/contracts";
import type { FastifyInstance } from "fastify";
import { noteRead } from "../access/index.ts";
import type { Context } from "../context.ts";
import { answerOf, idParams, listOf, operation, query } from "../ops/describe.ts";
import { filter, keyedPageQuery } from "../ops/page.ts";
import { type ApprovalFilter, listApprovals, listedStates, showApproval } from "./list.ts";
import { count, moment, text, textOrNone } from "../ops/answer-parts.ts";

const listQuery = query({
  state: { type: "string", enum: listedStates, default: "open" },
  source: filter,
  subject: filter,
  requester: filter,
  approver: filter,
  ...keyedPageQuery,
});

const rowAnswer = answerOf({
  id: text,
  source: text,
  decisionId: text,
  type: text,
  subject: textOrNone,
  state: { enum: approvalStates },
  requesterId: text,
  role: textOrNone,
  eligible: count,
  excluded: count,
  createdAt: moment,
  deadline: moment,
  reminders: count,
  approverId: textOrNone,
  decidedAt: { ...moment, type: ["string", "null"] },
});

/** `/ops/approvals`: who was asked to agree to what, who was left out and why, and how it ended (PC-7). */
export function registerOperatorApprovals(app: FastifyInstance, context: Context): void {
  const { store, clock } = context;
  app.get<{ Querystring: ApprovalFilter }>(
    "/approvals",
    {
      config: { access: "approval.read" },
      schema: operation(
        "listApprovals",
        "List requests for a second approver, the newest first: open ones, unless another state is asked for",
        { querystring: listQuery, response: { 200: listOf("approvals", "The newest first", rowAnswer) } },
      ),
    },
    async ({ query: asked }) => await listApprovals(store, asked, new Date(clock())),
  );
  app.get<{ Params: { id: string } }>(
    "/approvals/:id",
    {
      config: { access: "approval.read" },
      schema: operation("showApproval", "Show a request with why each candidate was left out", {
        params: idParams,
      }),
    },
    async ({ params: { id }, actor, headers }) => {
      const shown = await showApproval(store, id, new Date(clock()));
      await noteRead(context, { actor, headers }, "approval", id);
      return shown;
    },
  );
}
