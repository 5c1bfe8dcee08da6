import { request } from "node:http";
import type { ApprovalRequest } from "@probity/contracts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { approvalRequest } from "./support/approvals.ts";
import { describePglite } from "./support/engines.ts";
import { type Answer, at, startTestServer, type TestServer, type TestSource } from "./support/test-server.ts";

const pathOf = (answer: Answer, index = 0): string => String(at(answer.body, "candidates", index, "path"));

describePglite("PC-7: the page of a second approver", (engine) => {
  let server: TestServer;
  let source: TestSource;
  const lines: string[] = [];
  beforeAll(async () => {
    const config = { ...(await engine.newConfig()), logLevel: "info" as const };
    server = await startTestServer(config, { logStream: { write: (line) => void lines.push(line) } });
    source = await server.addSource();
  });
  afterAll(() => server?.close());

  const ask = async (over: Partial<ApprovalRequest> = {}): Promise<Answer> => {
    const answer = await source.post("/v1/approvals", approvalRequest(over));
    expect(answer.status).toBe(201);
    return answer;
  };
  const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${server.url}${path}`, { redirect: "manual", headers });
  const post = (
    path: string,
    form: Record<string, string>,
    headers: Record<string, string> = {},
  ): Promise<Response> =>
    fetch(`${server.url}${path}`, {
      method: "POST",
      redirect: "manual",
      headers: { "accept-language": "en", ...headers },
      body: new URLSearchParams(form),
    });
  const state = async (answer: Answer): Promise<unknown> =>
    at((await source.get(`/v1/approvals/${String(at(answer.body, "id"))}`)).body, "state");

  test("both languages: by the browser's wish, by the link on the page, kept by the form", async () => {
    const path = pathOf(await ask());
    const languages = async (accept: string, query = ""): Promise<unknown> =>
      /<html lang="([^"]+)"/.exec(await (await get(path + query, { "accept-language": accept })).text())?.[1];
    expect(await languages("en-GB,en;q=0.9")).toBe("en");
    expect(await languages("zh-TW,zh;q=0.9,en;q=0.8")).toBe("zh-CN");
    expect(await languages("fr,en;q=0.2,zh;q=0.8")).toBe("zh-CN");
    expect(await languages("fr;q=0.9,en;q=0.5,zh;q=0")).toBe("en");
    expect(await languages("")).toBe("zh-CN");
    expect(await languages("en", "?lang=zh-CN")).toBe("zh-CN");
    expect(await languages("zh", "?lang=en")).toBe("en");
    expect(await languages("en", "?lang=<script>")).toBe("en");
    const page = await (await get(`${path}?lang=zh-CN`)).text();
    expect(page).toContain('action="?lang=zh-CN"');
    expect(page).toContain('href="?lang=en"');
    const done = await post(`${path}?lang=zh-CN`, { answer: "agree" });
    expect([done.status, done.headers.get("location")]).toEqual([303, "?lang=zh-CN"]);
  });

  test("no script, nothing from elsewhere, no frame, no cookie, nothing kept, and no address in a referrer", async () => {
    const answer = await get(pathOf(await ask()));
    const page = await answer.text();
    expect(page).not.toMatch(/<script|javascript:|https?:\/\/|src=|@import|url\(/);
    expect(answer.headers.get("content-security-policy")).toMatch(
      /^default-src 'none'; style-src 'sha256-[A-Za-z0-9+/]{43}='; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/,
    );
    expect(answer.headers.get("x-frame-options")).toBe("DENY");
    expect(answer.headers.get("referrer-policy")).toBe("no-referrer");
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(answer.headers.get("set-cookie")).toBeNull();
  });

  test("texts of the business system stay texts", async () => {
    const evil = `"><script>alert('x')</script>&amp;\u202e`;
    const both = { "zh-CN": evil, en: evil };
    const answer = await ask({
      requesterName: evil,
      title: both,
      role: evil,
      note: `${evil}\nsecond line`,
      facts: [{ label: both, value: evil }],
      findings: [{ name: both, message: both }],
      candidates: [{ personId: evil, name: "名".repeat(200), roles: [evil] }],
    });
    const page = await (await get(pathOf(answer), { "accept-language": "en" })).text();
    expect(page).not.toContain("<script");
    expect(page.slice(page.indexOf("<body"))).not.toContain("\u202e");
    expect(
      page.match(/&quot;&gt;&lt;script&gt;alert\(&#39;x&#39;\)&lt;\/script&gt;&amp;amp;/g)?.length,
    ).toBeGreaterThan(7);
    expect(page).toContain("second line");
    const wrong = await post(pathOf(answer), { answer: "refuse", reason: "</b></b>" });
    expect(wrong.status).toBe(422);
    expect(await wrong.text()).toContain("&lt;/b&gt;&lt;/b&gt;");
  });

  test("reading decides nothing, however often; a form of another site, or without an answer, decides nothing", async () => {
    const answer = await ask();
    const path = pathOf(answer);
    for (let times = 0; times < 3; times += 1) expect((await get(path)).status).toBe(200);
    expect((await fetch(`${server.url}${path}`, { method: "HEAD" })).status).toBe(200);
    expect((await get(`${path}?answer=agree`)).status).toBe(200);
    for (const site of ["cross-site", "same-site"])
      expect((await post(path, { answer: "agree" }, { "sec-fetch-site": site })).status).toBe(400);
    for (const form of [{}, { answer: "yes" }, { reason: "I agree with all of it" }])
      expect((await post(path, form)).status).toBe(400);
    const json = await fetch(`${server.url}${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: '{"answer":"agree"}',
    });
    expect([json.status, json.headers.get("content-type")]).toEqual([415, "text/html; charset=utf-8"]);
    const large = await post(path, { answer: "agree", reason: "x".repeat(40_000) });
    expect([large.status, large.headers.get("content-type")]).toEqual([413, "text/html; charset=utf-8"]);
    expect(await state(answer)).toBe("open");
    expect((await post(path, { answer: "agree" }, { "sec-fetch-site": "same-origin" })).status).toBe(303);
    expect(await state(answer)).toBe("agreed");
  });

  test("what is no link leads nowhere, and says the same whatever it is", async () => {
    const path = pathOf(await ask());
    const flipped = path.slice(0, -1) + (path.endsWith("A") ? "E" : "A");
    const wrong = [
      flipped,
      `/approve/${"A".repeat(43)}`,
      "/approve/x",
      `/approve/${"y".repeat(480)}`,
      "/approve/%27%20or%201=1",
    ];
    const pages = await Promise.all(wrong.map((one) => get(one, { "accept-language": "en" })));
    expect(pages.map(({ status }) => status)).toEqual(wrong.map(() => 404));
    const texts = await Promise.all(pages.map((one) => one.text()));
    expect(new Set(texts).size).toBe(1);
    expect(texts[0]).toContain("This link is not valid");
    expect((await post(flipped, { answer: "agree" })).status).toBe(404);
  });

  test("each ending says what it is, and to whom it belongs", async () => {
    const answer = await ask();
    expect((await post(pathOf(answer), { answer: "agree", reason: "fine\r\nby me" })).status).toBe(303);
    const own = await (await get(pathOf(answer), { "accept-language": "en" })).text();
    expect(own).toContain("You agreed");
    expect(own).toContain("fine<br />by me");
    const other = await (await get(pathOf(answer, 1), { "accept-language": "zh" })).text();
    expect(other).toContain("已有他人同意");
    expect(other).not.toMatch(/fine|p-one|赵静/);
    const late = await post(pathOf(answer, 1), { answer: "refuse", reason: "I would rather not see that" });
    expect([late.status, (await late.text()).includes("Somebody else agreed")]).toEqual([409, true]);
  });

  test("a reason in any bytes is stored as text", async () => {
    const answer = await ask();
    const { port } = new URL(server.url);
    const body = "answer=refuse&reason=%FF%FE%00%01%F0%9F%98%80+no+good+reason+at+all+%ED%A0%80";
    const status = await new Promise((resolve, reject) => {
      const headers = { "content-type": "application/x-www-form-urlencoded", "content-length": body.length };
      request({ port, path: pathOf(answer), method: "POST", headers }, (got) => resolve(got.statusCode))
        .on("error", reject)
        .end(body);
    });
    expect(status).toBe(303);
    expect(await state(answer)).toBe("refused");
  });

  test("SE-2: the address is the secret: it is neither in the server's own log nor in the database", async () => {
    const answer = await ask();
    const token = pathOf(answer).split("/").at(-1) ?? "";
    await get(pathOf(answer));
    await post(pathOf(answer), { answer: "nothing" });
    expect(lines.some((line) => line.includes("/approve/***"))).toBe(true);
    expect(lines.filter((line) => line.includes(token))).toEqual([]);
    const shown = await server.ops("GET", `/ops/approvals/${String(at(answer.body, "id"))}`);
    expect(JSON.stringify(shown.body)).not.toContain(token);
  });

  describe("PC-7: hostile requests", () => {
    const bad: readonly (readonly [string, object])[] = [
      ["no candidate", { candidates: [] }],
      ["too many candidates", { candidates: Array.from({ length: 51 }, (_, n) => ({ personId: `p${n}` })) }],
      ["the same person twice", { candidates: [{ personId: "p" }, { personId: " p" }] }],
      ["a control character in a name", { candidates: [{ personId: "p", name: "a\u0000b" }] }],
      ["half a surrogate pair", { requesterName: "\ud800" }],
      ["a text of no language", { title: { en: "only" } }],
      ["a long title", { title: { "zh-CN": "x".repeat(501), en: "x" } }],
      ["no digest", { payloadDigest: "ff" }],
      ["an unknown field", { approved: true }],
      ["a deadline of text", { deadlineHours: "24" }],
      [
        "a finding of level 0",
        { findings: [{ level: 0, name: { "zh-CN": "a", en: "a" }, message: { "zh-CN": "a", en: "a" } }] },
      ],
    ];
    test.each(bad)("%s is refused", async (_name, over) => {
      const answer = await source.post("/v1/approvals", { ...approvalRequest(), ...over });
      expect([answer.status, at(answer.body, "code")]).toEqual([400, "PROBITY_E_REQUEST"]);
    });

    test("a source cannot log approvals by itself", async () => {
      const { body } = await source.send([
        {
          specversion: "1.0",
          id: "forged",
          source: source.id,
          type: "precheck.approval.decided",
          time: new Date().toISOString(),
          data: { approval: { id: "a", precheckId: "b", outcome: "agreed", approverId: "p", via: "page" } },
        },
      ]);
      expect(body).toMatchObject({ quarantined: 1, results: [{ code: "PROBITY_E_EVENT_TYPE" }] });
    });
  });
});
