import { generateKeyPairSync } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Probity } from "../src/index.ts";
import { award, nextEvent, openClient } from "./support/client.ts";
import { createLog } from "./support/log.ts";
import { startReceiver, type ReceiverOptions } from "./support/server.ts";
import { tempDirectory } from "./support/temp.ts";

type Answer = Record<string, unknown>;

const emit = (client: Probity, count = 1): string[] =>
  Array.from(
    { length: count },
    (_, index) => client.emit("procurement.award.decided", award(`o-${index}`)).id,
  );

const textOf = (answer: Answer): string => String(answer["receipt"]);

/** Changes the receipt's third line, the first hash of its proof, or a line that is there. */
const otherProof = (receipt: string): string => receipt.replace(/^index \d+$/m, "index 0");

const forgeries: readonly (readonly [string, (answer: Answer) => Answer])[] = [
  ["no receipt at all", (answer) => ({ ...answer, receipt: undefined })],
  ["a receipt that is no text", (answer) => ({ ...answer, receipt: { index: 1 } })],
  ["a receipt that is not one", (answer) => ({ ...answer, receipt: "c2sp.org/tlog-proof@v1\n" })],
  ["the proof of another entry", (answer) => ({ ...answer, receipt: otherProof(textOf(answer)) })],
  [
    "a checkpoint whose size was changed",
    (answer) => ({ ...answer, receipt: textOf(answer).replace(/\n(\d+)\n/, "\n9$1\n") }),
  ],
  [
    "the receipt of another log's name",
    (answer) => ({ ...answer, receipt: textOf(answer).replaceAll("test.example/log", "test.example/lag") }),
  ],
];

describe("DE-2: nothing leaves the spool before its receipt is verified", () => {
  test.each(forgeries)("%s acknowledges nothing, is loud, and a good answer heals it", async (_, forge) => {
    let forging = true;
    const options: ReceiverOptions = { alter: (answer) => (forging ? forge(answer) : answer) };
    const receiver = await startReceiver(() => false, options);
    const client = openClient(receiver.endpoint, { publicKey: receiver.log.vkey });
    const refused = nextEvent(client, "receipt-refused");
    const ids = emit(client, 3);

    expect((await refused).code).toBe("PROBITY_E_RECEIPT_REFUSED");
    expect(client.health()).toMatchObject({
      state: "failing",
      spool: { pending: 3 },
      receipts: { state: "refused", verified: 0 },
      sender: { delivered: 0, waitingFor: { code: "PROBITY_E_RECEIPT_REFUSED" } },
    });

    forging = false;
    expect(await client.flush()).toEqual({ pending: 0 });
    expect([...receiver.events.keys()]).toEqual(ids);
    expect(receiver.log.headers).toHaveLength(3);
    expect(client.health().receipts).toMatchObject({ state: "verified", verified: 1, lastSize: 3 });
  });

  test("a receipt signed by a key that is not pinned is refused", async () => {
    const receiver = await startReceiver();
    const client = openClient(receiver.endpoint, { publicKey: createLog().vkey });
    const refused = nextEvent(client, "receipt-refused");
    emit(client);

    expect((await refused).message).toContain("no pinned key");
    expect(await client.flush({ timeoutMs: 50 })).toEqual({ pending: 1 });
  });

  test("without a pinned key the server is believed, and health says so", async () => {
    const receiver = await startReceiver();
    const client = openClient(receiver.endpoint);
    emit(client);

    expect(await client.flush()).toEqual({ pending: 0 });
    expect(client.health().receipts.state).toBe("unpinned");
  });

  test("LO-5: a log that is smaller than it was is refused, also by the next process", async () => {
    const { privateKey } = generateKeyPairSync("ed25519");
    const before = await startReceiver(() => false, { log: createLog("test.example/log", privateKey) });
    const spoolDir = tempDirectory();
    const publicKey = before.log.vkey;
    const first = openClient(before.endpoint, { spoolDir, publicKey });
    emit(first, 10);
    expect(await first.shutdown({ timeoutMs: 10_000 })).toEqual({ pending: 0 });

    const restored = await startReceiver(() => false, { log: createLog("test.example/log", privateKey) });
    const second = openClient(restored.endpoint, { spoolDir, publicKey });
    const refused = nextEvent(second, "receipt-refused");
    emit(second, 2);

    expect((await refused).message).toContain("it had 11");
    expect(await second.flush({ timeoutMs: 50 })).toEqual({ pending: 2 });
  });

  test("the largest verified checkpoint is kept beside the spool", async () => {
    const receiver = await startReceiver();
    const spoolDir = tempDirectory();
    const client = openClient(receiver.endpoint, { spoolDir, publicKey: receiver.log.vkey });
    emit(client, 5);
    await client.shutdown({ timeoutMs: 10_000 });

    const [folder = ""] = readdirSync(spoolDir);
    const kept: unknown = JSON.parse(readFileSync(join(spoolDir, folder, "checkpoint"), "utf8"));
    expect(kept).toMatchObject({ origin: "test.example/log", size: 6 });
  });
});
