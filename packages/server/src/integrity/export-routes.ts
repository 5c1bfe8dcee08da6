import type { FastifyInstance } from "fastify";
import { caseFields as field, grantedPerson } from "../cases/index.ts";
import type { Context } from "../context.ts";
import { exportHtml } from "./export-html.ts";
import { agreeExport, askExport, takeExport } from "./exports.ts";
import { subjectData } from "./subject-data.ts";

interface ById {
  readonly Params: { readonly id: string };
}

const body = (properties: object, required: readonly string[]): object => ({
  type: "object",
  properties,
  required,
  additionalProperties: false,
});

const operation = (operationId: string, summary: string, more: object): object => ({
  operationId,
  summary,
  tags: ["console"],
  ...more,
});

const params = body({ id: field.id }, ["id"]);
const config = { access: "person.export", scoped: true } as const;

/** `/console/exports`: what is kept about a person, for that person, by two people (SE-3). */
export function registerExports(app: FastifyInstance, context: Context): void {
  app.post<{ Body: { person: string; basis: string } }>(
    "/exports",
    {
      config,
      schema: operation("askExport", "Take up a person's request for what is kept about them", {
        body: body({ person: field.id, basis: field.text }, ["person", "basis"]),
      }),
    },
    async ({ body: given, actor }, reply) => {
      const asked = await askExport(context, grantedPerson(actor), given);
      context.scorer.wake();
      return await reply.status(201).send({ ...asked });
    },
  );
  app.post<ById>(
    "/exports/:id/agreement",
    { config, schema: operation("agreeExport", "Agree to it, as another person", { params }) },
    async ({ params: { id }, actor }) => {
      const agreed = await agreeExport(context, grantedPerson(actor), id);
      context.scorer.wake();
      return { ...agreed };
    },
  );
  app.get<ById & { Querystring: { form: "json" | "html" } }>(
    "/exports/:id",
    {
      config,
      schema: operation("takeExport", "The export, as JSON or to be printed; each time is logged", {
        params,
        querystring: body({ form: { enum: ["json", "html"], default: "json" } }, []),
      }),
    },
    async ({ params: { id }, query: { form }, actor }, reply) => {
      const { party } = await takeExport(context, grantedPerson(actor), id);
      const book = await context.organisation.book();
      const data = await subjectData(context.store, party, { book, now: new Date(context.clock()) });
      context.scorer.wake();
      void reply.header("cache-control", "no-store").header("x-content-type-options", "nosniff");
      if (form === "json") return await reply.send(data);
      return await reply
        .type("text/html; charset=utf-8")
        .header("content-security-policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox")
        .send(exportHtml(id, party.id, data));
    },
  );
}
