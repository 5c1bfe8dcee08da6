import { privacyShapeOf, type BuiltinEventName } from "@probity/contracts";
import { builtinEvents, commonData } from "@probity/contracts/schemas";
import { build } from "esbuild";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import * as sdk from "../src/index.ts";
import { builtinSubjectPaths } from "../src/events/builtin-subjects.ts";
import { builtinIdentifiers, commonIdentifiers } from "../src/privacy/builtin-identifiers.ts";
import * as testing from "../src/testing/index.ts";

describe("QU-1: the public doors", () => {
  test("@probity/sdk", () => {
    expect(Object.keys(sdk).toSorted()).toEqual(["ProbityError", "createProbity", "defineEvent"]);
  });

  test("@probity/sdk/testing", () => {
    expect(Object.keys(testing).toSorted()).toEqual(["createFakeClock", "createTestProbity"]);
  });

  test("the real and the recording client have the same methods", () => {
    const client = testing.createTestProbity();
    const extra = ["events", "eventsOf", "decisions", "clear"];
    const names = Object.keys(client).filter((name) => !extra.includes(name));
    expect(names.toSorted()).toEqual(
      [
        "abandon",
        "addHooks",
        "appeal",
        "approval",
        "breakGlass",
        "commit",
        "emit",
        "flush",
        "health",
        "on",
        "precheck",
        "precheckLocal",
        "ready",
        "registerEvents",
        "requestApproval",
        "shutdown",
        "tally",
        "verifyDecision",
      ].toSorted(),
    );
  });
});

/** What only the server writes, no SDK ever sends. */
const isOfServer = (type: BuiltinEventName): boolean =>
  builtinEvents[type].when.startsWith("Logged by the server");

describe("EV-2: what the SDK carries of the built-in types", () => {
  // Object.keys loses the literal names.
  const names = Object.keys(builtinEvents) as BuiltinEventName[];

  test.each(names.filter((type) => !isOfServer(type)))(
    "subject paths and identifiers of %s are those of its schema",
    (type) => {
      expect(builtinSubjectPaths(type)).toEqual(builtinEvents[type].subject);
      const { identifiers, persons } = builtinIdentifiers.get(type) ?? { identifiers: [], persons: [] };
      expect({ type, identifiers, persons }).toEqual({
        type,
        ...privacyShapeOf([builtinEvents[type].schema]),
      });
    },
  );

  test("identifiers of the common block are those of its schema", () => {
    expect(commonIdentifiers).toEqual(privacyShapeOf([commonData]));
  });

  test("schemas, error texts and optional peers stay out of a host's bundle", async () => {
    const { outputFiles } = await build({
      entryPoints: [join(import.meta.dirname, "..", "src", "index.ts")],
      bundle: true,
      minify: true,
      format: "esm",
      platform: "node",
      conditions: ["@probity/source"],
      external: ["@opentelemetry/api", "@probity/engine/re2"],
      write: false,
      logLevel: "silent",
    });
    const text = outputFiles[0]?.text ?? "";
    expect(text).toContain("PROBITY_E_CONFIG");
    expect(text).not.toContain("x-supervision");
    expect(text).not.toContain("The configuration is not valid.");
    const imports = [...text.matchAll(/(?:from|import\()"([^"]+)"/g)].map(([, name]) => name ?? "");
    expect(imports.filter((name) => !name.startsWith("node:")).toSorted()).toEqual([
      "@opentelemetry/api",
      "@probity/engine/re2",
    ]);
  });
});
