// Rules at work between a real server and real SDK clients: releases, replays, circuit breakers.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { createProbity, type Hook, type Probity } from "@probity/sdk";
import { defaultConfig, type RunningServer, startServer } from "@probity/server";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { draft } from "./support/drafts.ts";
import { askOperator } from "./support/operator.ts";

const folder = mkdtempSync(join(tmpdir(), "probity-rules-at-work-"));
const point = "procurement.tender.published";
let server: RunningServer;

beforeAll(async () => {
  const dataDir = join(folder, "data");
  server = await startServer({ ...defaultConfig, dataDir, port: 0, logLevel: "silent" });
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const ops = async (method: string, path: string, body?: object): Promise<Record<string, never>> =>
  (await askOperator(server, method, path, body)) as Record<string, never>; // looked at by tests

const bind = (source: string, action: string): Promise<unknown> =>
  ops("PUT", `/ops/sources/${source}/bindings`, {
    bindings: [{ id: "media", rule: "PROC-TND-009", source, action }],
  });

/** What a business system is given: its key, and the verifier keys that it pins. */
interface Access {
  readonly key: string;
  readonly vkey: string;
}

async function newSource(id: string, action: string): Promise<Access> {
  const access = await ops("POST", "/ops/sources", { id });
  await bind(id, action);
  return access as unknown as Access;
}

async function until<T>(look: () => T | undefined | false | Promise<T | undefined | false>): Promise<T> {
  const deadline = Date.now() + 20_000;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > deadline) throw new Error(`it never happened: ${look.toString()}`);
    await new Promise((resolve) => {
      setTimeout(resolve, 5);
    });
  }
}

/** Polls by itself only after an hour: what it learns sooner, it was told. */
const client = (source: string, { key, vkey }: Access, hooks: readonly Hook[] = []): Probity =>
  createProbity({
    endpoint: server.url,
    source,
    key,
    publicKey: vkey.split(" "),
    spoolDir: join(folder, `spool-${source}`),
    bundleRefreshMs: 3_600_000,
    heartbeatMs: 500,
    hooks,
  });

interface Parity {
  readonly equal: number;
  readonly diverged: number;
  readonly notComparable: number;
}

async function parityOf(source: string): Promise<Parity> {
  await until(async () => (await ops("GET", "/ops/stats"))["lag"] === 0);
  const { parity } = await ops("GET", `/ops/rules/stats?source=${source}`);
  const [first] = parity as unknown as readonly Parity[];
  return first ?? { equal: 0, diverged: 0, notComparable: 0 };
}

describe("RU-6: a release", () => {
  test("reaches a connected SDK in under two seconds, ten times out of ten, and the server sees who runs it", async () => {
    const access = await newSource("push", "warn");
    const probity = client("push", access);
    await until(
      () => probity.health().bundle.push.state === "connected" && probity.health().bundle.version > 0,
    );
    const times: number[] = [];
    for (let round = 0; round < 10; round += 1) {
      const before = probity.health().bundle.version;
      const active = until(() => probity.health().bundle.version > before && Date.now());
      await bind("push", round % 2 === 0 ? "justify" : "warn");
      const at = await active;
      // Its moment is taken before it is compiled and signed.
      const { createdAt } = await ops("GET", "/ops/bundles/push");
      times.push(at - Date.parse(createdAt as unknown as string));
    }
    process.stdout.write(`release to SDK, ms: ${times.map((ms) => Math.round(ms)).join(" ")}\n`);
    expect(Math.max(...times)).toBeLessThan(2_000);
    const { hash } = probity.health().bundle;
    await until(async () =>
      JSON.stringify(await ops("GET", "/ops/bundles?source=push")).includes(`"bundleHash":"${hash}"`),
    );
    await probity.shutdown({ timeoutMs: 5_000 });
  });

  test("signed by a rotated key is taken by an SDK that pinned the first one alone", async () => {
    const access = await newSource("rotation", "warn");
    const probity = client("rotation", access);
    const version = (): number => probity.health().bundle.version;
    await until(() => probity.health().bundle.push.state === "connected" && version() > 0);
    const change = async (path: string, body?: object): Promise<Record<string, never>> => {
      const before = version();
      const answer = await ops("POST", path, body);
      await until(() => version() > before);
      return answer;
    };
    const { keyid } = await change("/ops/keys/rotate");
    const { retired } = await change(`/ops/keys/${encodeURIComponent(keyid as unknown as string)}/activate`);
    await change(`/ops/keys/${encodeURIComponent(retired as unknown as string)}/revoke`, { reason: "drill" });
    expect(probity.health().bundle.lastError).toBeUndefined();
    // Receipts still come from the log's key, which this client pins and nobody rotated.
    probity.emit(point, draft("ocds-receipt"));
    expect((await probity.flush({ timeoutMs: 10_000 })).pending).toBe(0);
    expect(probity.health().receipts).toMatchObject({ state: "verified", refused: 0 });
    await probity.shutdown({ timeoutMs: 5_000 });
  });
});

