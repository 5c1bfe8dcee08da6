import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { systemClock } from "../src/clock.ts";
import { systemRandom } from "../src/ids.ts";
import { writeDeadLetter } from "../src/sender/dead-letter.ts";
import { live } from "../src/spool/counters.ts";
import { GroupSync } from "../src/spool/group-sync.ts";
import { openOwnSpool } from "../src/spool/own-spool.ts";
import { StreamWriter } from "../src/spool/stream-writer.ts";
import { tempDirectory } from "./support/temp.ts";

describe("DE-1, DE-3: nothing is removed before it is safe elsewhere", () => {
  test("a spool whose counters are ahead of what was acknowledged is left to the next process", () => {
    const spool = openOwnSpool({
      folder: tempDirectory(),
      source: "test",
      random: systemRandom,
      segmentBytes: 1024 * 1024,
      part: { client: "test", engine: 0 },
      clock: systemClock,
      onError: (error) => expect.unreachable(error.message),
      onOpened: () => undefined,
      onMoved: () => undefined,
    });
    spool.append({ id: "a", type: "a.b.c", at: "2026-01-01T00:00:00Z", text: "{}" });
    const { directory, words } = spool.live();
    Atomics.store(words, live.taken, 5);

    spool.close();

    expect(existsSync(directory)).toBe(true);
  });

  test("a dead letter stands on a line of its own behind one that a full disk cut off", () => {
    const folder = tempDirectory();
    const file = join(folder, "dead-letter.ndjson");
    writeFileSync(file, '{"refusedAt":"2026-');
    for (const name of ["first", "second"])
      writeDeadLetter(folder, { refusedAt: "", status: 422, detail: "", record: Buffer.from(name) });

    const lines = readFileSync(file, "utf8").trimEnd().split("\n");
    expect(lines.slice(1).map((line) => (JSON.parse(line) as { event: string }).event)).toEqual([
      "first",
      "second",
    ]);
  });

  test("a directory that its writer moved out of is synced before whoever waits for it is answered", async () => {
    const settings = { folder: tempDirectory(), source: "test", random: systemRandom };
    const part = { client: "test", engine: 0 };
    const writer = new StreamWriter({ ...settings, segmentBytes: 300, part });
    const sync = new GroupSync(60_000, (error) => expect.unreachable(String(error)));
    sync.add(writer);
    for (const id of ["a", "b", "c"])
      writer.append({ id, type: "a.b.c", at: "2026-01-01T00:00:00Z", text: "{}" });

    sync.remove(writer.directory);
    await sync.wait();

    expect(Atomics.load(writer.words, live.synced)).toBe(3);
    writer.close();
  });
});
