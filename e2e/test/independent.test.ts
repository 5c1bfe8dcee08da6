// A verifier in another language, by other people's library, must come to the same verdict as ours (LO-3).
import { generateKeyPairSync } from "node:crypto";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  createCosigner,
  createEd25519Signer,
  entriesPath,
  parsePolicy,
  parseVerifierKey,
  tilePath,
  verifyProof,
} from "@probity/tlog";
import { afterAll, describe, expect, test } from "vitest";
import { directorySource, verifyLog } from "../../packages/server/src/audit/index.ts";
import { goVerifier, type Verdict } from "./support/go-verifier.ts";
import {
  changeEntries,
  logSigner,
  receiptOf,
  signedCheckpoint,
  witness,
  writeExport,
  writeHeaders,
} from "./support/exported-log.ts";

const goes = goVerifier();
const why = goes.isHere ? "" : ` (skipped: ${goes.why})`;

const folder = mkdtempSync(join(tmpdir(), "probity-independent-"));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  goes.close();
});

const headers = writeHeaders(700);
const good = join(folder, "good");
const older = join(folder, "older-checkpoint");
writeExport(good, headers);
writeFileSync(older, signedCheckpoint(headers.slice(0, 450)));

// The tree alone first, so that no check of streams hides what hashing finds.
function exportInGo(dir: string): Verdict {
  const args = ["-key", logSigner.vkey, "-dir", dir, "-since", older, "-witness", witness.vkey];
  const verdict = goes.run("export", ...args);
  return verdict.isAccepted ? goes.run("export", ...args, "-streams") : verdict;
}

async function exportInOurs(dir: string): Promise<Verdict> {
  const policy = parsePolicy(`log ${logSigner.vkey}\nwitness audit ${witness.vkey}\nquorum audit\n`);
  const { problems } = await verifyLog({
    source: directorySource(dir),
    digest: "sha256",
    keys: { log: parseVerifierKey(logSigner.vkey), policy },
    since: readFileSync(older, "utf8"),
  });
  return { isAccepted: problems.count === 0, says: problems.first.map(({ kind }) => kind).join() };
}

const flip = (file: string, at: number): void => {
  const bytes = readFileSync(file);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(file, bytes);
};
const put = (dir: string, checkpoint: string): void => writeFileSync(join(dir, "checkpoint"), checkpoint);
const { privateKey } = generateKeyPairSync("ed25519");
const withoutOne = writeHeaders(701).toSpliced(500, 1);

// What is done to the export, and why each of the two refuses it.
const mutations: readonly [what: string, go: string, ours: string, mutate: (dir: string) => void][] = [
  [
    "an entry is changed",
    "tiles: tile 0/0 is not",
    "entry_changed",
    (dir) => changeEntries(dir, (all) => all.with(99, Buffer.from(`${String(all[99])}.`))),
  ],
  [
    "an entry is changed into another proper one",
    "tiles: tile 0/0 is not",
    "entry_changed",
    (dir) =>
      changeEntries(dir, (all) => all.with(99, Buffer.from(String(all[99]).replace("event-", "other-")))),
  ],
  [
    "an entry is swallowed",
    "entries: bundle 0 ends",
    "entries_count",
    (dir) => changeEntries(dir, (all) => all.toSpliced(99, 1)),
  ],
  [
    "two entries change places",
    "tiles: tile 0/0 is not",
    "entries_reordered",
    (dir) => changeEntries(dir, (all) => all.toSpliced(99, 2, ...all.slice(99, 101).toReversed())),
  ],
  [
    "a bit of a leaf hash is flipped",
    "tiles: tile 0/1 is not",
    "tile_changed",
    (dir) => flip(join(dir, tilePath(0, 1, 256)), 77),
  ],
  [
    "a bit of an upper tile is flipped",
    "tiles: tile 1/0 is not",
    "tile_changed",
    (dir) => flip(join(dir, tilePath(1, 0, 2)), 33),
  ],
  [
    "the end is cut off under the full checkpoint",
    "entries: open",
    "entries_missing",
    (dir) => rmSync(join(dir, entriesPath(2, 188))),
  ],
  [
    "another key of the same name signed",
    "checkpoint: log.example/probity did not sign",
    "checkpoint_key",
    (dir) => put(dir, signedCheckpoint(headers, createEd25519Signer(logSigner.name, privateKey))),
  ],
  [
    "another key than the witness's cosigned",
    "checkpoint: witness.example/audit did not sign",
    "quorum_missing",
    (dir) => put(dir, signedCheckpoint(headers, logSigner, createCosigner(witness.name, privateKey))),
  ],
  [
    "history is rewritten and signed again",
    "since: the log does not continue",
    "history_forked",
    (dir) => writeExport(dir, writeHeaders(700, "forged")),
  ],
  [
    "an old log is shown as the newest",
    "since: the log had 450 entries and has 300",
    "checkpoint_older",
    (dir) => writeExport(dir, headers.slice(0, 300)),
  ],
  [
    "an event is left out and all signed again",
    "streams: entry 502",
    "stream_gap",
    (dir) => writeExport(dir, withoutOne),
  ],
  [
    "the checkpoint claims one entry more",
    "entries: open",
    "entries_missing",
    (dir) => put(dir, signedCheckpoint(writeHeaders(701))),
  ],
];

