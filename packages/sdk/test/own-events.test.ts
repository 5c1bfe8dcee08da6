import type { ProbityEvent } from "@probity/contracts";
import { dataValidators } from "@probity/contracts/validators";
import { describe, expect, test, vi } from "vitest";
import { createTestProbity } from "../src/testing/index.ts";
import { makeBundle, makeKey, signBundle } from "./support/bundles.ts";
import { openClient } from "./support/client.ts";
import { startReceiver, type Receiver } from "./support/server.ts";

const bundleKey = makeKey();

const typed = (receiver: Receiver, type: string): ProbityEvent[] =>
  [...receiver.own.values()].filter((event) => event.type === type);

/** Resolves with the events of a type as soon as there are so many. */
const arrived = (receiver: Receiver, type: string, count = 1): Promise<ProbityEvent[]> =>
  vi.waitFor(
    () => {
      const found = typed(receiver, type);
      expect(found.length).toBeGreaterThanOrEqual(count);
      return found;
    },
    { timeout: 10_000 },
  );

describe("LO-6: a source shows that it lives", () => {
  test("by heartbeats from the start on, valid by their schema, with no hook run for them", async () => {
    const receiver = await startReceiver();
    const seen: string[] = [];
    const client = openClient(receiver.endpoint, {
      heartbeatMs: 50,
      hooks: [{ operations: ["emit"], before: ({ type }) => void seen.push(type) }],
    });
    client.emit("procurement.award.decided", { ocid: "o" });
    const [first, second] = await arrived(receiver, "source.heartbeat.sent", 2);
    for (const beat of [first, second]) {
      expect(dataValidators["source.heartbeat.sent"](beat?.data)).toEqual([]);
      expect(beat?.data["heartbeat"]).toMatchObject({ intervalSeconds: 1, dropped: 0, bundleHash: "" });
    }
    expect(seen).toEqual(["procurement.award.decided"]);
  });

  test("RU-6: a bundle that became active is told at once, not with the next heartbeat", async () => {
    const envelope = signBundle(makeBundle({ version: 4 }), bundleKey);
    const receiver = await startReceiver(undefined, { bundle: () => envelope });
    const client = openClient(receiver.endpoint, {
      publicKey: [bundleKey.verifier, receiver.log.vkey],
      heartbeatMs: 600_000,
    });
    await client.ready();
    const beats = await arrived(receiver, "source.heartbeat.sent", 2);
    const hashes = beats
      .map(({ data }) => data["heartbeat"])
      .map((beat) => Reflect.get(Object(beat), "bundleHash"));
    expect(hashes).toEqual(["", client.health().bundle.hash]);
  });

  test("heartbeatMs: 0 is silent, and so is the recording client", async () => {
    const receiver = await startReceiver();
    const client = openClient(receiver.endpoint, { heartbeatMs: 0 });
    client.emit("procurement.award.decided", { ocid: "o" });
    await client.flush();
    expect(receiver.events.size).toBe(1);
    expect(receiver.own.size).toBe(0);
    const recording = createTestProbity();
    await recording.shutdown();
    expect(recording.events).toEqual([]);
  });
});

describe("LO-6: a stream ends with its last words", () => {
  test("shutdown closes it with its own number, gap-free behind the events", async () => {
    const receiver = await startReceiver();
    const client = openClient(receiver.endpoint);
    client.emit("procurement.award.decided", { ocid: "o-1" });
    client.emit("procurement.award.decided", { ocid: "o-2" });
    const { current, lastSequence } = client.health().streams;
    expect(current).toMatch(/^test\/[A-Za-z0-9_-]{22}$/);
    expect(lastSequence).toBe(2);
    expect(await client.shutdown()).toEqual({ pending: 0 });
    const [close] = typed(receiver, "stream.close");
    expect(dataValidators["stream.close"](close?.data)).toEqual([]);
    expect(close?.data["close"]).toEqual({ stream: current, lastSequence: 3, reason: "shutdown" });
    expect(receiver.requests.map(({ src }) => src)).toEqual(receiver.requests.map(() => current));
    expect(receiver.requests.flatMap(({ seqs }) => seqs)).toEqual([1, 2, 3]);
  });

  test("a client that never said anything has no stream to close", async () => {
    const receiver = await startReceiver();
    await openClient(receiver.endpoint).shutdown();
    expect(receiver.attempts()).toBe(0);
  });
});

