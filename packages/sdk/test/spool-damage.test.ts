import { appendFileSync, existsSync, readdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Probity } from "../src/index.ts";
import { award, openClient } from "./support/client.ts";
import { startReceiver, startServer } from "./support/server.ts";
import { tempDirectory } from "./support/temp.ts";

const count = 100;

const find = (spoolDir: string, suffix: string): string[] =>
  readdirSync(spoolDir, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith(suffix))
    .map((name) => join(spoolDir, name));

/** A spool folder with unsent events of a process that closed it. */
const filledSpool = async (segmentBytes = 8 * 1024 * 1024): Promise<{ spoolDir: string; ids: string[] }> => {
  const dead = await startServer((_, response) => response.writeHead(503).end());
  const spoolDir = tempDirectory();
  const client = openClient(dead.endpoint, { spoolDir, spool: { segmentBytes } });
  const ids = Array.from({ length: count }, (_, index) =>
    client.emit("procurement.award.decided", award(`ocds-${index}`)),
  ).map(({ id }) => id);
  expect(await client.shutdown({ timeoutMs: 20 })).toEqual({ pending: count + 1 });
  return { spoolDir, ids };
};

const sendRest = async (spoolDir: string): Promise<{ client: Probity; got: ReadonlySet<string> }> => {
  const receiver = await startReceiver();
  const client = openClient(receiver.endpoint, { spoolDir });
  await client.flush();
  return { client, got: new Set(receiver.events.keys()) };
};

const only = <T>(items: readonly T[]): T => {
  const [item, ...rest] = items;
  if (item === undefined || rest.length > 0) throw new Error(`expected one, got ${items.length}`);
  return item;
};

describe("DE-1: damage costs what is damaged, nothing else", () => {
  test("a record cut off by a kill in the middle of its write is left out, all whole ones are sent", async () => {
    const { spoolDir, ids } = await filledSpool();
    const segment = only(find(spoolDir, ".seg"));
    const bytes = readFileSync(segment);
    appendFileSync(segment, bytes.subarray(0, 37));

    const { client, got } = await sendRest(spoolDir);

    expect(ids.filter((id) => !got.has(id))).toEqual([]);
    expect(client.health().spool).toMatchObject({ pending: 0, damaged: 0 });
  });

  test("the last record torn, which is the end of the stream: all events are sent", async () => {
    const { spoolDir, ids } = await filledSpool();
    const segment = only(find(spoolDir, ".seg"));
    truncateSync(segment, readFileSync(segment).length - 5);

    const { got } = await sendRest(spoolDir);

    expect(ids.filter((id) => !got.has(id))).toEqual([]);
  });

  test("zeros at the end, as a power cut leaves them, are a torn tail", async () => {
    const { spoolDir, ids } = await filledSpool();
    appendFileSync(only(find(spoolDir, ".seg")), Buffer.alloc(4096));

    const { client, got } = await sendRest(spoolDir);

    expect(ids.filter((id) => !got.has(id))).toEqual([]);
    expect(client.health().spool.damaged).toBe(0);
  });

  test.each([
    ["a flipped byte in the payload", 0.5, 1],
    ["a damaged length that points beyond the file", "length", 1],
  ])("%s in the middle: only that record is set aside", async (_, where, lost) => {
    const { spoolDir, ids } = await filledSpool();
    const segment = only(find(spoolDir, ".seg"));
    const bytes = readFileSync(segment);
    const frame = 8 + bytes.readUInt32BE(0);
    if (where === "length") bytes.writeUInt32BE(0x00ff_ffff, frame);
    else bytes[frame + 20] = (bytes[frame + 20] ?? 0) ^ 0xff;
    writeFileSync(segment, bytes);

    const { client, got } = await sendRest(spoolDir);

    expect(ids.filter((id) => !got.has(id))).toHaveLength(lost);
    expect(got.has(ids[1] ?? "")).toBe(false);
    expect(client.health().spool.damaged).toBe(1);
    expect(client.health().state).toBe("degraded");
    expect(only(find(spoolDir, ".bin"))).toContain("damaged");
  });

  test("a torn cursor: everything still there is sent again", async () => {
    const { spoolDir, ids } = await filledSpool();
    writeFileSync(only(find(spoolDir, "cursor")), Buffer.from("torn"));

    const { got } = await sendRest(spoolDir);

    expect(ids.filter((id) => !got.has(id))).toEqual([]);
  });

  test("many small segments: all are sent in order and removed", async () => {
    const { spoolDir, ids } = await filledSpool(1000);
    expect(find(spoolDir, ".seg").length).toBeGreaterThan(10);

    const { client, got } = await sendRest(spoolDir);

    expect([...got]).toEqual(ids);
    await client.shutdown();
    expect(find(spoolDir, ".seg")).toEqual([]);
  });

  test("a folder that is not a spool is left alone", async () => {
    const { spoolDir } = await filledSpool();
    const folder = only(readdirSync(spoolDir));
    writeFileSync(join(spoolDir, folder, "notes.txt"), "mine");

    await sendRest(spoolDir);

    expect(existsSync(join(spoolDir, folder, "notes.txt"))).toBe(true);
    expect(basename(folder)).toMatch(/^s-[0-9a-f]{16}$/);
  });
});
