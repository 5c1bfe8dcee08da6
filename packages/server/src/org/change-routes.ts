import { createHash } from "node:crypto";
import { type Json, type JsonObject, ProbityError } from "@probity/contracts";
import type { FastifyInstance } from "fastify";
import type { Context } from "../context.ts";
import { changedAnswer, reportAnswer } from "./answers.ts";
import { operation } from "./operation.ts";
import { changeBodies, importQuery } from "./route-schemas.ts";
import { applyRows } from "./rows/apply-rows.ts";
import { none } from "./rows/draft.ts";
import { decodeCsv, readCsv } from "./rows/read-csv.ts";
import { type RowKind, rowKinds } from "./rows/row-kinds.ts";

/** Largest file: 5,000 rows of some 800 bytes. */
const maxFileBytes = 4 * 1024 * 1024;

const summaries: Readonly<Record<RowKind, string>> = {
  units: "Add, rename, move or end a unit",
  chain: "Name who supervises a unit",
  posts: "Add, change or end a post",
  people: "Register a person, or say where they work",
  holders: "Say who holds a post, from when to when",
  delegations: "Let a person stand in for another",
  relations: "Enter a declared relation",
};

const operationIds: Readonly<Record<RowKind, string>> = {
  units: "changeUnit",
  chain: "changeChain",
  posts: "changePost",
  people: "changeMember",
  holders: "changeHolder",
  delegations: "changeDelegation",
  relations: "changeDeclaredRelation",
};

/** What changes the organisation: single entries and whole files. */
export function registerOrgChanges(app: FastifyInstance, context: Context): void {
  for (const kind of rowKinds) {
    app.post<{ Body: JsonObject }>(
      `/org/${kind}`,
      {
        config: { access: "org.write" },
        schema: operation(operationIds[kind], summaries[kind], {
          body: changeBodies[kind],
          response: { 200: changedAnswer },
        }),
      },
      async ({ body, actor }) => await changeOne(context, kind, body, actor.id),
    );
  }
  // Its own scope, because only here files are read.
  void app.register(async (scope) => {
    const options = { parseAs: "buffer", bodyLimit: maxFileBytes } as const;
    scope.addContentTypeParser("text/csv", options, (_request, body, done) => done(null, body));
    registerImport(scope, context);
  });
}

function registerImport(app: FastifyInstance, context: Context): void {
  app.post<{ Params: { kind: RowKind }; Querystring: { dryRun: boolean }; Body: unknown }>(
    "/org/import/:kind",
    {
      bodyLimit: maxFileBytes,
      config: { access: "org.write" },
      schema: {
        ...operation("importOrganisation", "Take a CSV file over, all of its rows or none", {
          params: { type: "object", properties: { kind: { enum: rowKinds } }, required: ["kind"] },
          querystring: importQuery,
          response: { 200: reportAnswer },
        }),
        consumes: ["text/csv"],
      },
    },
    async ({ params: { kind }, query: { dryRun }, body, actor }) => {
      if (!Buffer.isBuffer(body)) throw new ProbityError("PROBITY_E_MEDIA_TYPE", "send the file as text/csv");
      const { rows, problems } = readCsv(kind, decodeCsv(body));
      const fileSha256 = createHash("sha256").update(body).digest("hex");
      const report = await applyRows(context, { kind, rows, problems, by: actor.id, dryRun, fileSha256 });
      return { ...report, sha256: fileSha256 };
    },
  );
}

/** A single change is a file of one row; what is wrong with it is the answer. */
async function changeOne(context: Context, kind: RowKind, body: JsonObject, by: string): Promise<object> {
  const cells = Object.fromEntries(Object.entries(body).map(([name, value]) => [name, cellOf(value)]));
  const order = { kind, rows: [{ line: 1, cells }], problems: [], by, dryRun: false };
  const { added, changed, problems, ids } = await applyRows(context, order);
  if (problems.length > 0) {
    const errors = problems.map(({ column, message }) => ({ path: `/${column ?? ""}`, message: message.en }));
    throw new ProbityError("PROBITY_E_ORG_ROW", problems.map(({ code }) => code).join(", "), { errors });
  }
  const [id = null] = ids;
  return { id, change: added > 0 ? "added" : changed > 0 ? "changed" : "unchanged" };
}

function cellOf(value: Json | undefined): string {
  if (value === null) return none;
  if (typeof value === "boolean") return value ? "true" : "false";
  // An empty list is none.
  if (Array.isArray(value)) return value.length === 0 ? none : value.join(";");
  return typeof value === "string" ? value : "";
}
