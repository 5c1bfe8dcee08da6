// EN-1: one engine, three homes. The same cases go through the SDK, the server and the command line, and every one must
// give what golden/findings.json says.
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Decision, Finding, JsonObject } from "@probity/contracts";
import { compile } from "@probity/engine";
import { re2 } from "@probity/engine/re2";
import { createProbity, type PrecheckOptions } from "@probity/sdk";
import { defaultConfig, type RunningServer, startServer } from "@probity/server";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  goldenBindings,
  goldenBundle,
  type GoldenExpectation,
  type GoldenFinding,
  goldenFinding,
  type GoldenInput,
  goldenInputs,
  rulesEverywhere,
  goldenSource,
} from "../golden/cases.ts";

const root = join(import.meta.dirname, "../..");
const inputs = goldenInputs();
const golden = new Map(
  (JSON.parse(readFileSync(join(root, "e2e/golden/findings.json"), "utf8")) as GoldenExpectation[]) // our own file
    .map(({ name, findings }) => [name, findings]),
);
const folder = mkdtempSync(join(tmpdir(), "probity-golden-"));
let server: RunningServer;
let key: string;
let probity: ReturnType<typeof createClient>;

const createClient = () =>
  createProbity({
    endpoint: server.url,
    source: goldenSource,
    key,
    publicKey: server.vkey,
    spoolDir: join(folder, "spool"),
  });

async function ops<T>(method: string, path: string, body?: unknown): Promise<T> {
  const response = await fetch(`${server.url}/ops${path}`, {
    method,
    headers: { authorization: `Bearer ${server.opsToken}`, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  expect(response.ok, `${method} ${path}: ${response.status}`).toBe(true);
  return (await response.json()) as T; // our own server's answer
}

beforeAll(async () => {
  server = await startServer({ ...defaultConfig, dataDir: folder, port: 0, logLevel: "silent" });
  ({ key } = await ops<{ key: string }>("POST", "/sources", { id: goldenSource }));
  await ops("PUT", `/sources/${goldenSource}/bindings`, goldenBindings());
  probity = createClient();
  if (!(await probity.ready({ timeoutMs: 20_000 }))) throw new Error("no bundle became active");
});

afterAll(async () => {
  await probity.shutdown({ timeoutMs: 5000 });
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const everywhere = new Set(rulesEverywhere().map(({ id }) => id));
const evaluator = compile(goldenBundle(), { regex: re2 });
const evaluate = ({ type, time, data, record }: GoldenInput): readonly Finding[] =>
  evaluator.evaluate({ type, time, data, record }).findings;

type Untyped = (type: string, data: JsonObject, options: PrecheckOptions) => Decision;

const byRule = (findings: readonly GoldenFinding[]): readonly GoldenFinding[] =>
  findings.toSorted((a, b) => a.rule.localeCompare(b.rule));

/** What both sides must agree on; ids, times and the place of judgement differ by nature. */
const comparable = ({ outcome, findings, degraded, type, payloadDigest }: Decision): object => ({
  outcome,
  findings,
  degraded,
  type,
  payloadDigest,
});

describe("EN-1: golden cases", () => {
  test("there are many, and they cover every result", () => {
    expect(inputs.length).toBeGreaterThan(150);
    expect(new Set(golden.keys()).size).toBe(inputs.length);
    const results = new Set([...golden.values()].flat().map(({ result }) => result));
    expect([...results].toSorted()).toEqual(["clear", "hit", "indeterminate", "not_applicable"]);
  });

  test.each(inputs)("engine: $name", (input) => {
    const findings = evaluate(input).map(goldenFinding);
    expect(findings).toEqual(golden.get(input.name));
    const own = findings.find(({ rule }) => rule === input.rule);
    if (input.expect !== undefined) expect(own?.result).toBe(input.expect);
  });

  test("SDK and server answer a pre-check alike", async () => {
    // The cases are data of every type; how the client is typed is tested in its own package.
    const precheckLocal = probity.precheckLocal.bind(probity) as unknown as Untyped;
    for (const { name, type, time, data, record } of inputs) {
      const local = precheckLocal(type, data, { record, time });
      const response = await fetch(`${server.url}/v1/precheck`, {
        method: "POST",
        headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
        body: JSON.stringify({ type, time, data, record, deadlineMs: 10_000 }),
      });
      expect(response.status, name).toBe(200);
      const remote = (await response.json()) as Decision; // our own server's answer
      expect(comparable(local), name).toEqual(comparable(remote));
    }
  });

  test("the server's scorer finds in the log what the golden file says", async () => {
    const envelope = { specversion: "1.0", source: goldenSource };
    const events = inputs.flatMap(({ type, time, data, record, subject }, index) => [
      {
        ...envelope,
        id: `before-${index}`,
        type: "procurement.tender.published",
        time,
        subject,
        data: record,
      },
      { ...envelope, id: `case-${index}`, type, time, subject, data },
    ]);
    const taken = new Map<string, string>();
    for (let at = 0; at < events.length; at += 100) {
      const response = await fetch(`${server.url}/v1/events`, {
        method: "POST",
        headers: { authorization: `Bearer ${key}`, "content-type": "application/cloudevents-batch+json" },
        body: JSON.stringify(events.slice(at, at + 100)),
      });
      const { results } = (await response.json()) as { results: { id: string; status: string }[] };
      for (const { id, status } of results) taken.set(id, status);
    }
    await expect
      .poll(async () => (await ops<{ lag: number }>("GET", "/stats")).lag, { timeout: 60_000 })
      .toBe(0);
    let compared = 0;
    for (const [index, { name }] of inputs.entries()) {
      // Cases with damaged data are refused at the door, as they should be.
      if (taken.get(`before-${index}`) !== "accepted" || taken.get(`case-${index}`) !== "accepted") continue;
      const { findings } = await ops<{ findings: Finding[] }>(
        "GET",
        `/events/case-${index}?source=${goldenSource}`,
      );
      const expected = golden
        .get(name)
        ?.filter(({ result }) => result === "hit" || result === "indeterminate");
      const found = findings.filter(({ rule }) => everywhere.has(rule)).map(goldenFinding);
      expect(byRule(found), name).toEqual(byRule(expected ?? []));
      compared += 1;
    }
    expect(compared).toBeGreaterThan(inputs.length * 0.9);
  });

  test("`probity rules test` judges the rule of every case alike", async () => {
    const args = [
      "--conditions=@probity/source",
      "packages/server/src/cli/main.ts",
      "rules",
      "test",
      "--json",
    ];
    const { stdout } = await promisify(execFile)(process.execPath, args, {
      cwd: root,
      maxBuffer: 64 * 1024 * 1024,
    });
    const { results, failed } = JSON.parse(stdout) as {
      failed: number;
      results: { rule: string; name: string; finding?: Finding }[];
    };
    expect(failed).toBe(0);
    const byName = new Map(results.map(({ rule, name, finding }) => [`${rule} ${name}`, finding]));
    for (const { name, rule, expect: stated } of inputs) {
      if (stated === undefined) continue;
      const finding = byName.get(name);
      expect(finding && goldenFinding(finding), name).toEqual(
        golden.get(name)?.find((one) => one.rule === rule),
      );
    }
  });
});
