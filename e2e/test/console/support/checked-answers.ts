import { readFileSync } from "node:fs";
import { Ajv, type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";
import type { Response } from "playwright-core";

interface Described {
  readonly responses: Readonly<
    Record<string, { readonly content?: { readonly "application/json"?: { readonly schema: object } } }>
  >;
}

const document = new URL("../../../../packages/server/openapi.json", import.meta.url);
// Written by `pnpm generate` from the routes.
const { paths } = JSON.parse(readFileSync(document, "utf8")) as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
};
const ajv = new Ajv({ strict: false, allErrors: true });
// The package's types describe its CommonJS form; under ESM the function is the default export itself.
(addFormats as unknown as (ajv: Ajv) => void)(ajv);

const routes = Object.entries(paths)
  .map(([path, methods]) => ({
    pattern: new RegExp(`^${path.replaceAll(/\{[^}]+\}/g, "[^/]+")}$`),
    path,
    methods,
  }))
  // A path with fewer parameters is matched before one with more.
  .toSorted((a, b) => a.path.split("{").length - b.path.split("{").length);
const validators = new Map<string, ValidateFunction>();

/** What is wrong with an answer, by the schema that the console's types are made of; nothing for what is no JSON of the API. */
export async function problemsOf(response: Response): Promise<readonly string[]> {
  const { pathname } = new URL(response.url());
  const method = response.request().method().toLowerCase();
  const route = routes.find(({ pattern }) => pattern.test(pathname));
  const schema =
    route?.methods[method]?.responses[String(response.status())]?.content?.["application/json"]?.schema;
  if (route === undefined || schema === undefined || !isJson(response)) return [];
  const key = `${method} ${route.path} ${response.status()}`;
  const validate = validators.get(key) ?? ajv.compile(schema);
  validators.set(key, validate);
  // A page that was left meanwhile takes the body with it.
  const body: unknown = await response.json().catch(() => undefined);
  if (body === undefined || validate(body)) return [];
  return [`${key}: ${ajv.errorsText(validate.errors)}`];
}

const isJson = (response: Response): boolean =>
  (response.headers()["content-type"] ?? "").startsWith("application/json");
