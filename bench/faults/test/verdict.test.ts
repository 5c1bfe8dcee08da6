import { describe, expect, test } from "vitest";
import type { Ledger } from "../ledger.ts";
import type { Report } from "../protocol.ts";
import { judge, type Expectation, type Verdict } from "../verdict.ts";

const ledger = (ids: readonly string[], over: Partial<Ledger> = {}): Ledger => ({
  ids: new Set(ids),
  duplicated: 0,
  withoutResult: 0,
  holes: 0,
  gaps: 0,
  declaredLost: 0,
  ...over,
});

interface Told {
  readonly damaged?: number;
  readonly deadLettered?: number;
  readonly receiptsRefused?: number;
  readonly pending?: number;
}

const report = ({ damaged = 0, deadLettered = 0, receiptsRefused = 0, pending = 0 }: Told = {}): Report =>
  ({
    pending,
    inTime: true,
    health: { spool: { damaged }, sender: { deadLettered }, receipts: { refused: receiptsRefused } },
    // The verdict reads no more of a health.
  }) as unknown as Report;

const verdict = (
  ids: readonly string[],
  found: Ledger,
  last: Report = report(),
  expectation: Expectation = {},
  logProblem?: string,
): Verdict => judge({ ids, refused: 0 }, { ledger: found, logProblem }, last, 0, expectation);

describe("DE-7: the fault matrix can fail", () => {
  test("nothing is wrong when every id is there once, with its result", () => {
    expect(verdict(["a", "b"], ledger(["a", "b"]))).toMatchObject({ emitted: 2, lost: 0, wrong: [] });
  });

  test("an id that the server does not have is lost", () => {
    expect(verdict(["a", "b"], ledger(["a"]))).toMatchObject({ lost: 1, wrong: ["1 lost"] });
  });

  test("a loss that the SDK tells is expected where the row says so, and must be in the log", () => {
    const told = report({ deadLettered: 1 });
    const logged = ledger(["a"], { gaps: 1 });
    expect(verdict(["a", "b"], logged, told, { tolerated: 1 })).toMatchObject({
      lost: 0,
      told: 1,
      wrong: [],
    });
    expect(verdict(["a", "b"], logged, told).wrong).toEqual(["1 told as lost, 0 expected"]);
    expect(verdict(["a", "b"], ledger(["a"]), told, { tolerated: 1 }).wrong).toEqual([
      "1 losses, but no stream.gap in the log",
    ]);
  });

  test.each([
    [ledger(["a"], { duplicated: 2 }), report(), "2 duplicated"],
    [ledger(["a"], { withoutResult: 3 }), report(), "3 accepted without a result"],
    [ledger(["a"], { holes: 4 }), report(), "4 holes in the log"],
    [ledger(["a"]), report({ pending: 5 }), "5 still pending at the end"],
    [ledger(["a"]), report({ receiptsRefused: 6 }), "6 receipts were refused"],
  ])("%#: %j", (found, last, wrong) => {
    expect(verdict(["a"], found, last).wrong).toEqual([wrong]);
  });

  test("a log that does not verify, and a demand of the row that is not met, are wrong", () => {
    const demands = [{ met: false, what: "the fault never struck" }];
    expect(verdict(["a"], ledger(["a"]), report(), { demands }, "bad root").wrong).toEqual([
      "the fault never struck",
      "the log does not verify: bad root",
    ]);
  });
});
