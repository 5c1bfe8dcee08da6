import { writeFileSync } from "node:fs";
import { generateKeyPairSync, getHashes } from "node:crypto";
import { join } from "node:path";
import {
  appendLeaves,
  createCosigner,
  decodeEntries,
  encodeEntries,
  formatProof,
  hashLeaf,
  signNote,
  formatCheckpoint,
  rootOf,
} from "@probity/tlog";
import { assert, asyncProperty, constantFrom, nat, uint8Array } from "fast-check";
import { describe, expect, test } from "vitest";
import { cli, type CliResult } from "./support/cli.ts";
import {
  type LogFiles,
  publish,
  sampleKey,
  sampleRecords,
  tempDirectory,
  writeFiles,
} from "./support/sample-log.ts";
import { at } from "./support/test-server.ts";

const size = 700;
const signer = sampleKey("log.example/probity");
const records = sampleRecords(size);
const entries = records.map(({ header }) => header);
const whole = publish(entries, signer);

/** Verifies files with `probity verify log --json`. */
async function verify(files: LogFiles, ...options: readonly string[]): Promise<CliResult> {
  const directory = writeFiles(files);
  return cli(directory, ["verify", "log", directory, "--key", signer.vkey, "--json", ...options]);
}

const kinds = (result: CliResult): readonly unknown[] => {
  const found = at(result.json(), "problems");
  return Array.isArray(found) ? found.map((problem: unknown) => at(problem, "kind")) : [];
};

/** The whole log with some files replaced, or taken away with undefined. */
function altered(changes: Readonly<Record<string, Buffer | undefined>>): LogFiles {
  const files = new Map(whole);
  for (const [path, bytes] of Object.entries(changes)) {
    if (bytes === undefined) files.delete(path);
    else files.set(path, bytes);
  }
  return files;
}

const fileOf = (path: string): Buffer => whole.get(path) ?? Buffer.alloc(0);
const bundle = (path: string, count = 256): Buffer[] => decodeEntries(fileOf(path), count) ?? [];
const temporary = (name: string, text: string | Buffer): string => {
  const file = join(tempDirectory(), name);
  writeFileSync(file, text);
  return file;
};
const since = (files: LogFiles): string =>
  temporary("since.checkpoint", files.get("checkpoint") ?? Buffer.alloc(0));

