import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Probity } from "../src/index.ts";
import { award, openClient } from "./support/client.ts";
import { startReceiver, type Receiver } from "./support/server.ts";
import { tempDirectory } from "./support/temp.ts";

const open = async (): Promise<{ receiver: Receiver; client: Probity; blocked: string }> => {
  const receiver = await startReceiver();
  const blocked = join(tempDirectory(), "file");
  writeFileSync(blocked, "not a directory");
  const client = openClient(receiver.endpoint, { spoolDir: blocked, heartbeatMs: 60_000 });
  expect(client.emit("procurement.award.decided", award("o1")).stored).toBe("memory");
  await client.flush();
  return { receiver, client, blocked };
};

/** What the streams of a client say of their ends. */
const closesOf = ({ own }: Receiver): unknown[] =>
  [...own.values()].filter(({ type }) => type === "stream.close").map(({ data }) => data["close"]);

describe("LO-6: the stream of a client whose disk fails", () => {
  test("ends with the client, so that its silence raises no alarm", async () => {
    const { receiver, client } = await open();
    const { src } = receiver.requests[0] ?? expect.unreachable();
    expect([...receiver.own.values()].map(({ type }) => type)).toContain("source.heartbeat.sent");

    await client.shutdown();

    expect(closesOf(receiver)).toEqual([expect.objectContaining({ stream: src, reason: "shutdown" })]);
  });

  test("ends when the disk takes events again", async () => {
    const { receiver, client, blocked } = await open();
    const { src } = receiver.requests[0] ?? expect.unreachable();
    rmSync(blocked);
    await expect
      .poll(() => client.emit("procurement.award.decided", award("o2")).stored, { timeout: 5000 })
      .toBe("disk");

    await client.flush();

    expect(closesOf(receiver)).toEqual([expect.objectContaining({ stream: src, reason: "continued" })]);
  });
});
