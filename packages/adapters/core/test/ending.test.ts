import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Ending } from "../src/index.ts";

describe("AD-1: an act ends once, as its handler answers", () => {
  let told: string[];
  const open = (rules: ConstructorParameters<typeof Ending>[1] = {}): Ending =>
    new Ending(
      {
        commit: () => told.push("commit"),
        abandon: (reason) => told.push(`abandon ${reason}`),
        onError: (error) => told.push(`error ${String(error)}`),
      },
      rules,
    );
  beforeEach(() => {
    told = [];
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test("a second answer changes nothing", () => {
    const ending = open();
    ending.answered(200);
    ending.answered(500);
    ending.answered(200);
    ending.disconnected();
    vi.runAllTimers();
    expect(told).toEqual(["commit"]);
  });

  test("an error answer abandons, and no later success revives it", () => {
    const ending = open();
    ending.answered(422);
    ending.answered(200);
    expect(told).toEqual(["abandon http_422"]);
  });

  test("the host's own abandon wins over an answer that looks like success", () => {
    const ending = open();
    ending.abandon("form shown again");
    ending.answered(200);
    expect(told).toEqual(["abandon form shown again"]);
  });

  test("the host may say what success is", () => {
    const ending = open({ succeeded: (status) => status === 202 });
    ending.answered(202);
    expect(told).toEqual(["commit"]);
  });

  test("a lost client waits for the handler; silence abandons; a late success is recorded all the same", () => {
    const ending = open({ abandonAfterMs: 100 });
    ending.disconnected();
    vi.advanceTimersByTime(99);
    expect(told).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(told).toEqual(["abandon client_disconnected"]);
    ending.answered(200);
    expect(told).toEqual(["abandon client_disconnected", "commit"]);
  });

  test("PC-3: a client that throws is reported and goes no further", () => {
    const failing = new Ending(
      {
        commit: () => {
          throw new Error("disk");
        },
        abandon: () => undefined,
        onError: (error) => told.push(String(error)),
      },
      {},
    );
    failing.answered(200);
    expect(told).toEqual(["Error: disk"]);
  });
});
