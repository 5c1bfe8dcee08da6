import { once, EventEmitter } from "node:events";
import { expect, test } from "vitest";
import type { AdapterUnderTest, Fixture, OpenFixture } from "./adapter.ts";
import { check, draftFor, stageOf, stages } from "./drafts.ts";
import { actType } from "./rules.ts";

/** The client goes away while the handler works. */
export function disconnectTests(adapter: AdapterUnderTest, open: OpenFixture): void {
  const disconnects = adapter.without?.includes("client disconnect") === true ? test.skip : test;
  disconnects("AD-1: a client that goes away before any answer leaves the act abandoned", async () => {
    const reached = new EventEmitter();
    const never = new Promise<number>(() => {});
    const fixture = await open({
      abandonAfterMs: 20,
      handle: () => {
        reached.emit("handler");
        return never;
      },
    });
    await goAway(fixture, reached);
    const closing = await fixture.received(
      (type, data) => type === "precheck.decision.recorded" && stageOf(data) !== "opened",
    );
    expect(closing).toMatchObject({ precheck: { stage: "aborted", abandonReason: "client_disconnected" } });
    expect(await fixture.emitted(actType)).toEqual([]);
  });

  disconnects("AD-1: an act that succeeds is recorded even though its client has gone away", async () => {
    const reached = new EventEmitter();
    const release = new EventEmitter();
    const fixture = await open({
      handle: async () => {
        reached.emit("handler");
        await once(release, "now");
        return 200;
      },
    });
    await goAway(fixture, reached);
    release.emit("now");
    await fixture.received((type) => type === actType);
    expect(await stages(fixture)).toEqual(["opened", "committed"]);
  });
}

async function goAway(fixture: Fixture, reached: EventEmitter): Promise<void> {
  const draft = draftFor("allow");
  const { token } = await check(fixture, draft);
  const leave = new AbortController();
  const there = once(reached, "handler");
  const answer = fixture.post("/submit", { draft, probity_token: token }, { signal: leave.signal });
  const gone = answer.then(
    () => "answered",
    () => "gone",
  );
  await there;
  leave.abort();
  expect(await gone).toBe("gone");
}
