import { afterAll, beforeAll, expect, test } from "vitest";
import { type CaseServer, mover, shortTender, startCases } from "./support/cases.ts";
import { describeEngines } from "./support/engines.ts";
import { signedIn } from "./support/sign-in.ts";
import { at, type TestSource } from "./support/test-server.ts";
import { until } from "./support/until.ts";

const roles = { dina: ["dispatcher"], hanna: ["handler"], olga: ["observer"] } as const;

interface Message {
  readonly event: string;
  readonly id: string | undefined;
  readonly data: unknown;
}

/** A browser that listens. */
interface Listener {
  readonly status: number;
  readonly headers: Headers;
  readonly messages: readonly Message[];
  readonly ended: () => boolean;
  readonly close: () => void;
}

async function listen(url: string, headers: Readonly<Record<string, string>>): Promise<Listener> {
  const abort = new AbortController();
  const answer = await fetch(`${url}/console/live`, { headers, signal: abort.signal });
  const messages: Message[] = [];
  const state = { ended: false };
  const read = async (): Promise<void> => {
    const decoder = new TextDecoder();
    let rest = "";
    for await (const chunk of answer.body ?? []) {
      const blocks = (rest + decoder.decode(chunk, { stream: true })).split("\n\n");
      rest = blocks.pop() ?? "";
      for (const block of blocks) {
        const field = (name: string): string | undefined =>
          new RegExp(`^${name}: (.*)$`, "m").exec(block)?.[1];
        const data = field("data");
        if (data !== undefined)
          messages.push({ event: field("event") ?? "", id: field("id"), data: JSON.parse(data) as unknown });
      }
    }
  };
  void read()
    // The test closes it.
    .catch(() => undefined)
    .finally(() => (state.ended = true));
  return {
    status: answer.status,
    headers: answer.headers,
    messages,
    ended: () => state.ended,
    close: () => abort.abort(),
  };
}

const alertsIn = ({ messages }: Listener): number =>
  messages.reduce((all, { data, event }) => all + (event === "inbox" ? Number(at(data, "alerts")) : 0), 0);

describeEngines("the live stream", (engine) => {
  let running: CaseServer<keyof typeof roles>;
  let source: TestSource;
  beforeAll(async () => {
    if (engine.name === "postgres" && engine.postgres === undefined) return;
    running = await startCases(engine, roles);
    source = await running.server.addSource("purchasing");
  });
  afterAll(() => running?.server.close());

  test("UI-1: a browser is told of alerts and cases that its person may see, and goes on where it was", async () => {
    const { server, people } = running;
    const dina = await listen(server.url, await signedIn(server, "dina"));
    const olga = await listen(server.url, { authorization: `Bearer ${people.olga.token}` });
    expect(dina.status).toBe(200);
    expect(dina.headers.get("content-type")).toContain("text/event-stream");
    expect(dina.headers.get("x-accel-buffering")).toBe("no");
    await until(() => dina.messages.some(({ event }) => event === "open"));
    await source.send([shortTender(source.id, "ocds-live")]);
    await until(() => alertsIn(dina) > 0);
    const found = (await people.dina.ops("GET", "/console/alerts?q=ocds-live")).body;
    await server.scored();
    await until(() => alertsIn(dina) === (at(found, "alerts") as readonly unknown[]).length);
    // Integrity alerts are not for observers.
    expect(alertsIn(olga)).toBe(0);

    const id = String(at(found, "alerts", 0, "case"));
    const last = dina.messages.findLast((one) => one.id !== undefined)?.id ?? "";
    dina.close();
    const step = await mover(id).step(people.dina, "assign", { unit: "office-1", handler: "hanna" });
    expect(step.status).toBe(200);
    await server.scored();
    const again = await listen(server.url, {
      authorization: `Bearer ${people.dina.token}`,
      "last-event-id": last,
    });
    await until(() =>
      again.messages.some(({ data }) => JSON.stringify(at(data, "cases") ?? []).includes(id)),
    );
    expect(alertsIn(again)).toBe(0);
    const hanna = await listen(server.url, { authorization: `Bearer ${people.hanna.token}` });
    await until(() =>
      hanna.messages.some(({ event, data }) => event === "notices" && at(data, "unread") === 1),
    );
    for (const one of [olga, again, hanna]) one.close();
  });

  test("SE-1: a stream ends with its sign-in, and is not opened without one", async () => {
    const { server } = running;
    const headers = await signedIn(server, "hanna");
    const stream = await listen(server.url, headers);
    await until(() => stream.messages.length > 0);
    await fetch(`${server.url}/console/session/logout`, { method: "POST", headers });
    await source.send([shortTender(source.id, "ocds-ended")]);
    await until(() => stream.ended());
    expect((await listen(server.url, headers)).status).toBe(401);
    expect((await fetch(`${server.url}/console/live`)).status).toBe(401);
  });

  test("SE-4: one person has a bounded number of streams", async () => {
    const { server, people } = running;
    const headers = { authorization: `Bearer ${people.olga.token}` };
    const open = await Promise.all(Array.from({ length: 12 }, () => listen(server.url, headers)));
    expect(open.filter(({ status }) => status === 503).length).toBeGreaterThanOrEqual(2);
    for (const one of open) one.close();
  });
});