describe("LO-6: verify log", () => {
  test("accepts a log in which everything fits, also against an older checkpoint, with one clear line", async () => {
    for (const older of [1, 255, 256, 511, 699, 700]) {
      // oxlint-disable-next-line no-await-in-loop
      const result = await verify(whole, "--since", since(publish(entries.slice(0, older), signer)));
      expect(result, result.out).toMatchObject({ code: 0 });
    }
    const directory = writeFiles(whole);
    const said = await cli(directory, ["verify", "log", directory, "--key", signer.vkey]);
    expect(said.out).toBe("RIGHT: log.example/probity, 700 entries in 3 streams: everything fits.\n");
    const chinese = await cli(directory, [
      "verify",
      "log",
      directory,
      "--key",
      signer.vkey,
      "--lang",
      "zh-CN",
    ]);
    expect(chinese.out).toMatch(/^正确：.*700/);
  });

  test("accepts logs of every shape", async () => {
    for (const count of [0, 1, 2, 255, 256, 257, 512, 513]) {
      const some = sampleRecords(count).map(({ header }) => header);
      // oxlint-disable-next-line no-await-in-loop
      expect(await verify(publish(some, signer)), String(count)).toMatchObject({ code: 0 });
    }
  });

  test.skipIf(!getHashes().includes("sm3"))(
    "accepts a log of digest sm3, and refuses it under another",
    async () => {
      const files = publish(entries, signer, "sm3");
      expect(await verify(files, "--digest", "sm3")).toMatchObject({ code: 0 });
      expect(await verify(files)).toMatchObject({ code: 1 });
    },
  );

  describe("refuses the ten mutations, each in its own words", () => {
    const mutations: Readonly<Record<string, readonly [() => Promise<CliResult>, readonly string[]]>> = {
      "a changed entry": [
        () => {
          const changed = bundle("tile/entries/001");
          changed[7] = Buffer.from(String(changed[7]).replace("award", "tender"));
          return verify(altered({ "tile/entries/001": encodeEntries(changed) }));
        },
        ["entry_changed"],
      ],
      "a swallowed event": [
        () =>
          verify(altered({ "tile/entries/001": encodeEntries(bundle("tile/entries/001").toSpliced(9, 1)) })),
        ["entries_count"],
      ],
      "a swallowed event in a tree that was made and signed anew": [
        () => verify(publish(entries.toSpliced(400, 1), signer)),
        ["stream_gap"],
      ],
      "a flipped byte in a tile of leaves": [
        () => {
          const tile = Buffer.from(fileOf("tile/0/000"));
          tile.writeUInt8(tile.readUInt8(100) ^ 1, 100);
          return verify(altered({ "tile/0/000": tile }));
        },
        ["tile_changed"],
      ],
      "a flipped byte in an upper tile": [
        () => {
          const tile = Buffer.from(fileOf("tile/1/000.p/2"));
          tile.writeUInt8(tile.readUInt8(40) ^ 128, 40);
          return verify(altered({ "tile/1/000.p/2": tile }));
        },
        ["tile_changed"],
      ],
      "another key": [() => verify(publish(entries, sampleKey(signer.name))), ["checkpoint_key"]],
      "the key of another log": [
        () => verify(publish(entries, sampleKey("other.example"))),
        ["checkpoint_origin"],
      ],
      "a forked history": [
        () => {
          const other = sampleRecords(size, "y").map(({ header }) => header);
          return verify(publish(other, signer), "--since", since(publish(entries.slice(0, 500), signer)));
        },
        ["history_forked"],
      ],
      "a wrong index": [
        () =>
          verify(
            altered({
              "tile/entries/000": fileOf("tile/entries/001"),
              "tile/entries/001": fileOf("tile/entries/000"),
            }),
          ),
        ["entries_misplaced"],
      ],
      "reordered entries": [
        () => {
          const entriesOf = bundle("tile/entries/000");
          entriesOf.push(...entriesOf.splice(30, 2));
          return verify(altered({ "tile/entries/000": encodeEntries(entriesOf) }));
        },
        ["entries_reordered"],
      ],
      "a truncated export under a full checkpoint": [
        () => verify(altered({ "tile/entries/002.p/188": undefined, "tile/0/002.p/188": undefined })),
        ["entries_missing"],
      ],
      "an older checkpoint presented as the newest": [
        () => verify(publish(entries.slice(0, 600), signer), "--since", since(whole)),
        ["checkpoint_older"],
      ],
      "a foreign cosignature": [
        () => {
          const witness = createCosigner("w.example", generateKeyPairSync("ed25519").privateKey);
          const stranger = createCosigner("w.example", generateKeyPairSync("ed25519").privateKey);
          const note = fileOf("checkpoint").toString();
          const line = stranger.cosign(note.slice(0, note.indexOf("\n\n") + 1), 1_770_000_000);
          // Under the key id that the policy knows.
          const blob = Buffer.from(line.trim().split(" ")[2] ?? "", "base64");
          const forged = `— w.example ${Buffer.concat([witness.keyHash, blob.subarray(4)]).toString("base64")}\n`;
          const policy = temporary("policy", `witness W ${witness.vkey}\nquorum W\n`);
          return verify(altered({ checkpoint: Buffer.from(note + forged) }), "--policy", policy);
        },
        ["cosignature_foreign", "quorum_missing"],
      ],
    };
    test.each(Object.entries(mutations))("%s", async (_name, [run, expected]) => {
      const result = await run();
      expect(result.code).toBe(1);
      expect(kinds(result)).toEqual(expect.arrayContaining([...expected]));
    });
  });

  test("says who cosigned; a cosignature of a stranger counts for nothing", async () => {
    const witness = createCosigner("w.example", generateKeyPairSync("ed25519").privateKey);
    const stranger = createCosigner("x.example", generateKeyPairSync("ed25519").privateKey);
    const policy = temporary("policy", `witness W ${witness.vkey}\nquorum W\n`);
    const note = fileOf("checkpoint").toString();
    const text = note.slice(0, note.indexOf("\n\n") + 1);
    const signed = (by: typeof witness): LogFiles =>
      altered({ checkpoint: Buffer.from(note + by.cosign(text, 1_770_000_000)) });
    const good = await verify(signed(witness), "--policy", policy);
    expect(good).toMatchObject({ code: 0 });
    expect(good.json()).toMatchObject({ cosigned: ["W"] });
    const bad = await verify(signed(stranger), "--policy", policy);
    expect(kinds(bad)).toEqual(["quorum_missing"]);
  });

  test("a stream that does not continue its last header is told by name and place", async () => {
    const files = publish(
      entries.map((entry, index) => (index === 30 ? (sampleRecords(31, "z")[30]?.header ?? "") : entry)),
      signer,
    );
    const directory = writeFiles(files);
    const { out, code } = await cli(directory, ["verify", "log", directory, "--key", signer.vkey]);
    expect(code).toBe(1);
    expect(out).toContain("number 11 of the stream s/aaaaaaaaaaaaaaaaaaaaaa (position 31)");
    expect(out).toMatch(/WRONG: \d+ problems in 700 entries\.\n$/);
  });

  test("SE-4: damaged files are a result, never a crash", async () => {
    const paths = [...whole.keys()];
    await assert(
      asyncProperty(
        constantFrom(...paths),
        nat(),
        uint8Array({ maxLength: 40 }),
        async (path, where, bytes) => {
          const old = fileOf(path);
          const cut = where % (old.length + 1);
          const damaged = Buffer.concat([old.subarray(0, cut), bytes, old.subarray(cut + bytes.length)]);
          const result = await verify(altered({ [path]: damaged }));
          expect(result.code).toBe(damaged.equals(old) ? 0 : 1);
        },
      ),
      { numRuns: 25 },
    );
    expect(await verify(altered({ checkpoint: undefined }))).toMatchObject({ code: 1 });
    expect(await verify(whole, "--key", "nonsense")).toMatchObject({ code: 2 });
    expect(await verify(whole, "--policy", temporary("p", "quorum nobody\n"))).toMatchObject({ code: 1 });
  });
});

