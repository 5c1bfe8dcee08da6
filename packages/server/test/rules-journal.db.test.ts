import { rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { describePglite } from "./support/engines.ts";
import { eventsOf } from "./support/events-of.ts";
import { openedEvent } from "./support/prechecks.ts";
import { at, sourceOf, startTestServer, type TestServer, type TestSource } from "./support/test-server.ts";
import { until } from "./support/until.ts";

/** Everything about rules that cannot be made again from the log, as the operator sees it. */
const keptOf = async (server: TestServer): Promise<unknown> => {
  const paths = [
    "/ops/requests?all=true",
    "/ops/exceptions?all=true",
    "/ops/breakers?all=true",
    "/ops/keys",
    "/ops/bundles/shop",
  ];
  const answers = await Promise.all(paths.map((path) => server.ops("GET", path)));
  return answers.map(({ body }) => body);
};

const signaturesOf = async (source: TestSource): Promise<unknown> =>
  at((await source.get("/v1/bundle")).body, "signatures");

describePglite("rules and the journal", (engine) => {
  test("LO-9: a lost database gives back requests, exceptions, breakers and their resets, keys and signed bundles", async () => {
    const config = await engine.newConfig();
    const server = await startTestServer(config);
    const source = await server.addSource("shop");
    const blocking = { bindings: [{ id: "b", rule: "PROC-TND-001", source: "shop", action: "block" }] };
    await server.ops("PUT", "/ops/sources/shop/bindings", blocking);
    const [li, wang] = [await server.addPerson("li.na"), await server.addPerson("wang.wei")];
    await li.ops("PUT", "/ops/sources/shop/bindings", { bindings: [] });
    const asked = await li.ops("POST", "/ops/exceptions", {
      source: "shop",
      rule: "PROC-TND-001",
      scope: { kind: "process", id: "ocds-1" },
      reason: "flood relief, decided by the board",
      until: new Date(Date.now() + 86_400_000).toISOString(),
    });
    await wang.ops("POST", `/ops/requests/${String(at(asked.body, "request", "id"))}/approve`);
    await server.ops("POST", "/ops/keys/rotate");
    const trip = async (): Promise<string> => {
      const findings = [{ indicatorId: "PROC-TND-001", result: "hit", bindingId: "b", action: "block" }];
      await source.send(Array.from({ length: 6 }, () => openedEvent("shop", { precheck: { findings } })));
      return await until(async () => {
        const { body } = await server.ops("GET", "/ops/breakers?source=shop");
        return at(body, "breakers", 0, "id") !== undefined && String(at(body, "breakers", 0, "id"));
      });
    };
    await li.ops("POST", `/ops/breakers/${await trip()}/reset`, { reason: "looked at" });
    await trip();
    await until(async () => (await eventsOf(server, "shop", "rule.breaker.opened")).length === 2);
    await until(
      async () =>
        at((await server.ops("GET", "/ops/bundles/shop")).body, "bindings", 0, "action") === "justify",
    );
    await server.scored();
    const before = await keptOf(server);
    const signatures = await signaturesOf(source);
    await server.close();
    rmSync(join(config.dataDir, "db"), { recursive: true });

    const again = await startTestServer(config);
    await again.scored();
    expect(await keptOf(again)).toEqual(before);
    expect(await signaturesOf(sourceOf(again.url, "shop", source.key))).toEqual(signatures);
    // Scoring went through the log anew; nothing was told twice, and the reset holds for what came before it.
    expect(await eventsOf(again, "shop", "rule.breaker.opened")).toHaveLength(2);
    await again.close();
  });
});
