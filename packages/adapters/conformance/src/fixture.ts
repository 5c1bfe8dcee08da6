import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import type { Act, RequestLike } from "@probity/adapter-core";
import type { JsonObject } from "@probity/contracts";
import { createProbity } from "@probity/sdk";
import { onTestFinished } from "vitest";
import type { AdapterUnderTest, Answer, Fixture, FixtureOptions, PostOptions } from "./adapter.ts";
import { startCentral } from "./central.ts";
import { actType, breakGlassRole, source } from "./rules.ts";

/** Header that stands for the session of the signed-in person in the suite's app. */
export const personHeader = "x-session-person";

/** Opens client, central server and app for the running test. */
export async function openFixture(adapter: AdapterUnderTest, options: FixtureOptions = {}): Promise<Fixture> {
  const { handle = () => Promise.resolve(200), server = true } = options;
  const folder = await mkdtemp(join(tmpdir(), "probity-adapter-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const central = await startCentral();
  onTestFinished(() => central.close());

  let shift = 0;
  const probity = createProbity({
    endpoint: server ? central.url : "http://127.0.0.1:1",
    source,
    key: `probity_${"A".repeat(43)}`,
    publicKey: central.publicKey,
    spoolDir: folder,
    clock: { now: () => Date.now() + shift, monotonic: () => performance.now() },
  });
  onTestFinished(async () => void (await probity.shutdown({ timeoutMs: 500 })));
  if (server) await probity.ready();

  const handled: JsonObject[] = [];
  const app = await adapter.start(probity, {
    act: suiteAct(options.abandonAfterMs),
    handle: (data) => {
      handled.push(data);
      return handle(data);
    },
  });
  onTestFinished(() => app.close());
  return {
    url: app.url,
    handled,
    advance: (ms) => {
      shift += ms;
    },
    emitted: async (type) => {
      await probity.flush();
      return central.events.filter((event) => event.type === type).map(({ data }) => data);
    },
    received: async (fits) => (await central.received(({ type, data }) => fits(type, data))).data,
    breakGlass: (token) => {
      const override = probity.breakGlass(token, {
        personId: "p-head",
        role: breakGlassRole,
        reason: "a flood",
      });
      if (!override.ok) throw new Error(override.message);
      return override.token;
    },
    post: (path, body, more) => post(`${app.url}${path}`, body, more),
  };
}

/** The act of the suite: its draft is the body's `draft`. */
function suiteAct(abandonAfterMs: number | undefined): Act<RequestLike> {
  return {
    type: actType,
    data: ({ body }) => {
      // What a careless host would write; a body without a draft throws here.
      const { draft } = body as { readonly draft: JsonObject };
      return { ...draft };
    },
    secondApproverId: ({ headers }) => {
      const person = headers[personHeader];
      return typeof person === "string" ? person : undefined;
    },
    abandonAfterMs,
  };
}

async function post(url: string, body: unknown, options: PostOptions = {}): Promise<Answer> {
  const raw = typeof body === "string" ? body : JSON.stringify(body);
  const response = await fetch(url, {
    method: "POST",
    body: raw,
    headers: { "content-type": "application/json", ...options.headers },
    redirect: "manual",
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
  const text = await response.text();
  return { status: response.status, type: response.headers.get("content-type") ?? "", body: parse(text) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
