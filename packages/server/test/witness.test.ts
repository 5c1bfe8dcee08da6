import type { ChildProcess } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import {
  appendLeaves,
  createEd25519Signer,
  emptyRoot,
  formatAddCheckpoint,
  formatCheckpoint,
  hashLeaf,
  openNote,
  parseVerifierKey,
  proveConsistency,
  rootOf,
  signNote,
} from "@probity/tlog";
import { afterEach, describe, expect, test } from "vitest";
import { originHash } from "../src/witness/witness-files.ts";
import { cli, spawnCli } from "./support/cli.ts";
import { sampleKey, tempDirectory } from "./support/sample-log.ts";
import { at } from "./support/test-server.ts";
import { startWitness, type TestWitness } from "./support/witness.ts";

type Signer = ReturnType<typeof sampleKey>;

/** A log that answers with checkpoints and proofs of any size; two with different salts share their first `common` entries. */
function treeOf(
  signer: Signer,
  salt: string,
  common = 0,
): {
  readonly note: (size: number) => string;
  readonly request: (from: number, to: number) => Promise<string>;
} {
  const leaf = (index: number): Buffer => hashLeaf("sha256", `${index < common ? "" : salt}${index}`);
  const leaves = (size: number): Buffer[] => Array.from({ length: size }, (_, index) => leaf(index));
  const note = (size: number): string => {
    const { edge } = appendLeaves("sha256", { size: 0, hashes: Buffer.alloc(0) }, leaves(size));
    const root = size === 0 ? emptyRoot("sha256") : rootOf("sha256", edge);
    return signNote(formatCheckpoint({ origin: signer.name, size, root }), [signer]);
  };
  const request = async (from: number, to: number): Promise<string> => {
    const { tiles } = appendLeaves("sha256", { size: 0, hashes: Buffer.alloc(0) }, leaves(to));
    const proof =
      from === 0
        ? []
        : await proveConsistency("sha256", from, to, (level, index) =>
            Promise.resolve(
              tiles.find((tile) => tile.level === level && tile.index === index)?.hashes ?? Buffer.alloc(0),
            ),
          );
    return formatAddCheckpoint({ oldSize: from, proof, note: note(to) });
  };
  return { note, request };
}

const post = (url: string, body: string): Promise<Response> =>
  fetch(`${url}/add-checkpoint`, { method: "POST", body });

const witnesses: TestWitness[] = [];
const children: ChildProcess[] = [];
afterEach(async () => {
  for (const witness of witnesses.splice(0)) await witness.stop();
  for (const child of children.splice(0)) child.kill("SIGKILL");
});
async function witnessOf(signer: Signer): Promise<TestWitness> {
  const witness = await startWitness(signer.vkey);
  witnesses.push(witness);
  return witness;
}

