import type { JsonObject } from "@probity/contracts";
import { describe, expect, test } from "vitest";
import type { Probity, ProbityOptions } from "../src/index.ts";
import { createTestProbity } from "../src/testing/index.ts";
import { makeBundle, makeKey, rankedAward, recordRule, signBundle } from "./support/bundles.ts";
import { remoteDecision, startBundleServer, type BundleServer, type Offer } from "./support/bundle-server.ts";
import { nextEvent, openClient } from "./support/client.ts";

const key = makeKey();
const type = "procurement.award.decided";

const openReady = async (
  precheck: Offer["precheck"] = (request, response) => void response.end(remoteDecision(request, {})),
  options: ProbityOptions<[]> = {},
): Promise<{ client: Probity; server: BundleServer }> => {
  const bundle = makeBundle({ bind: { [recordRule]: "justify" }, onUnavailable: "justify" });
  const server = await startBundleServer({ envelope: signBundle(bundle, key), precheck });
  const client = openClient(server.endpoint, { publicKey: key.verifier, deadlineMs: 2000, ...options });
  await client.ready();
  return { client, server };
};

describe("FE-1: the server is told what this process emitted before it asked", () => {
  test("the place of its last event; its own answers and heartbeats are none", async () => {
    const { client, server } = await openReady();
    await client.precheck(type, rankedAward(1));
    expect(server.prechecks[0]).not.toHaveProperty("after");

    client.emit(type, rankedAward(1));
    const { current: stream, lastSequence: seq } = client.health().streams;
    await client.precheck(type, rankedAward(1));
    await client.precheck(type, rankedAward(1));
    const after = { stream, seq };
    expect(server.prechecks[1]).toMatchObject({ after });
    expect(server.prechecks[2]).toMatchObject({ after });

    const decision = client.precheckLocal(type, rankedAward(1));
    client.abandon(decision);
    await client.precheck(type, rankedAward(1));
    // Behind three answers, the closing.
    expect(server.prechecks[3]).toMatchObject({ after: { stream, seq: seq + 4 } });
  });

  test("what the server has to see first is sent at once, however long the client lingers", async () => {
    const { client } = await openReady(undefined, { lingerMs: 60_000 });
    const tried = nextEvent(client, "error", ({ message }) => message.includes("503"));
    client.emit(type, rankedAward(1));
    await client.precheck(type, rankedAward(1));
    // This server takes no events: that it was sent one is what the client hears of.
    expect(await tried).toMatchObject({ code: "PROBITY_E_SERVER_UNREACHABLE" });
  });
});

describe("PC-4: a draft that takes the place of another ends its hold", () => {
  test("with the server, by decision or by token", async () => {
    const { client, server } = await openReady();
    const first = await client.precheck(type, rankedAward(1));
    const second = await client.precheck(type, rankedAward(1), { replaces: first });
    await client.precheck(type, rankedAward(1), { replaces: second.token });
    expect(server.prechecks).toMatchObject([
      {},
      { replaces: first.decisionId },
      { replaces: second.decisionId },
    ]);
  });

  test("and is closed in the log, without a server too; a token that is not ours closes nothing", () => {
    const client = createTestProbity({ bundle: makeBundle({ bind: { [recordRule]: "justify" } }) });
    const first = client.precheckLocal(type, rankedAward(1));
    const second = client.precheckLocal(type, rankedAward(1), { replaces: first });
    client.precheckLocal(type, rankedAward(1), { replaces: "not.a.token" });
    const told = client
      .eventsOf("precheck.decision.recorded")
      .map(({ data }) => data["precheck"] as JsonObject); // of the SDK's own making
    expect(told).toMatchObject([
      { id: first.decisionId, stage: "opened" },
      { id: second.decisionId, stage: "opened" },
      { id: first.decisionId, stage: "aborted", abandonReason: `replaced by ${second.decisionId}` },
      { stage: "opened" },
    ]);
  });
});
