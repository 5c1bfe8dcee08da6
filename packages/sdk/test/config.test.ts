import { afterEach, describe, expect, test, vi } from "vitest";
import { createProbity, ProbityError, type ProbityOptions } from "../src/index.ts";
import { makeKey } from "./support/bundles.ts";
import { testKey, testOptions } from "./support/client.ts";
import { startReceiver } from "./support/server.ts";
import { tempDirectory } from "./support/temp.ts";

afterEach(() => vi.unstubAllEnvs());

const problemOf = (options: ProbityOptions<[]>): string => {
  try {
    createProbity(options);
  } catch (error) {
    if (error instanceof ProbityError && error.code === "PROBITY_E_CONFIG") return error.message;
    throw error;
  }
  throw new Error("no error");
};

describe("PC-3: programming errors at start throw, coded, naming the option", () => {
  const good: ProbityOptions<[]> = { endpoint: "http://localhost:1", source: "s", key: testKey };
  test.each<[string, ProbityOptions<[]>, string]>([
    ["no endpoint", {}, "PROBITY_ENDPOINT"],
    ["no source", { endpoint: "http://localhost" }, "PROBITY_SOURCE"],
    ["no key", { endpoint: "http://localhost", source: "s" }, "PROBITY_KEY"],
    ["an endpoint without scheme", { ...good, endpoint: "localhost:80" }, "endpoint"],
    ["an endpoint of another scheme", { ...good, endpoint: "ftp://localhost" }, "endpoint"],
    ["a password in the endpoint", { ...good, endpoint: "http://u:p@localhost" }, "endpoint"],
    ["white space in the source", { ...good, source: "a b" }, "source"],
    ["a key that is none", { ...good, key: "secret" }, "key"],
    ["a public key that is none", { ...good, publicKey: "abc" }, "publicKey"],
    [
      "a public key with a copying error",
      { ...good, publicKey: makeKey().verifier.replace(/.$/, (last) => (last === "A" ? "B" : "A")) },
      "publicKey",
    ],
    ["a negative limit", { ...good, spool: { maxBytes: -1 } }, "spool.maxBytes"],
    ["a policy that does not exist", { ...good, spool: { whenFull: "wait" as never } }, "spool.whenFull"],
    ["no number", { ...good, deadlineMs: Number.NaN }, "deadlineMs"],
  ])("%s", (_, options, named) => {
    expect(problemOf(options)).toContain(named);
  });

  test("a key never appears in an error", () => {
    expect(problemOf({ ...good, key: "probity_not-quite-right" })).not.toContain("not-quite-right");
  });
});

test("options come first, PROBITY_* variables second", async () => {
  const receiver = await startReceiver();
  vi.stubEnv("PROBITY_ENDPOINT", receiver.endpoint);
  vi.stubEnv("PROBITY_SOURCE", "from-env");
  vi.stubEnv("PROBITY_KEY", testKey);
  vi.stubEnv("PROBITY_PUBLIC_KEY", `${makeKey("one").verifier} ${receiver.log.vkey}`);
  vi.stubEnv("PROBITY_SPOOL_DIR", tempDirectory());
  const fromEnv = createProbity();
  fromEnv.emit("procurement.award.decided", { ocid: "o1" });
  expect(await fromEnv.shutdown({ timeoutMs: 10_000 })).toEqual({ pending: 0 });
  expect([...receiver.events.values()][0]?.source).toBe("from-env");
  expect(fromEnv.health().bundle.state).toBe("none");

  await using explicit = createProbity(testOptions(receiver.endpoint, { source: "explicit" }));
  explicit.emit("procurement.award.decided", { ocid: "o1" });
  await explicit.flush();
  expect([...receiver.events.values()][1]?.source).toBe("explicit");
});
