// What a real server publishes and answers, judged by a program that has nothing of ours in it (LO-3, LO-4).
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { createProbity } from "@probity/sdk";
import { defaultConfig, type RunningServer, startServer } from "@probity/server";
import { decodeEntries, entriesPath, openNote, parseCheckpoint, parseVerifierKey } from "@probity/tlog";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { goVerifier } from "./support/go-verifier.ts";

const root = join(import.meta.dirname, "../..");
const source = "housing";
const folder = mkdtempSync(join(tmpdir(), "probity-independent-server-"));
const go = goVerifier();
const why = go.isHere ? "" : ` (skipped: ${go.why})`;
let server: RunningServer;
let key: string;

beforeAll(async () => {
  server = await startServer({
    ...defaultConfig,
    dataDir: join(folder, "data"),
    port: 0,
    logLevel: "silent",
  });
  const created = await fetch(`${server.url}/ops/sources`, {
    method: "POST",
    headers: { authorization: `Bearer ${server.opsToken}`, "content-type": "application/json" },
    body: JSON.stringify({ id: source }),
  });
  ({ key } = (await created.json()) as { key: string }); // our own server's answer
});

afterAll(async () => {
  await server.close();
  go.close();
  rmSync(folder, { recursive: true, force: true });
});

async function emitFromSdk(count: number, name: string): Promise<void> {
  const spoolDir = join(folder, name);
  const probity = createProbity({ endpoint: server.url, source, key, publicKey: server.vkey, spoolDir });
  for (let at = 0; at < count; at += 1) probity.emit("procurement.award.decided", { ocid: `${name}-${at}` });
  const { pending } = await probity.flush({ timeoutMs: 20_000 });
  await probity.shutdown({ timeoutMs: 5000 });
  expect(pending).toBe(0);
}

async function exportTo(name: string): Promise<{ readonly dir: string; readonly size: number }> {
  const dir = join(folder, name);
  const main = join(root, "packages/server/src/cli/main.ts");
  await promisify(execFile)(process.execPath, ["--conditions=@probity/source", main, "log", "export", dir], {
    env: { ...process.env, PROBITY_URL: server.url, PROBITY_OPS_TOKEN: server.opsToken },
  });
  const note = openNote(readFileSync(join(dir, "checkpoint"), "utf8"), [parseVerifierKey(server.vkey)]);
  return { dir, size: parseCheckpoint(note?.text ?? "")?.size ?? 0 };
}

const fetchText = async (path: string): Promise<string> => {
  const answer = await fetch(`${server.url}${path}`, { headers: { authorization: `Bearer ${key}` } });
  expect(answer.status, path).toBe(200);
  return answer.text();
};

describe.skipIf(!go.isHere)(`LO-3: a real log in the eyes of Go${why}`, () => {
  test("SDK, plain CloudEvents and growth: every entry, tile, stream and receipt", async () => {
    await emitFromSdk(300, "first");
    const first = await exportTo("export-1");
    expect(first.size).toBeGreaterThan(300);
    await emitFromSdk(40, "second");
    const plain = await fetch(`${server.url}/v1/events`, {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/cloudevents+json" },
      body: JSON.stringify({
        specversion: "1.0",
        id: "plain-1",
        source,
        type: "x.y.z",
        time: "2026-01-01T00:00:00Z",
      }),
    });
    const { receipt } = (await plain.json()) as { receipt: string }; // our own server's answer
    const second = await exportTo("export-2");
    expect(second.size).toBeGreaterThan(first.size + 40);

    const args = ["export", "-key", server.vkey, "-streams", "-dir"];
    expect(go.run(...args, first.dir).says).toContain(`ok: ${first.size} entries`);
    const older = join(first.dir, "checkpoint");
    expect(go.run(...args, second.dir, "-since", older).says).toContain(`ok: ${second.size} entries`);
    const backwards = go.run(...args, first.dir, "-since", join(second.dir, "checkpoint"));
    expect(backwards).toMatchObject({ isAccepted: false });

    const bundle = Math.floor((second.size - 1) / 256);
    const width = second.size - bundle * 256;
    const entries = decodeEntries(readFileSync(join(second.dir, entriesPath(bundle, width))), width) ?? [];
    const judge = (text: string, entry: Buffer): boolean => {
      writeFileSync(join(folder, "receipt"), text);
      writeFileSync(join(folder, "leaf"), entry);
      const files = ["-receipt", join(folder, "receipt"), "-leaf", join(folder, "leaf")];
      return go.run("receipt", "-key", server.vkey, ...files).isAccepted;
    };
    const plainEntry = entries.find((entry) => entry.includes('"plain-1"'));
    expect(judge(receipt, plainEntry ?? Buffer.alloc(0))).toBe(true);
    for (const [at, entry] of entries.entries()) {
      const proof = await fetchText(`/log/proof?position=${bundle * 256 + at + 1}`);
      expect(judge(proof, entry)).toBe(true);
      expect(judge(proof, Buffer.concat([entry, Buffer.of(10)]))).toBe(false);
      if (at > 3) break;
    }
  });
});