describe("LO-6: verify gaps", () => {
  test("names open streams and what the log tells of losses; exit code 1 for these alone", async () => {
    const directory = writeFiles(whole);
    const clean = await cli(directory, ["verify", "gaps", directory, "--key", signer.vkey]);
    expect(clean).toMatchObject({ code: 0 });
    expect(clean.out).toContain("s/bbbbbbbbbbbbbbbbbbbbbb");
    expect(clean.out).toMatch(/RIGHT: 3 streams \(1 open\), no gaps\.\n$/);
    const told = entries.map((entry, index) =>
      index === size - 3 ? entry.replace("procurement.award.decided", "source.silent") : entry,
    );
    const silent = writeFiles(publish(told, signer));
    const result = await cli(silent, ["verify", "gaps", silent, "--key", signer.vkey, "--json"]);
    expect(result).toMatchObject({ code: 1 });
    expect(result.json()).toMatchObject({ counts: [{ source: "s", type: "source.silent", count: 1 }] });
  });
});

const recordOf = (index: number): string => {
  const { header = "", salt = "", payload = "" } = records[index] ?? {};
  return `${header}\n${salt}\n${payload}\n`;
};

describe("LO-6: verify event", () => {
  const leaves = entries.map((entry) => hashLeaf("sha256", entry));
  const { edge, prover } = appendLeaves("sha256", { size: 0, hashes: Buffer.alloc(0) }, leaves);
  const checkpoint = signNote(formatCheckpoint({ origin: signer.name, size, root: rootOf("sha256", edge) }), [
    signer,
  ]);
  const receiptOf = (index: number, proofOf = index): string =>
    formatProof({ index, proof: prover().prove(proofOf), checkpoint });
  const check = (receipt: string, record: string, key = signer.vkey): Promise<CliResult> => {
    const files = ["--receipt", temporary("r", receipt), "--record", temporary("e", record)];
    return cli(tempDirectory(), ["verify", "event", ...files, "--key", key, "--json"]);
  };

  test("proves place, signature and content", async () => {
    const result = await check(receiptOf(345), recordOf(345));
    expect(result).toMatchObject({ code: 0 });
    expect(result.json()).toMatchObject({
      ok: true,
      position: 346,
      size,
      payload: true,
      event: { id: "x-345" },
    });
    const headerAlone = await check(receiptOf(5), `${entries[5]}\n`);
    expect(headerAlone.json()).toMatchObject({ ok: true, payload: false });
  });

  test("refuses what does not fit, each in its own words", async () => {
    const cases: readonly (readonly [Promise<CliResult>, string])[] = [
      [check(receiptOf(344, 345), recordOf(345)), "receipt_proof"],
      [check(receiptOf(345), recordOf(346)), "receipt_proof"],
      [check(receiptOf(345).replace("index 345", "index 900"), recordOf(345)), "receipt_index"],
      [check("nonsense", recordOf(345)), "receipt_malformed"],
      [check(receiptOf(345), "nonsense"), "record_malformed"],
      [check(receiptOf(345), recordOf(345).replace('"index":345', '"index":346')), "commitment"],
      [check(receiptOf(345), recordOf(345), sampleKey(signer.name).vkey), "checkpoint_key"],
      [check(receiptOf(345), recordOf(345), sampleKey("other").vkey), "checkpoint_origin"],
    ];
    for (const [run, kind] of cases) {
      // oxlint-disable-next-line no-await-in-loop
      const result = await run;
      expect(result.code, kind).toBe(1);
      expect(kinds(result)).toContain(kind);
    }
  });
});