describe("LO-6: a witness", () => {
  test("answers as c2sp.org/tlog-witness words it: 200, 409 with the size, 422, 400, 403, 404", async () => {
    const log = sampleKey("log.example");
    const witness = await witnessOf(log);
    const tree = treeOf(log, "a");
    const first = await post(witness.url, await tree.request(0, 3));
    expect(first.status).toBe(200);
    const line = await first.text();
    expect(
      openNote(tree.note(3) + line, [log, parseVerifierKey(witness.vkey)].map(verifier))?.verified,
    ).toHaveLength(2);
    expect((await post(witness.url, await tree.request(3, 8))).status).toBe(200);
    expect((await post(witness.url, await tree.request(8, 8))).status).toBe(200);

    const conflict = await post(witness.url, await tree.request(3, 9));
    expect(conflict.status).toBe(409);
    expect(conflict.headers.get("content-type")).toBe("text/x.tlog.size");
    expect(await conflict.text()).toBe("8\n");
    expect((await post(witness.url, await treeOf(log, "b", 3).request(8, 12))).status).toBe(422);
    expect(
      (await post(witness.url, formatAddCheckpoint({ oldSize: 9, proof: [], note: tree.note(8) }))).status,
    ).toBe(400);
    expect((await post(witness.url, "nonsense")).status).toBe(400);
    expect((await post(witness.url, await treeOf(sampleKey("log.example"), "a").request(8, 9))).status).toBe(
      403,
    );
    expect(
      (await post(witness.url, await treeOf(sampleKey("other.example"), "a").request(0, 9))).status,
    ).toBe(404);
    expect(witness.size("log.example")).toBe(8);

    const kept = await fetch(`${witness.url}/${originHash("log.example")}/checkpoint`);
    expect(
      openNote(await kept.text(), [log, parseVerifierKey(witness.vkey)].map(verifier))?.verified,
    ).toHaveLength(2);
    expect((await fetch(`${witness.url}/${originHash("other")}/checkpoint`)).status).toBe(404);
    expect((await fetch(`${witness.url}/`)).status).toBe(404);
  });

  test("of requests at the same moment, one wins; it is never rolled back", async () => {
    const log = sampleKey("log.example");
    const witness = await witnessOf(log);
    const tree = treeOf(log, "a");
    const sizes = [5, 9, 2, 14, 7, 11];
    const answers = await Promise.all(
      sizes.map(async (to) => (await post(witness.url, await tree.request(0, to))).status),
    );
    expect(answers.filter((status) => status === 200)).toHaveLength(1);
    expect(witness.size("log.example")).toBe(sizes[answers.indexOf(200)]);
  });

  test("SE-4: too much, too often and half a request are refused, and it goes on", async () => {
    const log = sampleKey("log.example");
    const witness = await witnessOf(log);
    expect((await post(witness.url, `old 0\n\n${"x".repeat(400_000)}`)).status).toBe(413);
    const { port } = new URL(witness.url);
    const half = connect(Number(port), "127.0.0.1");
    half.on("error", () => undefined);
    half.write("POST /add-checkpoint HTTP/1.1\r\ncontent-length: 100\r\n\r\nold 0");
    const statuses = await Promise.all(
      Array.from({ length: 60 }, async () => (await post(witness.url, "x")).status),
    );
    expect(new Set(statuses)).toEqual(new Set([400, 429]));
    await sleep(1_100);
    expect((await post(witness.url, await treeOf(log, "a").request(0, 1))).status).toBe(200);
    half.destroy();
  });

  test("a damaged memory is not taken for none", async () => {
    const log = sampleKey("log.example");
    const witness = await witnessOf(log);
    const tree = treeOf(log, "a");
    await post(witness.url, await tree.request(0, 3));
    const file = join(witness.directory, "checkpoints", originHash("log.example"));
    writeFileSync(file, readFileSync(file, "utf8").replace("log.example\n3", "log.example\n2"));
    expect((await post(witness.url, await treeOf(log, "b").request(0, 3))).status).toBe(500);
  });

  test("OP-6: killed at any moment it never cosigns two histories, and never forgets one that it gave away", async () => {
    const log = sampleKey("log.example");
    const directory = join(tempDirectory(), "w");
    const { vkey } = (
      await cli(tempDirectory(), ["witness", "init", "--name", "w.example", "--dir", directory, "--json"])
    ).json();
    await cli(tempDirectory(), ["witness", "add-log", log.vkey, "--dir", directory]);
    // Two histories that part at entry 2.
    const trees = [treeOf(log, "a", 2), treeOf(log, "b", 2)];
    const cosigned: { readonly tree: number; readonly size: number }[] = [];
    for (let round = 0; round < 4; round++) {
      // oxlint-disable-next-line no-await-in-loop
      const url = await serveProcess(directory);
      // Right after some cosignature was given away, while others are under way.
      const onCosigned = (count: number): void => {
        if (count === 1 + round * 3) children.at(-1)?.kill("SIGKILL");
      };
      // oxlint-disable-next-line no-await-in-loop
      cosigned.push(...(await pressure(url, trees, onCosigned)));
    }
    expect(cosigned.length).toBeGreaterThan(20);
    const beyond = cosigned.filter(({ size }) => size > 2);
    expect(new Set(beyond.map(({ tree }) => tree)).size).toBeLessThanOrEqual(1);
    const list = await cli(tempDirectory(), ["witness", "list", "--dir", directory, "--json"]);
    const [known] = list.json()["logs"] as unknown as { readonly size: number | null }[];
    expect(known?.size ?? 0).toBeGreaterThanOrEqual(Math.max(0, ...cosigned.map(({ size }) => size)));
    expect(list.json()["vkey"]).toBe(vkey);
  });

  test("is made once, knows one log of an origin, and says so in both languages", async () => {
    const directory = join(tempDirectory(), "w");
    const run = (...argv: string[]): ReturnType<typeof cli> =>
      cli(tempDirectory(), ["witness", ...argv, "--dir", directory]);
    expect((await run("list")).err).toContain("PROBITY_E_WITNESS");
    expect((await run("init", "--name", "a b")).code).toBe(2);
    expect((await run("init", "--name", "w.example")).out).toMatch(/\nw\.example\+[0-9a-f]{8}\+/);
    expect((await run("init", "--name", "w.example")).err).toContain("holds a witness already");
    const log = sampleKey("log.example");
    expect((await run("add-log", log.vkey)).code).toBe(0);
    expect((await run("add-log", sampleKey("log.example").vkey)).err).toContain("is known already");
    expect((await run("add-log", "nonsense")).code).toBe(2);
    expect((await run("list", "--lang", "zh-CN")).out).toContain("日志");
  });

  test("without a network: a request by file is cosigned by file, a fork and an old size are not", async () => {
    const log = createEd25519Signer("log.example", generateKeyPairSync("ed25519").privateKey);
    const directory = join(tempDirectory(), "w");
    const place = tempDirectory();
    const run = (...argv: string[]): ReturnType<typeof cli> =>
      cli(place, ["witness", ...argv, "--dir", directory]);
    await run("init", "--name", "w.example");
    await run("add-log", log.vkey);
    const tree = treeOf(log, "a");
    const cosign = (body: string): ReturnType<typeof cli> => {
      writeFileSync(join(place, "request"), body);
      return run("cosign", join(place, "request"), "--out", join(place, "cosigned"));
    };
    expect(await cosign(await tree.request(0, 4))).toMatchObject({ code: 0 });
    const vkey = String(at((await run("list", "--json")).json(), "vkey"));
    const note = readFileSync(join(place, "cosigned"), "utf8");
    expect(openNote(note, [parseVerifierKey(log.vkey), parseVerifierKey(vkey)])?.verified).toHaveLength(2);
    const conflict = await cosign(await tree.request(0, 6));
    expect(conflict).toMatchObject({ code: 1 });
    expect(conflict.err).toContain("--from-size 4");
    expect((await cosign(await treeOf(log, "b").request(4, 6))).err).toContain("422");
    expect(await cosign(await tree.request(4, 6))).toMatchObject({ code: 0 });
  });
});