describe("DE-5: what is lost is told in the log", () => {
  test("once for many events of a full spool, as soon as there is room", async () => {
    const receiver = await startReceiver();
    await receiver.stop();
    const client = openClient(receiver.endpoint, { spool: { maxBytes: 5000 } });
    const dropped: string[] = [];
    client.on("drop", ({ id }) => dropped.push(id));
    for (let index = 0; index < 200; index += 1)
      client.emit("procurement.award.decided", { ocid: `o-${index}` });
    expect(dropped.length).toBeGreaterThan(100);
    expect(client.health().spool).toMatchObject({
      dropped: dropped.length,
      droppedBecause: { full: dropped.length, memory: 0, refused: 0 },
    });
    await receiver.start();
    const gaps = await arrived(receiver, "stream.gap");
    expect(gaps).toHaveLength(1);
    expect(dataValidators["stream.gap"](gaps[0]?.data)).toEqual([]);
    expect(gaps[0]?.data["gap"]).toMatchObject({
      count: dropped.length,
      reason: "full",
      detail: "PROBITY_E_SPOOL_FULL",
    });
    await client.shutdown();
    expect(receiver.events.size).toBe(200 - dropped.length);
    expect(typed(receiver, "stream.gap")).toHaveLength(1);
  });

  test("the client's own events never wait for room, also where emit blocks", async () => {
    const receiver = await startReceiver();
    await receiver.stop();
    // One heartbeat that waited for room would hold up this test for a minute.
    const spool = { maxBytes: 2400, whenFull: "block", blockMs: 60_000 } as const;
    const client = openClient(receiver.endpoint, { spool, heartbeatMs: 10 });
    client.emit("procurement.award.decided", { ocid: "o".repeat(700) });
    for (let beats = 0; beats < 10; beats += 1) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(client.health().spool).toMatchObject({ dropped: 0, pending: 1 });
    await receiver.start();
    await receiver.received(1);
    await arrived(receiver, "source.heartbeat.sent");
  });

  test("also what could not be written at all; flush does not wait for it", async () => {
    const receiver = await startReceiver();
    const client = openClient(receiver.endpoint);
    client.emit("procurement.award.decided", { ocid: 1n } as never);
    client.emit("procurement.award.decided", null as never);
    await client.flush();
    const gaps = typed(receiver, "stream.gap");
    expect(gaps.map(({ data }) => data["gap"])).toEqual([
      expect.objectContaining({ count: 2, reason: "refused", detail: "PROBITY_E_EVENT_JSON" }),
    ]);
    await client.flush();
    expect(typed(receiver, "stream.gap")).toHaveLength(1);
  });
});

describe("LO-6: a source counts its own acts", () => {
  test("and tells the log, typed by the client's event types", () => {
    const client = createTestProbity();
    const receipt = client.tally({ countDate: "2026-05-01", counts: { "contract.signed": 42 } });
    const [event] = client.eventsOf("source.tally");
    expect(event).toMatchObject({
      id: receipt.id,
      subject: "2026-05-01",
      data: {
        tally: { countDate: "2026-05-01", counts: [{ type: "contract.signed", businessCount: 42 }] },
      },
    });
    expect(dataValidators["source.tally"](event?.data)).toEqual([]);
    // @ts-expect-error -- a type that the client does not know
    client.tally({ countDate: "2026-05-01", counts: { "contract.singed": 1 } });
  });
});
