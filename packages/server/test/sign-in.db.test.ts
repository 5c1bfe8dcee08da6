import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openStore } from "../src/index.ts";
import { describePostgres } from "./support/engines.ts";
import { cookieOf, goodPassword, post, setPassword, signedIn } from "./support/sign-in.ts";
import { type Answer, at, request, startTestServer, type TestServer } from "./support/test-server.ts";

describePostgres("signing in", (engine) => {
  let server: TestServer;
  let now = Date.now();
  beforeAll(async () => {
    if (engine.name === "postgres" && engine.postgres === undefined) return;
    server = await startTestServer(await engine.newConfig(), { clock: () => now });
  });
  afterAll(() => server?.close());

  const login = (person: string, password: string): Promise<Answer> =>
    post(server, "/console/session/login", { person, password });
  const me = (headers: Record<string, string>): Promise<Answer> =>
    request(`${server.url}/console/session/me`, { headers });
  const logged = async (type: string, subject: string): Promise<readonly unknown[]> => {
    const { body } = await server.ops(
      "GET",
      `/ops/events?type=${type}&subject=${subject}&about=all&limit=100`,
    );
    const events = at(body, "events");
    if (!Array.isArray(events)) throw new Error(JSON.stringify(body));
    const whole = await Promise.all(
      events.map((event) => server.ops("GET", `/ops/events/${String(at(event, "id"))}`)),
    );
    return whole.map((one) => at(one.body, "event", "data") ?? one.body);
  };

  test("SE-1: a person sets a password with a one-time token, signs in, and signs out", async () => {
    const { id } = await server.addPerson();
    expect((await login(id, goodPassword)).body).toMatchObject({ code: "PROBITY_E_SIGN_IN" });
    const issued = await server.ops("POST", `/ops/people/${id}/password`);
    const token = String(at(issued.body, "token"));
    const redeem = (): Promise<Answer> =>
      post(server, "/console/session/reset", { token, password: goodPassword });
    expect((await redeem()).status).toBe(200);
    expect((await redeem()).body).toMatchObject({ code: "PROBITY_E_SIGN_IN" });
    const answer = await login(id, goodPassword);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("set-cookie")).toMatch(
      /^probity=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/,
    );
    const browser = await cookieOf(server, id);
    expect(await me(browser)).toMatchObject({
      status: 200,
      body: { id, kind: "person", csrf: browser["probity-csrf"] },
    });
    expect((await post(server, "/console/session/logout", {}, browser)).status).toBe(200);
    expect((await me(browser)).status).toBe(401);
  });

  test("SE-1, LO-7: a person and the token for the first password are made in one act, or neither is", async () => {
    const person = { id: `new.${randomUUID().slice(0, 8)}`, name: "新来" };
    const issued = await server.ops("POST", "/ops/accounts", person);
    expect(issued).toMatchObject({ status: 201, body: { id: person.id } });
    const token = at(issued.body, "token");
    expect((await post(server, "/console/session/reset", { token, password: goodPassword })).status).toBe(
      200,
    );
    expect((await login(person.id, goodPassword)).status).toBe(200);
    expect(await logged("account.person.changed", person.id)).toEqual([
      { account: { person: person.id, change: "password", by: person.id } },
      { account: { person: person.id, change: "password_reset", by: "operator" } },
      { account: { person: person.id, change: "added", by: "operator" } },
    ]);
    // Whoever is there already keeps the password.
    expect((await server.ops("POST", "/ops/accounts", person)).body).toMatchObject({
      code: "PROBITY_E_PERSON_EXISTS",
    });
    expect((await login(person.id, goodPassword)).status).toBe(200);
    const other = await server.addPerson();
    expect((await other.ops("POST", "/ops/accounts", { id: "more", name: "多" })).status).toBe(403);
  });

  test("SE-1: a one-time token ends after a day; a new one takes the password and the sessions away", async () => {
    const { id } = await server.addPerson();
    const { body } = await server.ops("POST", `/ops/people/${id}/password`);
    now += 86_400_000;
    const late = await post(server, "/console/session/reset", {
      token: at(body, "token"),
      password: goodPassword,
    });
    expect(late.body).toMatchObject({ code: "PROBITY_E_SIGN_IN" });
    const browser = await signedIn(server, id);
    await server.ops("POST", `/ops/people/${id}/password`);
    expect((await me(browser)).status).toBe(401);
    expect((await login(id, goodPassword)).status).toBe(401);
  });

  test("SE-1: what changes something needs the token of its session, also with a token of another one", async () => {
    const [one, other] = [await server.addPerson(), await server.addPerson()];
    const [mine, theirs] = [await signedIn(server, one.id), await signedIn(server, other.id)];
    const end = (headers: Record<string, string>): Promise<Answer> =>
      post(server, "/console/session/sessions/end-others", {}, headers);
    const cookie = { cookie: mine["cookie"] ?? "" };
    expect((await end(cookie)).body).toMatchObject({ code: "PROBITY_E_CSRF" });
    expect((await end({ ...cookie, "probity-csrf": theirs["probity-csrf"] ?? "" })).body).toMatchObject({
      code: "PROBITY_E_CSRF",
    });
    expect((await end(mine)).status).toBe(200);
    expect((await me(cookie)).status).toBe(200);
  });

  test("SE-1: a session ends when it is idle, at its last hour, at revocation, and when its person ends it", async () => {
    const { id } = await server.addPerson();
    const idle = await signedIn(server, id);
    now += 59 * 60_000;
    expect((await me(idle)).status).toBe(200);
    now += 61 * 60_000;
    expect((await me(idle)).status).toBe(401);
    const busy = await cookieOf(server, id);
    for (let hour = 0; hour < 14; hour++) {
      now += 50 * 60_000;
      // oxlint-disable-next-line no-await-in-loop -- time goes on
      expect((await me(busy)).status).toBe(200);
    }
    now += 50 * 60_000;
    expect((await me(busy)).status).toBe(401);
    const [first, second] = [await cookieOf(server, id), await cookieOf(server, id)];
    const { body } = await request(`${server.url}/console/session/sessions`, { headers: second });
    const sessions = at(body, "sessions");
    expect(sessions).toHaveLength(2);
    const older = String(at(sessions, at(sessions, 0, "own") === true ? 1 : 0, "id"));
    expect((await post(server, `/console/session/sessions/${older}/end`, {}, second)).status).toBe(200);
    expect((await me(first)).status).toBe(401);
    const stranger = await signedIn(server, (await server.addPerson()).id);
    const own = String(at((await me(second)).body, "session"));
    expect((await post(server, `/console/session/sessions/${own}/end`, {}, stranger)).status).toBe(404);
    await server.ops("POST", `/ops/people/${id}/revoke`, {});
    expect((await me(second)).status).toBe(401);
    expect((await login(id, goodPassword)).status).toBe(401);
  });

  test("SE-1: a password is changed with the old one; the other sessions end, this one stays", async () => {
    const { id } = await server.addPerson();
    const [here, there] = [
      await signedIn(server, id),
      await cookieOf(server, id).catch(() => signedIn(server, id)),
    ];
    const change = (old: string, password: string): Promise<Answer> =>
      post(server, "/console/session/password", { old, password }, here);
    expect((await change("something-else-9", "another-Horse-77x")).body).toMatchObject({
      code: "PROBITY_E_SIGN_IN",
    });
    expect((await change(goodPassword, "too short")).body).toMatchObject({ code: "PROBITY_E_PASSWORD" });
    expect((await change(goodPassword, "another-Horse-77x")).status).toBe(200);
    expect((await me(here)).status).toBe(200);
    expect((await me(there)).status).toBe(401);
    expect((await login(id, goodPassword)).status).toBe(401);
    expect((await login(id, "another-Horse-77x")).status).toBe(200);
    const changes = await logged("account.person.changed", id);
    expect(JSON.stringify(changes)).toContain('"change":"password"');
    expect(JSON.stringify(changes)).not.toContain("Horse");
  });

  test("SE-1: passwords of own names, common words and few characters are refused", async () => {
    const id = `wang.fang-${randomUUID().slice(0, 4)}`;
    await server.addPerson(id, { name: "Wang Xiaofang" });
    const { body } = await server.ops("POST", `/ops/people/${id}/password`);
    const token = at(body, "token");
    const bad = [
      "short",
      "aaaaaaaaaaaaaa",
      "abababababab",
      "password12345678",
      `${id}12`,
      "Xiaofang-Wang1",
      "1234567890qwerty",
    ];
    for (const password of bad)
      // oxlint-disable-next-line no-await-in-loop -- few
      expect(
        (await post(server, "/console/session/reset", { token, password })).body,
        password,
      ).toMatchObject({
        code: "PROBITY_E_PASSWORD",
      });
    expect((await post(server, "/console/session/reset", { token, password: goodPassword })).status).toBe(
      200,
    );
  });

  test("SE-1: after five failures an account waits, known or not; the wait doubles, and ends by itself", async () => {
    const { id } = await server.addPerson();
    await setPassword(server, id);
    const unknown = `nobody-${randomUUID()}`;
    const fail = async (person: string): Promise<unknown> =>
      at((await login(person, "wrong-Password-1")).body, "code");
    for (const person of [id, unknown]) {
      const codes: unknown[] = [];
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      for (let attempt = 0; attempt < 7; attempt++) codes.push(await fail(person));
      expect(codes).toEqual([
        ...Array.from({ length: 5 }, () => "PROBITY_E_SIGN_IN"),
        "PROBITY_E_SIGN_IN_WAIT",
        "PROBITY_E_SIGN_IN_WAIT",
      ]);
    }
    const locked = await login(id, goodPassword);
    expect(locked).toMatchObject({ status: 429, body: { code: "PROBITY_E_SIGN_IN_WAIT" } });
    expect(locked.headers.get("retry-after")).toBe("15");
    now += 16_000;
    expect(await fail(id)).toBe("PROBITY_E_SIGN_IN");
    now += 16_000;
    const longer = await login(id, goodPassword);
    expect([longer.status, longer.headers.get("retry-after")]).toEqual([429, "14"]);
    now += 16_000;
    expect((await login(id, goodPassword)).status).toBe(200);
    expect(await fail(id)).toBe("PROBITY_E_SIGN_IN");
  });

  test("SE-1: guesses that come at once are counted one by one", async () => {
    const { id } = await server.addPerson();
    await setPassword(server, id);
    const answers = await Promise.all(Array.from({ length: 20 }, () => login(id, "wrong-Password-1")));
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(5);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(15);
    now += 3_600_000;
  });

  test("LO-7: sign-ins and failures are in the log, without addresses, and not more than thirty a minute", async () => {
    now += 86_400_000;
    const { id } = await server.addPerson();
    await signedIn(server, id);
    await login(id, "wrong-Password-1");
    const texts = JSON.stringify(await logged("account.login.recorded", id));
    expect(texts).toContain('"outcome":"signed_in"');
    expect(texts).toContain('"outcome":"failed"');
    expect(texts).toContain('"from":"loopback"');
    expect(texts).not.toContain("127.0.0.1");
    now = Math.ceil(now / 60_000) * 60_000;
    const before = (await logged("account.login.recorded", "unknown")).length;
    for (let burst = 0; burst < 4; burst++)
      // oxlint-disable-next-line no-await-in-loop -- within what is hashed at once
      await Promise.all(Array.from({ length: 10 }, () => login(`x-${randomUUID()}`, "wrong-Password-1")));
    expect((await logged("account.login.recorded", "unknown")).length - before).toBe(30);
    now += 60_000;
    await login(`x-${randomUUID()}`, "wrong-Password-1");
    expect(JSON.stringify(await logged("account.login.recorded", "unknown"))).toContain('"unlogged":10');
    now += 86_400_000;
  });

  test("SE-1: neither passwords nor tokens of sessions are at rest; cookies are bound to https where browsers come by it", async () => {
    const config = await engine.newConfig();
    const secure = await startTestServer({ ...config, publicUrl: "https://probity.example.cn" });
    const { id } = await secure.addPerson();
    await setPassword(secure, id);
    const answer = await post(secure, "/console/session/login", { person: id, password: goodPassword });
    const cookie = answer.headers.get("set-cookie") ?? "";
    expect(cookie).toMatch(/^__Host-probity=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/);
    await secure.close();
    const store = await openStore(config);
    try {
      const rows = [
        await store.db.selectFrom("local_account").selectAll().execute(),
        await store.db.selectFrom("session").selectAll().execute(),
      ];
      const text = JSON.stringify(rows);
      expect(text).toContain("$argon2id$v=19$m=19456,t=2,p=1$");
      expect(text).not.toContain(goodPassword);
      expect(text).not.toContain(cookie.slice("__Host-probity=".length, cookie.indexOf(";")));
    } finally {
      await store.close();
    }
  });
});
