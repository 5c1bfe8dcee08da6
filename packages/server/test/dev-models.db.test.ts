import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test, vi } from "vitest";
import { describePglite } from "./support/engines.ts";
import { at, startTestServer, type TestServer, type TestSource } from "./support/test-server.ts";

const builtin = fileURLToPath(new URL("../../models/models/PROC-PRC", import.meta.url));

function editable(): { readonly folder: string; readonly write: (change: (text: string) => string) => void } {
  const home = mkdtempSync(join(tmpdir(), "probity-dev-"));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const folder = join(home, "PROC-PRC");
  cpSync(builtin, folder, { recursive: true });
  const file = join(folder, "model.yaml");
  return { folder, write: (change) => writeFileSync(file, change(readFileSync(file, "utf8"))) };
}

/** The text with another threshold of PROC-PRC-007, the last rule that has this one. */
const cut =
  (before: number, after: number) =>
  (text: string): string => {
    const place = text.lastIndexOf(`default: ${before}\n`);
    expect(place).toBeGreaterThan(text.indexOf("PROC-PRC-007"));
    return `${text.slice(0, place)}default: ${after}\n${text.slice(place + `default: ${before}\n`.length)}`;
  };

async function cutIn(source: TestSource): Promise<unknown> {
  const { body } = await source.get("/v1/bundle");
  const bundle: unknown = JSON.parse(Buffer.from(String(at(body, "payload")), "base64").toString());
  const rules = at(bundle, "rules");
  const rule = Array.isArray(rules) ? rules.find((one) => at(one, "id") === "PROC-PRC-007") : undefined;
  return at(rule, "params", "cut", "default");
}

describePglite("RU-7: model folders under development", (engine) => {
  const start = async (folder: string, lines: string[] = []): Promise<TestServer> => {
    const config = { ...(await engine.newConfig()), devModels: [folder], logLevel: "warn" } as const;
    const server = await startTestServer(config, { logStream: { write: (line) => void lines.push(line) } });
    onTestFinished(() => server.close());
    return server;
  };

  test("are in force at once and with every save; a mistake is told and changes nothing", async () => {
    const { folder, write } = editable();
    write(cut(0.3, 0.25));
    const lines: string[] = [];
    const server = await start(folder, lines);
    const source = await server.addSource();
    expect(await cutIn(source)).toBe(0.25);
    expect(lines.join("")).toContain("under development");

    write(cut(0.25, 0.2));
    await vi.waitFor(async () => expect(await cutIn(source)).toBe(0.2), { timeout: 10_000 });

    write((text) => text.replace("record.tender.value.amount) <=", "record.tendr.value.amount) <="));
    await vi.waitFor(() => expect(lines.join("")).toContain("the models stay as they were"), {
      timeout: 10_000,
    });
    expect(await cutIn(source)).toBe(0.2);
  });

  test("CA-3: take no change over once a second person is registered while the server runs", async () => {
    const { folder, write } = editable();
    const lines: string[] = [];
    const server = await start(folder, lines);
    const source = await server.addSource();
    await server.addPerson();
    await server.addPerson();
    write(cut(0.3, 0.2));
    await vi.waitFor(() => expect(lines.join("")).toContain("two people are registered"), {
      timeout: 10_000,
    });
    expect(await cutIn(source)).toBe(0.3);
  });

  test("EV-3: may read types that are registered, also at the next start", async () => {
    const { folder } = editable();
    const config = { ...(await engine.newConfig()), logLevel: "warn" } as const;
    const first = await startTestServer(config);
    await first.addSource("s");
    const type = {
      type: "acme.seal_used",
      version: "1.0",
      schema: { type: "object", properties: { copies: { type: "integer" } } },
    };
    expect((await first.ops("POST", "/ops/types", type)).status).toBe(201);
    await first.close();
    writeFileSync(join(folder, "model.yaml"), ownModel);
    writeFileSync(join(folder, "cases.yaml"), ownCases);
    const server = await startTestServer({ ...config, devModels: [folder] });
    onTestFinished(() => server.close());
    const { body } = await server.ops("GET", "/ops/bundles");
    expect(at(body, "bundles", 0, "source")).toBe("s");
  });

  test("are refused once two people release models, and a folder that is not valid stops the start", async () => {
    const { folder, write } = editable();
    const config = { ...(await engine.newConfig()), devModels: [folder] };
    const server = await startTestServer(config);
    await server.addPerson();
    await server.addPerson();
    await server.close();
    await expect(startTestServer(config)).rejects.toMatchObject({ code: "PROBITY_E_CONFIG" });

    write((text) => text.replace("id: PROC-PRC\n", "id: PROC\n"));
    const other = { ...(await engine.newConfig()), devModels: [folder] };
    await expect(startTestServer(other)).rejects.toMatchObject({ code: "PROBITY_E_MODEL" });
  });
});

const ownModel = `id: PROC-OWN
version: 1.0.0
name: { zh-CN: 用印, en: Seals }
description: { zh-CN: 用印, en: Seals }
domain: PROC
created: 2026-01-01
rules:
  - id: PROC-OWN-001
    version: 1.0.0
    name: { zh-CN: 份数过多, en: Too many copies }
    point: { zh-CN: 用印, en: Seals }
    explanation: { zh-CN: 用印, en: Seals }
    message: { zh-CN: 份数过多, en: Too many copies }
    probability: 2
    harm: 2
    level: 2
    class: business
    phase: during
    at: [acme.seal_used]
    reads: event
    ceiling: warn
    disclosure: full
    when: event.copies > 1
    basis: [x]
    review: 2027-01-01
`;

const ownCases = `- rule: PROC-OWN-001
  name: two copies
  type: acme.seal_used
  data: { copies: 2 }
  expect: hit
`;