describe("RU-6: what an SDK decided is judged again", () => {
  test("and found equal for honest decisions, also after a release; a record without its hit diverges", async () => {
    const access = await newSource("parity", "warn");
    const state = { lies: false };
    const liar: Hook = {
      operations: ["emit"],
      before({ type, data }) {
        if (!state.lies || type !== "precheck.decision.recorded") return undefined;
        const precheck = data["precheck"] as Record<string, never>; // the SDK's own event
        if (precheck["stage"] !== "opened") return undefined;
        return { data: { ...data, precheck: { ...precheck, findings: [] } } };
      },
    };
    const probity = client("parity", access, [liar]);
    await until(() => probity.health().bundle.version > 0);
    const act = async (ocid: string): Promise<void> => {
      const decision = await probity.precheck(point, draft(ocid));
      expect(decision).toMatchObject({ outcome: "warn", source: "local" });
      probity.commit(decision, draft(ocid));
    };
    for (let at = 0; at < 5; at += 1) await act(`ocds-a${at}`);
    await probity.flush({ timeoutMs: 10_000 });
    expect(await parityOf("parity")).toMatchObject({ equal: 5, diverged: 0, notComparable: 0 });
    const early = await probity.precheck(point, draft("ocds-early"));
    const before = probity.health().bundle.version;
    await bind("parity", "justify");
    await until(() => probity.health().bundle.version > before);
    probity.commit(early, draft("ocds-early"));
    await probity.flush({ timeoutMs: 10_000 });
    expect(await parityOf("parity")).toMatchObject({ equal: 6, diverged: 0, notComparable: 0 });

    await bind("parity", "warn");
    await until(() => probity.health().bundle.version > before + 1);
    state.lies = true;
    await act("ocds-lie");
    await probity.flush({ timeoutMs: 10_000 });
    expect(await parityOf("parity")).toMatchObject({ equal: 6, diverged: 1 });
    const alert = await until(async () => {
      const { alerts } = await ops("GET", "/ops/alerts?source=parity&rule=RUL-PAR-001");
      return (alerts as unknown as readonly unknown[])[0];
    });
    expect(alert).toMatchObject({ level: 1, class: "integrity", count: 1 });
    await probity.shutdown({ timeoutMs: 5_000 });
  });
});

/** A business system in a process of its own. */
interface System {
  readonly child: ChildProcess;
  ask(line: string): Promise<Record<string, never>>;
}

function startSystem(source: string, { key, vkey }: Access, name: string): System {
  const script = join(import.meta.dirname, "support/sdk-process.ts");
  const args = [server.url, source, key, vkey, join(folder, name)];
  const child = spawn(process.execPath, ["--conditions=@probity/source", script, ...args], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface({ input: child.stdout ?? process.stdin })[Symbol.asyncIterator]();
  return {
    child,
    ask: async (line) => {
      child.stdin?.write(`${line}\n`);
      const { value } = await lines.next();
      return JSON.parse(String(value)) as Record<string, never>; // written by the child
    },
  };
}

describe("PC-8: a rule that would block everything", () => {
  test("is stopped over two processes that each stay within its budget; a person lets it block again", async () => {
    const access = await newSource("breaker", "block");
    const systems = ["one", "two"].map((name) => startSystem("breaker", access, name));
    try {
      for (const system of systems)
        await until(async () => {
          const { health } = await system.ask("health");
          return (health as unknown as ReturnType<Probity["health"]>).bundle.version > 0;
        });
      const outcomes: unknown[] = [];
      for (let at = 0; at < 4; at += 1)
        for (const [index, system] of systems.entries())
          outcomes.push(await system.ask(`ocds-${index}-${at}`));
      expect(
        outcomes.every(
          (one) => JSON.stringify(one).includes('"block"') || JSON.stringify(one).includes('"justify"'),
        ),
      ).toBe(true);
      const breakers = async (): Promise<readonly { readonly id: string }[]> =>
        (await ops("GET", "/ops/breakers?source=breaker"))["breakers"] as unknown as readonly {
          id: string;
        }[];
      const [open] = await until(async () => {
        const found = await breakers();
        return found.length > 0 && found;
      });
      for (const [index, system] of systems.entries()) {
        const asked = await until(async () => {
          const answer = await system.ask(`ocds-later-${index}-${performance.now()}`);
          return JSON.stringify(answer).includes("justify") && answer;
        });
        // Nothing was let through in silence.
        expect(asked).toEqual({ outcome: "justify", degraded: true });
      }
      expect(await breakers()).toHaveLength(1);
      // The scorer follows what was logged.
      const alerts = await until(async () => {
        const answer = await ops("GET", "/ops/alerts?source=breaker&rule=RUL-BRK-001");
        const found = answer["alerts"] as unknown as readonly unknown[];
        return found.length > 0 && found;
      });
      expect(alerts).toHaveLength(1);

      const { token } = await ops("POST", "/ops/people", { id: "owner" });
      const reset = await fetch(`${server.url}/ops/breakers/${encodeURIComponent(open?.id ?? "")}/reset`, {
        method: "POST",
        headers: {
          authorization: `Bearer ${token as unknown as string}`,
          "content-type": "application/json",
        },
        body: JSON.stringify({ reason: "the media list was corrected" }),
      });
      expect(reset.status).toBe(200);
      await until(async () =>
        JSON.stringify(await systems[0]?.ask(`ocds-after-${performance.now()}`)).includes("block"),
      );
    } finally {
      for (const { child } of systems) {
        const exit = once(child, "exit");
        child.stdin?.end();
        await exit;
      }
    }
  });
});