/** A signer as the verifier of its own notes. */
const verifier = (key: Signer | ReturnType<typeof parseVerifierKey>): ReturnType<typeof parseVerifierKey> =>
  "vkey" in key ? parseVerifierKey(key.vkey) : key;

async function serveProcess(directory: string): Promise<string> {
  const child = spawnCli(["witness", "serve", "--dir", directory, "--port", "0", "--json"], {});
  children.push(child);
  const [line] = await once(createInterface({ input: child.stdout ?? process.stdin }), "line");
  // The first line of `serve --json`.
  return (JSON.parse(String(line)) as { url: string }).url;
}

/** Both histories ask for cosignatures until nobody answers any more. */
async function pressure(
  url: string,
  trees: readonly ReturnType<typeof treeOf>[],
  onCosigned: (count: number) => void,
): Promise<readonly { readonly tree: number; readonly size: number }[]> {
  const done: { readonly tree: number; readonly size: number }[] = [];
  const press = async (tree: number): Promise<void> => {
    let from = 0;
    for (let size = 1; size < 10_000; size++) {
      const to = from + 1;
      const body = await trees[tree]?.request(from, to);
      const answer = await post(url, body ?? "").catch(() => undefined);
      const text = await answer?.text().catch(() => undefined);
      if (answer === undefined || text === undefined) return;
      if (answer.status === 200) onCosigned(done.push({ tree, size: to }));
      if (answer.status === 409) from = Number(text);
      else if (answer.status === 200) from = to;
      else if (answer.status === 429) await sleep(20);
    }
  };
  await Promise.all(trees.map((_, tree) => press(tree)));
  return done;
}
