import { describe, expect, onTestFinished, test } from "vitest";
import { checkAct, loneFolder, send, visit } from "./support/lone-app.ts";

const award = "/p/ocds-prbdm1-2026-001/award";
const draft = { bid: "ocds-prbdm1-2026-001-B1", amount: "872400", reason: "none" };

describe("AD-7: the example app on its own, without any central server", () => {
  test("PC-2, PC-3: with no rules at all the flow goes on, and the page says that it was not checked", async () => {
    const visitor = await visit("p-li-qiang");
    const { app, csrf, get, post } = visitor;
    const { decision } = await checkAct(visitor, award, draft);
    expect(decision).toMatchObject({ outcome: "allow", degraded: true, bundleVersion: 0 });
    const done = await post(award, { csrf, ...draft, probity_token: decision.token });
    expect([done.status, done.headers.get("location")]).toEqual([303, "/p/ocds-prbdm1-2026-001?done=award"]);
    expect(await (await get("/p/ocds-prbdm1-2026-001")).text()).toContain('aria-current="step"');
    expect(app.probity.health().spool.pending).toBeGreaterThan(30);
  });

  test("the prepared tenders are put in once; a restart keeps everything", async () => {
    const start = await loneFolder();
    const first = await start();
    const before = first.probity.health().spool.pending;
    await first.close();
    const second = await start();
    onTestFinished(() => second.close());
    // Beside the 30 acts, each process says that it lives and that it ends.
    expect(before).toBeGreaterThanOrEqual(30);
    await expect.poll(() => second.probity.health().spool.pending).toBeGreaterThanOrEqual(before);
    expect(second.probity.health().spool.pending).toBeLessThan(40);
    expect((await (await send(second.url, "/")).text()).match(/<li class="outcome/g)).toHaveLength(5);
  });

  test("SE-4: a form without this session's CSRF token does nothing", async () => {
    const { post, get } = await visit("p-wang-min");
    const forms = [{}, { csrf: "" }, { csrf: "x".repeat(43) }];
    const answers = await Promise.all(
      forms.map((form) => post("/new", { ...form, zh: "a", en: "Forged", estimate: "1" })),
    );
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403]);
    expect(await (await get("/")).text()).not.toContain("Forged");
  });

  test("SE-4: nobody can be signed in by another site, and nothing is shown before sign-in", async () => {
    const { app } = await visit("p-wang-min");
    const foreign = await send(
      app.url,
      "/session",
      { person: "p-li-qiang" },
      { "sec-fetch-site": "cross-site" },
    );
    expect([foreign.status, foreign.headers.getSetCookie()]).toEqual([403, []]);
    const paths = [award, "/inbox", "/new", "/p/ocds-prbdm1-2026-001", "/nothing"];
    const answers = await Promise.all(paths.map((path) => send(app.url, path)));
    expect(answers.map(({ status, headers }) => [status, headers.get("location")])).toEqual(
      paths.map(() => [303, "/"]),
    );
  });

  test("an act of another post is neither checked nor done", async () => {
    const { app, csrf, get, post } = await visit("p-chen-wei");
    const answers = [
      await get(award),
      await post(`${award}/check`, { csrf, ...draft }),
      await post(award, { csrf, ...draft }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303]);
    expect(app.probity.health().prechecks.answered).toBe(0);
  });

  test("SE-4: what people type is text, never markup", async () => {
    const { csrf, get, post } = await visit("p-wang-min");
    const nasty = `"><script>alert(1)</script>'&`;
    const made = await post("/new", { csrf, zh: nasty, en: nasty, estimate: "1000" });
    const page = await (await get(made.headers.get("location") ?? "")).text();
    expect(page).not.toContain("<script>alert");
    expect(page).toContain("&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&#39;&amp;");
  });

  test("SE-4: strict headers on every answer, and no way to another site", async () => {
    const { get } = await visit("p-wang-min");
    const answers = await Promise.all(
      ["/", "/assets/probity-notice.js", "/nothing"].map((path) => get(path)),
    );
    for (const { headers } of answers) {
      expect(headers.get("content-security-policy")).toContain("default-src 'none'");
      expect(headers.get("content-security-policy")).not.toContain("unsafe");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
    }
    const backs = [
      "//evil.example",
      "/\\evil.example",
      "https://evil.example",
      "/%09/evil.example",
      "/inbox",
    ];
    const moved = await Promise.all(backs.map((back) => get(`/lang/en?back=${encodeURIComponent(back)}`)));
    expect(moved.map(({ headers }) => headers.get("location"))).toEqual([
      "/",
      "/",
      "/",
      "/%09/evil.example",
      "/inbox",
    ]);
  });

  test("a sum that is none is refused at its field", async () => {
    const { csrf, post } = await visit("p-li-qiang");
    const sums = ["", "0", "12.345", "1e5", "-5", "99999999999999", "1,000", "NaN", "1".repeat(5000)];
    const answers = await Promise.all(
      sums.map((amount) => post(`${award}/check`, { csrf, ...draft, amount })),
    );
    expect(answers.map(({ status, headers }) => [status, headers.get("probity-code")])).toEqual(
      sums.map(() => [422, "PROBITY_E_PAYLOAD"]),
    );
    expect(await answers[0]?.json()).toMatchObject({
      field: "amount",
      text: expect.stringContaining("marked below"),
    });
    const submitted = await post(award, { csrf, ...draft, amount: "12.345", probity_token: "x" });
    expect([submitted.status, (await submitted.text()).includes(`id="f-amount-error"`)]).toEqual([422, true]);
  });
});
