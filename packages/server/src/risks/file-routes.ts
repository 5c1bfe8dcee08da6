import { ProbityError } from "@probity/contracts";
import type { FastifyInstance } from "fastify";
import type { Context } from "../context.ts";
import { importAnswer } from "./answers.ts";
import { changeRisks, type RiskChange } from "./change.ts";
import { readRiskCsv, riskCsv, type RiskRow } from "./csv.ts";
import { viewerFor } from "./viewer.ts";
import { listRisks } from "./list.ts";
import { type RiskGiven, riskProperties, riskRequired } from "./point.ts";

const maxFileBytes = 4 * 1024 * 1024;
const maxPoints = 5_000;

/** A row is what `PUT /risks/:id` takes, with its id. */
const rowSchema = {
  type: "object",
  properties: { ...riskProperties, version: { type: "integer", minimum: 1 } },
  required: riskRequired,
  additionalProperties: false,
};

const formQuery = {
  type: "object",
  properties: { form: { enum: ["csv", "json"], default: "csv" } },
  additionalProperties: false,
} as const;

/** `/console/risks/file`: the register as CSV, out and in. */
export function registerRiskFiles(app: FastifyInstance, context: Context): void {
  app.get<{ Querystring: { form: "csv" | "json" } }>(
    "/risks/file",
    {
      config: { access: "risk.read", scoped: true },
      schema: {
        operationId: "exportRisks",
        summary: "The register as CSV, as a file or within JSON",
        tags: ["console"],
        querystring: formQuery,
        response: { 200: { content: { "text/csv": { schema: { type: "string" } } } } },
      },
    },
    async ({ query: { form }, actor }, reply) => {
      const now = new Date(context.clock());
      const { risks } = await listRisks(
        context.store,
        await viewerFor(context, actor),
        { limit: maxPoints },
        now,
      );
      const csv = riskCsv(risks);
      if (form === "json") return await reply.send({ csv });
      return await reply
        .type("text/csv; charset=utf-8")
        .header("content-disposition", 'attachment; filename="risks.csv"')
        .header("x-content-type-options", "nosniff")
        .send(csv);
    },
  );
  // Its own scope, because only here files are read.
  void app.register(async (scope) => {
    const options = { parseAs: "buffer", bodyLimit: maxFileBytes } as const;
    scope.addContentTypeParser("text/csv", options, (_request, body, done) => done(null, body));
    registerImport(scope, context);
  });
}

function registerImport(app: FastifyInstance, context: Context): void {
  app.post<{ Body: unknown }>(
    "/risks/file",
    {
      bodyLimit: maxFileBytes,
      config: { access: "risk.write", scoped: true },
      schema: {
        operationId: "importRisks",
        summary: "Take a CSV file over, all of its rows or none; rows that change nothing are left out",
        tags: ["console"],
        consumes: ["text/csv"],
        response: { 200: importAnswer },
      },
    },
    async (request, reply) => {
      const { body, actor } = request;
      if (!Buffer.isBuffer(body)) throw new ProbityError("PROBITY_E_MEDIA_TYPE", "send the file as text/csv");
      const isValid = request.compileValidationSchema(rowSchema);
      const rows = readRiskCsv(new TextDecoder().decode(body));
      const wrong = rows.find((row) => !/^[A-Za-z0-9][\w.-]{0,199}$/.test(row.id) || !isValid(row.body));
      if (wrong !== undefined)
        throw new ProbityError("PROBITY_E_REQUEST", `line ${wrong.line}: ${wrongIn(isValid.errors)}`);
      const changes = rows.map(changeOf);
      const changed = await changeRisks(context, await viewerFor(context, actor), changes);
      context.scorer.wake();
      return await reply.send({ rows: rows.length, changed: changed.length });
    },
  );
}

const wrongIn = (errors: readonly { readonly message?: string }[] | null | undefined): string =>
  errors?.[0]?.message ?? "the id is none";

function changeOf({ id, body }: RiskRow): RiskChange {
  const { version, ...given } = body;
  return {
    id,
    version: typeof version === "number" ? version : undefined,
    // Checked by rowSchema.
    given: given as unknown as RiskGiven,
  };
}
