import { randomFillSync } from "node:crypto";
import fs, { mkdirSync, readdirSync, renameSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { award, nextEvent, openClient } from "./support/client.ts";
import { startReceiver, startServer } from "./support/server.ts";
import { tempDirectory } from "./support/temp.ts";

const original = fs.writeFileSync;

afterEach(() => {
  fs.writeFileSync = original;
  syncBuiltinESMExports();
});

/** From now on no owner file can be written: what a full disk does to whoever gives a directory back. */
const fillDisk = (): void => {
  fs.writeFileSync = (path, ...rest) => {
    if (!String(path).includes("owner.json")) return original(path, ...rest);
    throw Object.assign(new Error("ENOSPC: no space left on device"), { code: "ENOSPC" });
  };
  syncBuiltinESMExports();
};

const isWriter = (name: string): boolean => name.startsWith("w-");

/** Paths of all writer directories. */
const directories = (spoolDir: string): string[] =>
  readdirSync(spoolDir).flatMap((source) =>
    readdirSync(join(spoolDir, source))
      .filter(isWriter)
      .map((name) => join(spoolDir, source, name)),
  );

/** A spool with unsent events of a client that is gone. */
const leftSpool = async (): Promise<string> => {
  const dead = await startServer((_, response) => response.writeHead(503).end());
  const spoolDir = tempDirectory();
  const client = openClient(dead.endpoint, { spoolDir });
  client.emit("procurement.award.decided", award("ocds-1"));
  await client.shutdown({ timeoutMs: 20 });
  return spoolDir;
};

/** Delivers in the emitting thread. */
const random = (buffer: Uint8Array): void => void randomFillSync(buffer);

describe("PC-3, DE-5: nothing that fails while spools are given back reaches the host", () => {
  test("an adopted directory that another process took meanwhile", async () => {
    const spoolDir = await leftSpool();
    const dead = await startServer((_, response) => response.writeHead(503).end());
    const client = openClient(dead.endpoint, { spoolDir, random });
    client.emit("procurement.award.decided", award("ocds-2"));
    await nextEvent(client, "error");
    expect(client.health().streams).toMatchObject({ adopted: 1 });
    for (const directory of directories(spoolDir)) renameSync(directory, `${directory}-taken`);

    expect(await client.shutdown({ timeoutMs: 20 })).toMatchObject({ pending: expect.any(Number) as number });
  });

  test("an adopted directory on a full disk", async () => {
    const spoolDir = await leftSpool();
    const dead = await startServer((_, response) => response.writeHead(503).end());
    const client = openClient(dead.endpoint, { spoolDir });
    client.emit("procurement.award.decided", award("ocds-2"));
    await expect.poll(() => client.health().streams).toMatchObject({ adopted: 1 });
    for (const directory of directories(spoolDir))
      mkdirSync(join(directory, `owner.json.${process.pid}.tmp`), { recursive: true });

    expect(await client.shutdown({ timeoutMs: 20 })).toMatchObject({ pending: expect.any(Number) as number });
  });

  test("a disk that is full when the end of an adopted stream is to be told", async () => {
    const spoolDir = await leftSpool();
    let away = true;
    const receiver = await startReceiver((_, response) => {
      if (away) response.writeHead(503).end();
      return away;
    });
    const client = openClient(receiver.endpoint, { spoolDir, random });
    client.emit("procurement.award.decided", award("ocds-2"));
    await nextEvent(client, "error");
    expect(client.health().streams).toMatchObject({ adopted: 1 });
    fillDisk();
    away = false;

    await receiver.received(2);
    await client.flush({ timeoutMs: 1000 });

    client.emit("procurement.award.decided", award("ocds-3"));
    await client.flush({ timeoutMs: 1000 });
    expect([...receiver.events.values()].map((event) => JSON.stringify(event)).join()).toContain("ocds-3");
  });
});
