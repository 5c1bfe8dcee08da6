import { errorTable } from "@probity/contracts";
import { describe, expect, test } from "vitest";
import * as door from "../src/index.ts";
import { at } from "./support/test-server.ts";

/** Every `$ref` of a document. */
function references(value: unknown): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  const own = "$ref" in value && typeof value.$ref === "string" ? [value.$ref] : [];
  return [...own, ...Object.values(value).flatMap(references)];
}

const keys: Readonly<Record<string, readonly object[]>> = {
  v1: [{ sourceKey: [] }],
  log: [{ sourceKey: [] }, { operatorToken: [] }],
  ops: [{ session: [] }, { personToken: [] }, { operatorToken: [] }],
  console: [{ session: [] }, { personToken: [] }, { operatorToken: [] }],
};

const securityOf = (path: string): readonly object[] => keys[path.split("/")[1] ?? ""] ?? [];

describe("the API description", () => {
  test("is OpenAPI 3.1 whose references all resolve", async () => {
    const document = await door.buildOpenApi();
    expect(document).toMatchObject({ openapi: "3.1.0", info: { title: "Probity" } });
    for (const reference of references(document)) {
      const path = reference.replace("#/", "").split("/");
      expect(reference).toMatch(/^#\//);
      expect(at(document, ...path), reference).toBeDefined();
    }
  });

  test("names every route once, with a summary, a group and who may call it", async () => {
    const paths = at(await door.buildOpenApi(), "paths");
    const operations = Object.entries(paths as object).flatMap(([path, methods]) =>
      Object.values(methods as object).map((operation: unknown) => ({ path, operation })),
    );
    const ids = operations.map(({ operation }) => at(operation, "operationId"));
    expect(new Set(ids).size).toBe(operations.length);
    expect(operations.map(({ path }) => path)).toEqual(
      expect.arrayContaining([
        "/v1/events",
        "/v1/precheck",
        "/v1/bundle",
        "/v1/types",
        "/ops/alerts",
        "/readyz",
      ]),
    );
    for (const { path, operation } of operations) {
      expect(at(operation, "summary"), path).toEqual(expect.any(String));
      expect(at(operation, "security"), path).toEqual(
        at(operation, "x-access") === "open" ? [] : securityOf(path),
      );
    }
  });

  test("is the same on every build, so that a diff means a change", async () => {
    expect(JSON.stringify(await door.buildOpenApi())).toBe(JSON.stringify(await door.buildOpenApi()));
  });

  test("is shown without scripts or outside requests, and explains every error code", async () => {
    const { apiPage } = await import("../src/docs/api-page.ts");
    const { errorsPage } = await import("../src/docs/errors-page.ts");
    const page = apiPage(await door.buildOpenApi());
    expect(page).toContain("POST /v1/events");
    expect(page).not.toMatch(/<script|src=|https?:\/\/(?!host)[^"]*\.(?:js|css)/);
    for (const code of Object.keys(errorTable)) expect(errorsPage()).toContain(`id="${code}"`);
  });
});

test("the public door of the package", () => {
  expect(Object.keys(door).toSorted((a, b) => (a < b ? -1 : 1))).toEqual([
    "buildOpenApi",
    "createApp",
    "createLinks",
    "createSqlLinks",
    "defaultConfig",
    "openServer",
    "openStore",
    "readConfig",
    "startServer",
  ]);
});
