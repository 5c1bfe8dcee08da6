import { expect, test } from "vitest";
import type { OpenFixture } from "./adapter.ts";
import { check, draftFor, stages } from "./drafts.ts";
import { actType } from "./rules.ts";

/** Bodies that nobody honest sends. */
export function hostileTests(open: OpenFixture): void {
  test("SE-4: a hostile body is refused and reaches nobody", async () => {
    const fixture = await open();
    const { token } = await check(fixture, draftFor("allow"));
    const opened = (await stages(fixture)).length;
    const deep = `${'{"draft":'.repeat(2000)}1${"}".repeat(2000)}`;
    const bodies: readonly unknown[] = [
      "null",
      "[]",
      "3",
      '"text"',
      "{",
      "",
      "{}",
      { draft: null, probity_token: token },
      { draft: 5, probity_token: token },
      { draft: [], probity_token: token },
      { draft: draftFor("allow"), probity_token: { toString: "x" } },
      { draft: draftFor("allow"), probity_token: ["a"] },
      { draft: draftFor("allow"), probity_token: "x".repeat(50_000) },
      '{"__proto__":{"probity_token":"x"},"constructor":{"prototype":{"draft":{}}}}',
      deep,
    ];
    const paths = ["/submit", "/check"];
    const answers = await Promise.all(
      paths.flatMap((path) => bodies.map((body) => fixture.post(path, body))),
    );
    const submits = answers.slice(0, bodies.length);
    expect(submits.map(({ status }) => status >= 400 && status < 500)).toEqual(bodies.map(() => true));
    expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
    expect(JSON.stringify(answers)).not.toMatch(/node_modules|\.ts:|at Object/);
    expect(fixture.handled).toEqual([]);
    expect(await fixture.emitted(actType)).toEqual([]);
    expect((await stages(fixture)).filter((stage) => stage !== "opened")).toEqual([]);
    expect(opened).toBe(1);
  });
}
