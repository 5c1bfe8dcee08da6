import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { describeEngines } from "./support/engines.ts";
import { tender } from "./support/events.ts";
import { at, startTestServer, type TestServer } from "./support/test-server.ts";

describeEngines("scores", (engine) => {
  let server: TestServer;
  beforeAll(async () => {
    if (engine.name === "postgres" && engine.postgres === undefined) return;
    server = await startTestServer(await engine.newConfig());
  });
  afterAll(() => server?.close());
  test("AL-1: an event has a score whose parts add up to it", async () => {
    const source = await server.addSource();
    const event = tender(source.id, "ocds-score", 10);
    await source.send([event]);
    await server.scored();
    const { body } = await server.ops("GET", `/ops/events/${event.id}`);
    console.log(JSON.stringify(at(body, "result")), JSON.stringify(at(body, "event")).slice(0, 600));
    expect(at(body, "result", "score")).toBe(22.5);
  });
});
