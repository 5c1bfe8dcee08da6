import { afterAll, beforeAll, expect, test } from "vitest";
import { describePostgres } from "./support/engines.ts";
import { type Answer, at, request, startTestServer, type TestServer } from "./support/test-server.ts";

describePostgres("people", (engine) => {
  let server: TestServer;
  let now = Date.now();
  beforeAll(async () => {
    if (engine.name === "postgres" && engine.postgres === undefined) return;
    server = await startTestServer(await engine.newConfig(), { clock: () => now });
  });
  afterAll(() => server?.close());

  test("SE-1: a person's token opens the operator API until it expires or the person is revoked", async () => {
    const person = await server.addPerson(undefined, { hours: 1 });
    expect((await person.ops("GET", "/ops/sources")).status).toBe(200);
    now += 3_600_000;
    expect(await person.ops("GET", "/ops/sources")).toMatchObject({
      status: 401,
      body: { code: "PROBITY_E_UNAUTHENTICATED" },
    });
    const { id } = person;
    const issued = await server.ops("POST", `/ops/people/${id}/tokens`, {});
    const headers = { authorization: `Bearer ${String(at(issued.body, "token"))}` };
    const look = (): Promise<Answer> => request(`${server.url}/ops/sources`, { headers });
    expect((await look()).status).toBe(200);
    expect((await server.ops("POST", `/ops/people/${id}/revoke`, {})).status).toBe(200);
    expect((await look()).status).toBe(401);
    expect((await server.ops("POST", `/ops/people/${id}/tokens`, {})).body).toMatchObject({
      code: "PROBITY_E_PERSON_REVOKED",
    });
  });

  test("SE-1: a person without a role for it adds no people; ids are unique and two are reserved", async () => {
    const person = await server.addPerson();
    expect((await person.ops("POST", "/ops/people", { id: "other" })).body).toMatchObject({
      code: "PROBITY_E_FORBIDDEN",
    });
    for (const taken of [person.id, "operator", "library"]) {
      expect((await server.ops("POST", "/ops/people", { id: taken })).body).toMatchObject({
        code: "PROBITY_E_PERSON_EXISTS",
      });
    }
    expect((await server.ops("POST", "/ops/people", { id: "no spaces" })).status).toBe(400);
  });

  test("LO-7: every change of an account is an event in the log; no token is in it or in the list", async () => {
    const { id, token } = await server.addPerson();
    await server.ops("POST", `/ops/people/${id}/revoke`, {});
    const found = await server.ops("GET", `/ops/events?type=account.person.changed&subject=${id}&about=all`);
    const events = at(found.body, "events");
    expect(events).toHaveLength(2);
    expect(JSON.stringify(found.body)).not.toContain(token);
    const { body } = await server.ops("GET", "/ops/people");
    expect(JSON.stringify(body)).not.toContain(token);
    expect(at(body, "people")).toContainEqual(expect.objectContaining({ id, tokens: 0 }));
  });
});
