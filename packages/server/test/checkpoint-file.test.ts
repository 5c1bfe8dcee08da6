import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { formatCheckpoint } from "@probity/tlog";
import { expect, onTestFinished, test } from "vitest";
import { checkpointFile } from "../src/guard/index.ts";

const noteOf = (size: number): string =>
  `${formatCheckpoint({ origin: "log.example", size, root: Buffer.alloc(32, 1) })}\n— log.example ${"A".repeat(size % 90)}\n`;

test("LO-5: servers with one process id that share the folder keep whole notes, and leave nothing else", async () => {
  const dataDir = mkdtempSync(join(tmpdir(), "probity-checkpoint-"));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  const servers = Array.from({ length: 4 }, () => checkpointFile(dataDir, "log.example"));
  const sizes = Array.from({ length: 120 }, (_, index) => index + 1);

  const kept = await Promise.allSettled(
    servers.map(async (file, index) => {
      for (const size of sizes.filter((each) => each % servers.length === index)) {
        // oxlint-disable-next-line no-await-in-loop -- as its process does, one after the other
        await file.keep(noteOf(size));
        expect(sizes.map(noteOf)).toContain(file.read());
      }
    }),
  );

  expect(kept.filter(({ status }) => status === "rejected")).toEqual([]);
  expect(readdirSync(join(dataDir, "log"))).toEqual(["log.example.checkpoint"]);
});
