import type { ActClient } from "@probity/adapter-core";
import Fastify, { type FastifyInstance } from "fastify";
import { describe, expect, test } from "vitest";
import { probityPlugin, type Act } from "../src/index.ts";

const act: Act<{ readonly body: unknown }> = {
  type: "contract.signed",
  data: () => ({ contracts: [{ id: "C1" }] }),
};

type Decision = Awaited<ReturnType<ActClient["precheck"]>>;

/** A client that lets everything through and writes down what it was told. */
function lenient(told: string[]): ActClient {
  const claims = {
    jti: "d",
    iss: "s",
    typ: act.type,
    dig: "",
    out: "allow",
    bnd: "",
    bv: 0,
    deg: false,
    iat: 0,
    exp: 0,
  } as const;
  return {
    // Only the outcome is looked at here.
    precheck: async (_type, _data, options) =>
      ({ outcome: options?.record === undefined ? "warn" : "allow" }) as Decision,
    verifyDecision: () => ({ ok: true, decision: claims }),
    commit: () => told.push("commit"),
    abandon: (_token, reason) => told.push(`abandon ${reason}`),
  };
}

async function appWith(told: string[]): Promise<FastifyInstance> {
  const app = Fastify();
  await app.register(probityPlugin, { probity: lenient(told) });
  return app;
}

const submit = { method: "POST", url: "/", headers: { "probity-token": "t" } } as const;

describe("AD-1: the Fastify plug-in", () => {
  test("runs after the route's own preHandlers, so that nobody is checked before they are authenticated", async () => {
    const told: string[] = [];
    const app = await appWith(told);
    const preHandler = [
      async () => void told.push("authenticate"),
      async () => {
        throw Object.assign(new Error("no"), { statusCode: 401 });
      },
    ];
    app.post("/", { preHandler, config: { probity: { guard: act } } }, () => "done");
    expect((await app.inject(submit)).statusCode).toBe(401);
    expect(told).toEqual(["authenticate"]);
  });

  test("leaves other routes alone", async () => {
    const told: string[] = [];
    const app = await appWith(told);
    app.post("/", (request) => ({ probity: request.probity }));
    expect((await app.inject(submit)).json()).toEqual({ probity: null });
    expect(told).toEqual([]);
  });

  test("the handler may abandon although it answers 200", async () => {
    const told: string[] = [];
    const app = await appWith(told);
    app.post("/", { config: { probity: { guard: act } } }, (request) => {
      if (request.probity?.moment === "guard") request.probity.abandon("form shown again");
      return "form";
    });
    expect((await app.inject(submit)).statusCode).toBe(200);
    expect(told).toEqual(["abandon form shown again"]);
  });

  test("a later hook that turns the answer into an error is seen", async () => {
    const told: string[] = [];
    const app = await appWith(told);
    app.addHook("onSend", async (_request, reply) => void reply.code(503));
    app.post("/", { config: { probity: { guard: act } } }, () => "done");
    expect((await app.inject(submit)).statusCode).toBe(503);
    expect(told).toEqual(["abandon http_503"]);
  });

  test("PC-3: a record that cannot be read does not stop the check", async () => {
    const app = await appWith([]);
    const failing: typeof act = { ...act, record: () => Promise.reject(new Error("database")) };
    app.post("/", { config: { probity: { precheck: failing } } }, (request) =>
      request.probity?.moment === "precheck" ? request.probity.decision : undefined,
    );
    expect((await app.inject(submit)).json()).toEqual({ outcome: "warn" });
  });

  test("the host may answer refusals in its own way", async () => {
    const app = Fastify();
    const probity: ActClient = {
      ...lenient([]),
      verifyDecision: () => ({ ok: false, code: "PROBITY_E_TOKEN_EXPIRED", message: "expired" }),
    };
    await app.register(probityPlugin, {
      probity,
      onRefused: (refusal, _request, reply) =>
        reply.code(refusal.status).type("text/html").send(`<p>${refusal.code}</p>`),
    });
    app.post("/", { config: { probity: { guard: act } } }, () => "done");
    const answer = await app.inject(submit);
    expect([answer.statusCode, answer.body]).toEqual([403, "<p>PROBITY_E_TOKEN_EXPIRED</p>"]);
  });
});
