import { once } from "node:events";
import { createServer } from "node:http";
import type { ActClient } from "@probity/adapter-core";
import express, { type Express } from "express";
import { describe, expect, onTestFinished, test } from "vitest";
import { guard, precheck, type Act, type ExpressRequest, type ProbityOnRequest } from "../src/index.ts";

const act: Act<ExpressRequest> = { type: "contract.signed", data: () => ({ contracts: [{ id: "C1" }] }) };

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

const seen = (request: object): ProbityOnRequest | undefined =>
  // Set by the middleware.
  (request as { readonly probity?: ProbityOnRequest }).probity;

async function submitTo(app: Express): Promise<Response> {
  const server = createServer(app).listen(0, "127.0.0.1");
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  });
  await once(server, "listening");
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("no address");
  return fetch(`http://127.0.0.1:${address.port}/`, { method: "POST", headers: { "probity-token": "t" } });
}

describe("AD-1: the Express middleware", () => {
  test("the act is recorded before the first byte of a streamed answer leaves", async () => {
    const told: string[] = [];
    const app = express().post("/", guard(lenient(told), act), (_request, response) => {
      response.write("a");
      told.push("first byte");
      response.end("b");
    });
    expect(await (await submitTo(app)).text()).toBe("ab");
    expect(told).toEqual(["commit", "first byte"]);
  });

  test("the handler may abandon although it answers 200", async () => {
    const told: string[] = [];
    const app = express().post("/", guard(lenient(told), act), (request, response) => {
      const found = seen(request);
      if (found?.moment === "guard") found.abandon("form shown again");
      response.send("form");
    });
    expect((await submitTo(app)).status).toBe(200);
    expect(told).toEqual(["abandon form shown again"]);
  });

  test("PC-3: a record that cannot be read does not stop the check, and is reported", async () => {
    const errors: unknown[] = [];
    const failing: typeof act = { ...act, record: () => Promise.reject(new Error("database")) };
    const options = { onError: (error: unknown) => errors.push(error) };
    const app = express().post("/", precheck(lenient([]), failing, options), (request, response) => {
      const found = seen(request);
      response.json(found?.moment === "precheck" ? found.decision : {});
    });
    expect(await (await submitTo(app)).json()).toEqual({ outcome: "warn" });
    expect(errors).toEqual([new Error("database")]);
  });

  test("an error of the host's own callbacks goes to its error handler", async () => {
    const failing: typeof act = { ...act, token: () => Promise.reject(new Error("session store")) };
    const app = express().post("/", guard(lenient([]), failing), (_request, response) =>
      response.send("done"),
    );
    const caught: unknown[] = [];
    const handler: express.ErrorRequestHandler = (error, _request, response, _next) => {
      caught.push(error);
      response.status(500).end();
    };
    app.use(handler);
    expect((await submitTo(app)).status).toBe(500);
    expect(caught).toEqual([new Error("session store")]);
  });

  test("the host may answer refusals in its own way", async () => {
    const probity: ActClient = {
      ...lenient([]),
      verifyDecision: () => ({ ok: false, code: "PROBITY_E_TOKEN_EXPIRED", message: "expired" }),
    };
    const app = express().post(
      "/",
      guard(probity, act, {
        onRefused: (refusal, _request, response) => {
          response.statusCode = refusal.status;
          response.end(`<p>${refusal.code}</p>`);
        },
      }),
      (_request, response) => response.send("done"),
    );
    const answer = await submitTo(app);
    expect([answer.status, await answer.text()]).toEqual([403, "<p>PROBITY_E_TOKEN_EXPIRED</p>"]);
  });
});
