import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { expect, test } from "vitest";
import * as tlog from "../src/index.ts";

const source = join(import.meta.dirname, "../src");

test("QU-1: the main door", () => {
  expect(Object.keys(tlog).toSorted()).toEqual([
    "appendLeaves",
    "cosignedAt",
    "createAppendProver",
    "createCosigner",
    "createEd25519Signer",
    "decodeEntries",
    "emptyRoot",
    "encodeEntries",
    "entriesPath",
    "formatAddCheckpoint",
    "formatCheckpoint",
    "formatProof",
    "hashLeaf",
    "hashNode",
    "judgeAddCheckpoint",
    "openNote",
    "parseAddCheckpoint",
    "parseCheckpoint",
    "parsePolicy",
    "parseProof",
    "parseVerifierKey",
    "proveConsistency",
    "proveInclusion",
    "quorumReached",
    "rootOf",
    "signNote",
    "tilePath",
    "verifyConsistency",
    "verifyInclusion",
    "verifyProof",
    "witnessNames",
  ]);
});

test("LO-3: nothing but node:crypto, no clock and no randomness", () => {
  for (const file of globSync("*.ts", { cwd: source })) {
    const text = readFileSync(join(source, file), "utf8");
    const outside = [...text.matchAll(/ from "([^."][^"]*)"/g)].map(([, name]) => name);
    expect(
      outside.filter((name) => name !== "node:crypto"),
      file,
    ).toEqual([]);
    expect(text, file).not.toMatch(/Date\.now|new Date|performance\.|Math\.random|randomBytes|process\./);
  }
});

test("DE-7: who only checks receipts embeds nothing else", async () => {
  const { outputFiles, metafile } = await build({
    stdin: {
      contents: 'export { parseVerifierKey, verifyProof } from "./index.ts";',
      resolveDir: source,
      loader: "ts",
    },
    bundle: true,
    minify: true,
    metafile: true,
    write: false,
    platform: "node",
    format: "esm",
  });
  const [output] = Object.values(metafile.outputs);
  const kept = Object.entries(output?.inputs ?? {}).flatMap(([file, { bytesInOutput }]) =>
    bytesInOutput > 0 ? [file.split("/").at(-1)] : [],
  );
  expect(new Set(kept)).toEqual(
    new Set([
      "checkpoint.ts",
      "cosignature.ts",
      "ed25519.ts",
      "hash.ts",
      "note-keys.ts",
      "note.ts",
      "open-note.ts",
      "path.ts",
      "proof.ts",
      "text.ts",
      "verifier-key.ts",
      "verify-inclusion.ts",
      "verify-proof.ts",
    ]),
  );
  expect(outputFiles[0]?.contents.length).toBeLessThan(5000);
});
