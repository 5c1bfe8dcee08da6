import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { assert, asyncProperty, boolean, nat, uint8Array } from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { openJournal, type Journal } from "../src/journal/journal.ts";
import type { KeptRow } from "../src/journal/state-file.ts";

const made: string[] = [];
const open: Journal[] = [];
afterEach(async () => {
  for (const journal of open.splice(0)) await journal.close();
  for (const path of made.splice(0)) rmSync(path, { recursive: true, force: true });
});

const directory = (): string => {
  const path = mkdtempSync(join(tmpdir(), "probity-journal-"));
  made.push(path);
  return path;
};

async function opened(path: string, segmentBytes?: number): Promise<Journal> {
  const journal = await openJournal({ directory: path, segmentBytes });
  open.push(journal);
  return journal;
}

async function closed(journal: Journal): Promise<void> {
  open.splice(open.indexOf(journal), 1);
  await journal.close();
}

/** Entries that compress as little or as much as real ones. */
const entry = (position: number, fill = 40): string =>
  JSON.stringify({
    position,
    body: "desk ".repeat(fill),
    salt: Buffer.from(`salt ${position}`).toString("base64"),
  });
const entries = (first: number, count: number, fill?: number): { first: number; texts: string[] } => ({
  first,
  texts: Array.from({ length: count }, (_, index) => entry(first + index, fill)),
});

async function contents({ segments }: Journal, from = 1): Promise<string[]> {
  const found: string[] = [];
  for await (const { first, texts } of segments.read(from)) {
    expect(first).toBe(from + found.length);
    found.push(...texts);
  }
  return found;
}

const row = (table: string, key: string, text: string): KeptRow => ({
  table,
  key,
  mark: `m-${text}`,
  row: text,
});

const segmentsOf = (path: string): string[] =>
  readdirSync(path)
    .filter((name) => name.endsWith(".segment"))
    .toSorted();

const refusal = (text: string): unknown =>
  expect.objectContaining({ code: "PROBITY_E_JOURNAL_DAMAGED", message: expect.stringContaining(text) });

