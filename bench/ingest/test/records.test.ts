import { createHash } from "node:crypto";
import { zstdDecompressSync } from "node:zlib";
import { readHeader, type StreamHeader } from "@probity/contracts";
import { describe, expect, test } from "vitest";
import { makeBodies } from "../records.ts";

const sha256 = (...parts: readonly (string | Buffer)[]): string => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest("base64");
};

describe("LO-1: the records of the bench are those of the SDK", () => {
  test("two batches are one stream without a gap, each payload under its commitment", () => {
    const bodies = makeBodies({
      source: "s",
      type: "bench.act.recorded",
      form: "stream",
      batch: 5,
      batches: 2,
    });
    const lines = bodies.flatMap(({ bytes, headers }) =>
      (headers["content-encoding"] === "zstd" ? zstdDecompressSync(bytes) : bytes)
        .toString("utf8")
        .split("\n"),
    );
    const texts = lines.filter((_, index) => index % 3 === 0);
    const headers = texts.map(readHeader).filter((header): header is StreamHeader => header !== undefined);
    expect(headers.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(headers.map(({ prev }) => prev)).toEqual(["", ...texts.slice(0, -1).map((text) => sha256(text))]);
    const commitments = headers.map((_, index) =>
      sha256(Buffer.from(lines[index * 3 + 1] ?? "", "base64"), lines[index * 3 + 2] ?? ""),
    );
    expect(headers.map(({ c }) => c)).toEqual(commitments);
  });
});
