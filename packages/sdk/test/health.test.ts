import { describe, expect, test } from "vitest";
import { nextEvent, openClient } from "./support/client.ts";
import { startReceiver } from "./support/server.ts";

describe("DE-2, DE-5: health says what is proven", () => {
  test("verified receipts, and how large the log is by the last of them", async () => {
    const receiver = await startReceiver();
    const client = openClient(receiver.endpoint, { publicKey: receiver.log.vkey });
    for (let index = 0; index < 3; index += 1)
      client.emit("procurement.award.decided", { ocid: `o-${index}` });
    await client.flush();
    const { receipts, sender, streams } = client.health();
    expect(receipts).toMatchObject({ state: "verified", refused: 0, lastSize: 3 });
    expect(receipts.verified).toBeGreaterThan(0);
    expect(sender).toMatchObject({ delivered: 3, thread: "worker" });
    expect(streams).toMatchObject({ lastSequence: 3, adopted: 0 });
  });

  test("without a pinned key the server is believed, and health says so", async () => {
    const receiver = await startReceiver();
    const client = openClient(receiver.endpoint);
    client.emit("procurement.award.decided", { ocid: "o" });
    await client.flush();
    expect(client.health()).toMatchObject({
      receipts: { state: "unpinned", verified: 0, lastSize: 0 },
      sender: { delivered: 1 },
    });
  });

  test("a refused receipt: told, failing, nothing delivered; the next good one heals it", async () => {
    let honest = false;
    const receiver = await startReceiver(undefined, {
      alter: (answer) => (honest ? answer : { ...answer, receipt: "trust me" }),
    });
    const client = openClient(receiver.endpoint, { publicKey: receiver.log.vkey });
    const refused = nextEvent(client, "receipt-refused");
    client.emit("procurement.award.decided", { ocid: "o" });
    expect((await refused).code).toBe("PROBITY_E_RECEIPT_REFUSED");
    expect(client.health()).toMatchObject({
      state: "failing",
      receipts: { state: "refused", verified: 0 },
      sender: { delivered: 0, waitingFor: { code: "PROBITY_E_RECEIPT_REFUSED" } },
      spool: { pending: 1 },
    });
    honest = true;
    await nextEvent(client, "deliver");
    expect(client.health()).toMatchObject({
      receipts: { state: "verified", lastSize: 1 },
      spool: { pending: 0 },
    });
  });
});

describe("EV-5: health says within what pseudonyms are equal", () => {
  test("a shared key or the source's own", async () => {
    const { endpoint } = await startReceiver();
    const pseudonymKey = Buffer.alloc(32, 1).toString("base64url");
    const shared = openClient(endpoint, { pseudonymKey }).health().pseudonyms;
    const own = openClient(endpoint).health().pseudonyms;
    expect([shared.equalWithin, own.equalWithin]).toEqual(["deployment", "source"]);
    expect(shared.keyId).toMatch(/^[0-9a-f]{8}$/);
    expect(shared.keyId).not.toBe(own.keyId);
  });
});