describe("LO-9: the files of the journal", () => {
  test("what was appended is read again, in order, across restarts and segments", async () => {
    const path = directory();
    let journal = await opened(path, 2_000);
    for (let first = 1; first <= 400; first += 20) await journal.segments.append(entries(first, 20, 3));
    expect(journal.segments.next).toBe(401);
    await closed(journal);
    journal = await opened(path, 2_000);
    expect(journal.segments.next).toBe(401);
    expect(await contents(journal)).toEqual(entries(1, 400, 3).texts);
    expect(await contents(journal, 333)).toEqual(entries(333, 68, 3).texts);
    expect(segmentsOf(path).length).toBeGreaterThan(1);
  });

  test("closed segments become smaller and hold the same", async () => {
    const path = directory();
    const journal = await opened(path, 20_000);
    for (let first = 1; first <= 300; first += 1) await journal.segments.append(entries(first, 1));
    const before = segmentsOf(path).reduce((sum, name) => sum + statSync(join(path, name)).size, 0);
    await journal.segments.compact();
    const after = segmentsOf(path).reduce((sum, name) => sum + statSync(join(path, name)).size, 0);
    expect(after).toBeLessThan(before / 2);
    expect(await contents(journal)).toEqual(entries(1, 300).texts);
    await closed(journal);
    expect(await contents(await opened(path))).toEqual(entries(1, 300).texts);
  });

  test("a torn end, wherever it was torn, is cut and written over", async () => {
    const path = directory();
    let journal = await opened(path);
    await journal.segments.append(entries(1, 10));
    await closed(journal);
    const file = join(path, segmentsOf(path)[0] ?? "");
    const whole = readFileSync(file);
    journal = await opened(path);
    await journal.segments.append(entries(11, 10));
    await closed(journal);
    const longer = readFileSync(file);
    for (let size = whole.length; size < longer.length; size += 19) {
      writeFileSync(file, longer.subarray(0, size));
      // The file was grown by the file system, but the data did not reach the disk.
      if (size % 2 === 0) appendFileSync(file, Buffer.alloc(longer.length - size));
      journal = await opened(path);
      expect(journal.segments.next).toBe(11);
      await journal.segments.append(entries(11, 2));
      expect(await contents(journal)).toEqual(entries(1, 12).texts);
      await closed(journal);
      writeFileSync(file, longer);
    }
  });

  test("pages of one append that reached the disk in any order are a torn end, too", async () => {
    const path = directory();
    let journal = await opened(path);
    await journal.segments.append(entries(1, 1));
    await closed(journal);
    const file = join(path, segmentsOf(path)[0] ?? "");
    const start = statSync(file).size;
    journal = await opened(path);
    // Several frames in one append.
    await journal.segments.append(entries(2, 4, 150_000));
    await closed(journal);
    const bytes = readFileSync(file);
    bytes.fill(0, start, start + 30);
    writeFileSync(file, bytes);
    journal = await opened(path);
    expect(journal.segments.next).toBe(2);
  });

  test("any changed byte before the last append is refused at the next start, naming file and place", async () => {
    const path = directory();
    const journal = await opened(path);
    for (let first = 1; first <= 60; first += 20) await journal.segments.append(entries(first, 20));
    await closed(journal);
    const file = join(path, segmentsOf(path)[0] ?? "");
    const whole = readFileSync(file);
    const end = whole.lastIndexOf("PBJ1") - 8;
    for (let at = 0; at < end; at += 13) {
      const bytes = Buffer.from(whole);
      bytes[at] = (bytes[at] ?? 0) ^ 0x40;
      writeFileSync(file, bytes);
      await expect(openJournal({ directory: path })).rejects.toEqual(refusal(file));
    }
    writeFileSync(file, whole);
    await opened(path);
  });

  test("a segment that is missing, foreign or cut short in the middle of the journal is refused", async () => {
    const path = directory();
    const journal = await opened(path, 100);
    for (let first = 1; first <= 80; first += 20) await journal.segments.append(entries(first, 20));
    await closed(journal);
    const [one = "", two = ""] = segmentsOf(path).map((name) => join(path, name));
    const bytes = readFileSync(two);
    rmSync(two);
    await expect(openJournal({ directory: path })).rejects.toEqual(refusal(""));
    writeFileSync(two, readFileSync(one));
    await expect(openJournal({ directory: path })).rejects.toEqual(refusal(two));
    writeFileSync(two, bytes);
    truncateSync(two, bytes.length - 1);
    await expect(openJournal({ directory: path })).rejects.toEqual(refusal(two));
    writeFileSync(two, bytes);
    rmSync(join(path, "state.journal"));
    await expect(openJournal({ directory: path })).rejects.toEqual(refusal("state.journal is missing"));
  });

  test("a segment that was only begun when the machine stopped is begun again", async () => {
    const path = directory();
    let journal = await opened(path, 100);
    await journal.segments.append(entries(1, 5));
    await closed(journal);
    writeFileSync(join(path, "0000000000000006.segment"), Buffer.alloc(13));
    writeFileSync(join(path, "0000000000000001.segment.tmp"), "half a rewrite");
    journal = await opened(path, 100);
    await journal.segments.append(entries(6, 5));
    expect(await contents(journal)).toEqual(entries(1, 10).texts);
  });

  test("a second process is refused while one has the journal", async () => {
    const path = directory();
    await opened(path);
    await expect(openJournal({ directory: path })).rejects.toEqual(
      expect.objectContaining({ code: "PROBITY_E_DATA_DIR_LOCKED" }),
    );
  });

  test("SE-3: changed entries are changed in open and closed segments, and nothing of the old text is left", async () => {
    const path = directory();
    let journal = await opened(path, 3_000);
    for (let first = 1; first <= 100; first += 10) {
      const run = entries(first, 10, 3);
      run.texts[4] = JSON.stringify({ position: first + 4, body: "secret-marker" });
      await journal.segments.append(run);
    }
    await journal.segments.compact();
    await journal.segments.append({ first: 101, texts: [JSON.stringify({ body: "secret-marker" })] });
    const places = new Set([...Array.from({ length: 10 }, (_, index) => index * 10 + 5), 101]);
    await journal.segments.change(new Map([...places].map((place) => [place, "{}"])));
    await journal.state.erase([...places]);
    await journal.segments.append({ first: 102, texts: ["after"] });
    const check = async (): Promise<void> => {
      const found = await contents(journal);
      expect(found.join("")).not.toContain("secret-marker");
      expect(found.map((text, index) => (text === "{}" ? index + 1 : 0)).filter(Boolean)).toEqual([
        ...places,
      ]);
      expect(found).toHaveLength(102);
      expect(journal.state.erased).toEqual(places);
    };
    await check();
    await closed(journal);
    for (const name of readdirSync(path))
      expect(readFileSync(join(path, name)).includes("secret-marker")).toBe(false);
    journal = await opened(path);
    await check();
  });

  test("rows are kept by table and key, the newest of each, and survive a torn end", async () => {
    const path = directory();
    let journal = await opened(path);
    await journal.state.keep([row("source", "a", "1"), row("source", "b", "1")]);
    await journal.state.keep([row("source", "a", "2"), row("model", "a", "x".repeat(3_000_000))]);
    await closed(journal);
    appendFileSync(join(path, "state.journal"), Buffer.from([0, 0, 9]));
    journal = await opened(path);
    expect(journal.state.sequence).toBe(2);
    expect(journal.state.marks.get("source\na")).toBe("m-2");
    const rows = await journal.state.rows();
    expect(rows.map(({ table, key, row: text }) => [table, key, text.length, text[0]])).toEqual([
      ["source", "a", 1, "2"],
      ["source", "b", 1, "1"],
      ["model", "a", 3_000_000, "x"],
    ]);
  });

  test("no file content makes it hang, crash or invent entries", async () => {
    await assert(
      asyncProperty(uint8Array({ maxLength: 400 }), nat(300), boolean(), async (junk, at, insert) => {
        const path = directory();
        const journal = await opened(path);
        for (let first = 1; first <= 9; first += 3) await journal.segments.append(entries(first, 3, 1));
        await closed(journal);
        const file = join(path, segmentsOf(path)[0] ?? "");
        const bytes = readFileSync(file);
        const rest = bytes.subarray(insert ? at : at + junk.length);
        writeFileSync(file, Buffer.concat([bytes.subarray(0, at), junk, rest]));
        try {
          const next = await opened(path);
          const found = await contents(next);
          expect(entries(1, 9, 1).texts.slice(0, found.length)).toEqual(found);
          await closed(next);
        } catch (error) {
          expect(error).toEqual(refusal(""));
        }
      }),
      { numRuns: 60 },
    );
  });
});
