import { rmSync } from "node:fs";
import { join } from "node:path";
import type { Case, Model } from "@probity/contracts";
import { builtinModels } from "@probity/models";
import { expect, test } from "vitest";
import { openStore, type ServerConfig } from "../src/index.ts";
import { storeModels, currentModels } from "../src/rules/index.ts";
import type { Store } from "../src/store/index.ts";
import { describePglite, describePostgres } from "./support/engines.ts";
import { tender } from "./support/events.ts";
import {
  bringToReview,
  changedModel,
  modelId,
  packOf,
  proveAndSubmit,
  ruleId,
  versionApi,
} from "./support/models.ts";
import { at, startTestServer } from "./support/test-server.ts";

async function withStore<T>(config: ServerConfig, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore(config);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

// A pack's cases are those of a model folder.
const casesOf = (model: Model): readonly Case[] => packOf(model)["cases"] as unknown as readonly Case[];

const versionOf = (models: readonly Model[]): string | undefined =>
  models.find(({ id }) => id === modelId)?.version;

describePostgres("ML-6, CA-3: what the product brings", (engine) => {
  test("a new database has the library in force; a newer library waits for two people, an older one brings nothing", async () => {
    const config = await engine.newConfig();
    const first = await startTestServer(config);
    await first.close();
    const told: unknown[] = [];
    const store = (model: Model): Promise<unknown> =>
      withStore(config, (opened) =>
        storeModels(opened, [{ model, cases: casesOf(model) }], new Date(), (_, drafted) => {
          told.push(...drafted);
          return Promise.resolve();
        }),
      );
    expect(await store(changedModel({ version: "1.2.0" }))).toMatchObject({
      added: [],
      drafted: [{ id: modelId, version: "1.2.0" }],
      changed: [],
    });
    expect(told).toMatchObject([{ version: "1.2.0" }]);
    expect(await store(changedModel({ version: "0.9.0" }))).toMatchObject({ added: [], drafted: [] });
    expect(await store(changedModel({ version: "1.2.0", limit: 99 }))).toMatchObject({
      drafted: [],
      changed: [`${modelId}@1.2.0`],
    });
    expect(await withStore(config, async (opened) => versionOf(await currentModels(opened)))).toBe("1.0.0");

    const server = await startTestServer(config);
    try {
      const [one, two] = [await server.addPerson("one"), await server.addPerson("two")];
      const builtin = await versionApi("1.0.0")(one, "check");
      expect(builtin.body).toMatchObject({ ok: true });
      expect(Number(at(builtin.body, "cases", "total"))).toBeGreaterThan(2);
      const { body } = await one.ops("GET", `/ops/models/${modelId}/1.2.0`);
      expect(body).toMatchObject({ state: "draft", author: "library" });
      // Whoever hands it in takes the author's part.
      await proveAndSubmit(one, "1.2.0");
      const step = versionApi("1.2.0");
      expect((await step(one, "release")).body).toMatchObject({ code: "PROBITY_E_FOUR_EYES" });
      expect(await step(two, "release")).toMatchObject({ body: { state: "active", replaced: "1.0.0" } });
    } finally {
      await server.close();
    }
  });

  test("OP-4: a database from before versions had a life keeps its highest ones in force", async () => {
    const config = await engine.newConfig();
    const library = builtinModels().find(({ model }) => model.id === modelId)?.model;
    await withStore(config, async ({ pool }) => {
      for (const model of [library, changedModel({ version: "0.9.0" }), changedModel({ version: "0.10.0" })])
        await pool.query("insert into model (id, version, body, created_at) values ($1, $2, $3, now())", [
          modelId,
          model?.version,
          JSON.stringify(model),
        ]);
    });
    const server = await startTestServer(config);
    try {
      const { body } = await server.ops("GET", `/ops/models?model=${modelId}`);
      expect(at(body, "versions")).toMatchObject([
        { version: "0.9.0", state: "superseded" },
        { version: "0.10.0", state: "superseded" },
        { version: "1.0.0", state: "active" },
      ]);
      const source = await server.addSource();
      const event = tender(source.id, "p", 10);
      await source.send([event]);
      await server.scored();
      const found = await server.ops("GET", `/ops/events/${event.id}`);
      expect(at(found.body, "findings")).toContainEqual(
        expect.objectContaining({ rule: ruleId, version: "1.0.0", result: "hit" }),
      );
    } finally {
      await server.close();
    }
  });
});

describePglite("LO-9: a lost data directory", (engine) => {
  test("gives released versions, drafts, history and results back from the journal", async () => {
    const config = await engine.newConfig();
    const paths = [
      "/ops/models?limit=500",
      `/ops/models/${modelId}/1.1.0`,
      `/ops/models/${modelId}/1.1.0/history`,
      `/ops/models/${modelId}/1.1.0/proofs`,
      `/ops/models/${modelId}/2.0.0`,
      `/ops/models/${modelId}/1.0.0/history`,
    ];
    const first = await startTestServer(config);
    const author = await first.addPerson("author");
    const reviewer = await first.addPerson("reviewer");
    const source = await first.addSource("s");
    await bringToReview(author, changedModel({ version: "1.1.0" }));
    expect((await versionApi("1.1.0")(reviewer, "release")).status).toBe(200);
    const pack = packOf(changedModel({ version: "2.0.0", limit: 26 }));
    expect((await author.ops("POST", "/ops/models/drafts", { pack })).status).toBe(201);
    const replaced = packOf(changedModel({ version: "2.0.0", limit: 27 }));
    expect((await author.ops("POST", "/ops/models/drafts", { pack: replaced })).status).toBe(200);
    const before = await Promise.all(paths.map((path) => first.ops("GET", path)));
    const bundle = await source.get("/v1/bundle");
    await first.close();
    rmSync(join(config.dataDir, "db"), { recursive: true });

    const second = await startTestServer(config);
    try {
      const after = await Promise.all(paths.map((path) => second.ops("GET", path)));
      expect(after.map(({ body }) => body)).toEqual(before.map(({ body }) => body));
      const again = await fetch(`${second.url}/v1/bundle`, {
        headers: { authorization: `Bearer ${source.key}` },
      });
      expect(again.headers.get("etag")).toBe(bundle.headers.get("etag"));
    } finally {
      await second.close();
    }
  });
});