describe("LO-3: an exported log", () => {
  test.skipIf(!goes.isHere)(`is accepted by x/mod's hashing, proofs and notes${why}`, () => {
    expect(exportInGo(good)).toEqual({
      isAccepted: true,
      says: "ok: 700 entries, 4 tiles, 3 streams checked of log.example/probity\n",
    });
  });

  test("is accepted by ours", async () => {
    expect(await exportInOurs(good)).toMatchObject({ isAccepted: true });
  });

  test.each(mutations)(`is refused by both when %s${why}`, async (what, go, ours, mutate) => {
    const dir = join(folder, what.replaceAll(/\W+/g, "-"));
    cpSync(good, dir, { recursive: true });
    mutate(dir);
    expect(await exportInOurs(dir)).toEqual({ isAccepted: false, says: expect.stringContaining(ours) });
    if (goes.isHere)
      expect(exportInGo(dir)).toEqual({ isAccepted: false, says: expect.stringContaining(go) });
  });
});

const judge = (text: string, entry: string, vkey = logSigner.vkey): readonly boolean[] => {
  writeFileSync(join(folder, "receipt"), text);
  writeFileSync(join(folder, "leaf"), entry);
  const ours = verifyProof({
    receipt: text,
    digest: "sha256",
    leaf: entry,
    verifiers: [parseVerifierKey(vkey)],
  });
  const files = ["-receipt", join(folder, "receipt"), "-leaf", join(folder, "leaf")];
  return goes.isHere
    ? [ours !== undefined, goes.run("receipt", "-key", vkey, ...files).isAccepted]
    : [ours !== undefined];
};

describe("LO-4: a receipt", () => {
  const leaf = headers[456] ?? "";
  const receipt = receiptOf(headers, 456);
  test(`is accepted by both${why}`, () => {
    expect(new Set(judge(receipt, leaf))).toEqual(new Set([true]));
  });

  test.each<[string, string, string, string?]>([
    ["another entry", receipt, headers[457] ?? ""],
    ["a byte more in the entry", receipt, `${leaf}\n`],
    ["another index", receipt.replace("index 456", "index 457"), leaf],
    ["an index that is no entry", receipt.replace("index 456", "index 700"), leaf],
    ["a leading zero", receipt.replace("index 456", "index 0456"), leaf],
    ["a hash less", receipt.replace(/(index 456\n)[^\n]+\n/, "$1"), leaf],
    ["a hash twice", receipt.replace(/(index 456\n)([^\n]+\n)/, "$1$2$2"), leaf],
    ["hashes exchanged", receipt.replace(/(index 456\n)([^\n]+\n)([^\n]+\n)/, "$1$3$2"), leaf],
    ["another size", receipt.replace("\n700\n", "\n701\n"), leaf],
    ["another key", receipt, leaf, createEd25519Signer(logSigner.name, privateKey).vkey],
    ["the receipt of a forged log", receiptOf(writeHeaders(700, "forged"), 456), leaf],
    ["no signature", receipt.replace(/\n— [^]*$/, "\n"), leaf],
  ])(`is refused by both with %s${why}`, (_, text, entry, vkey) => {
    expect(new Set(judge(text, entry, vkey))).toEqual(new Set([false]));
  });
});
