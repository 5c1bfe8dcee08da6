import { ProbityError } from "@probity/contracts";
import { describe, expect, test } from "vitest";
import type { Item, Submission } from "../src/ingest/submission.ts";
import { createWriter, type WriterLimits } from "../src/ingest/writer.ts";

const item: Item = {
  event: { valid: true, source: "s", id: "1", type: "a.b", subject: null, time: "", incomplete: 0 },
  payload: "{}",
  salt: "",
  c: "",
};
const limits: WriterLimits = {
  groups: 1,
  groupEvents: 10,
  groupBytes: 1000,
  waitingEvents: 20,
  waitingBytes: 2000,
};

const request = (src: string, firstSeq: number, count: number, bytes: number = count): Submission => ({
  source: "s",
  src,
  items: Array.from({ length: count }, () => item),
  firstSeq,
  lastSeq: firstSeq + count - 1,
  bytes,
});

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A writer whose groups are committed by hand. */
function manual(over: Partial<WriterLimits> = {}): {
  readonly writer: ReturnType<typeof createWriter<string>>;
  readonly groups: (readonly Submission[])[];
  readonly commit: (outcomes?: readonly (string | ProbityError)[]) => Promise<void>;
  readonly fail: (error: Error) => Promise<void>;
} {
  const groups: (readonly Submission[])[] = [];
  const open: PromiseWithResolvers<readonly (string | ProbityError)[]>[] = [];
  const writer = createWriter<string>({ ...limits, ...over }, (group) => {
    groups.push(group);
    const done = Promise.withResolvers<readonly (string | ProbityError)[]>();
    open.push(done);
    return done.promise;
  });
  let next = 0;
  return {
    writer,
    groups,
    commit: async (outcomes) => {
      const group = groups[next] ?? [];
      open[next++]?.resolve(outcomes ?? group.map(({ src, firstSeq }) => `${src}:${firstSeq}`));
      await settle();
    },
    fail: async (error) => {
      open[next++]?.reject(error);
      await settle();
    },
  };
}

const names = (groups: readonly (readonly Submission[])[]): readonly (readonly string[])[] =>
  groups.map((group) => group.map(({ src, firstSeq }) => `${src}:${firstSeq}`));

describe("LO-8: group commit", () => {
  test("what waits while a group is under way is committed together, and each request gets its own answer", async () => {
    const { writer, groups, commit } = manual();
    const answers = Promise.all(
      [request("a", 1, 1), request("b", 1, 2), request("a", 2, 1)].map((each) => writer.submit(each)),
    );
    expect(names(groups)).toEqual([["a:1"]]);
    await commit();
    expect(names(groups)).toEqual([["a:1"], ["b:1", "a:2"]]);
    await commit();
    expect(await answers).toEqual(["a:1", "b:1", "a:2"]);
  });

  test("a group keeps to its bounds, but takes at least one request", async () => {
    const { writer, groups, commit } = manual();
    const all = [
      request("a", 1, 1),
      request("b", 1, 12),
      request("c", 1, 6),
      request("d", 1, 6),
      request("e", 1, 4),
    ];
    const sent = all
      .slice(0, 1)
      .concat(all.slice(2))
      .map((each) => writer.submit(each));
    await commit();
    expect(names(groups)).toEqual([["a:1"], ["c:1", "e:1"]]);
    await commit();
    await commit();
    expect(await Promise.all(sent)).toHaveLength(4);
    const big = writer.submit(request("b", 1, 12));
    await commit();
    expect(await big).toBe("b:1");
  });

  test("of one stream only requests that follow each other share a group, and none overtakes another", async () => {
    const { writer, groups, commit } = manual();
    const sent = [
      request("x", 1, 1),
      request("a", 5, 2),
      request("a", 5, 2),
      request("a", 7, 1),
      request("b", 1, 1),
    ].map((each) => writer.submit(each));
    await commit();
    expect(names(groups)).toEqual([["x:1"], ["a:5", "b:1"]]);
    await commit();
    expect(names(groups).at(-1)).toEqual(["a:5", "a:7"]);
    await commit();
    expect(await Promise.all(sent)).toHaveLength(5);
  });

  test("a refused request and a failed group reach nobody else", async () => {
    const { writer, commit, fail } = manual();
    const lone = writer.submit(request("x", 1, 1));
    const [good, bad, later] = [request("a", 1, 1), request("b", 1, 1), request("c", 1, 10)].map((each) =>
      writer.submit(each),
    );
    const settled = Promise.allSettled([lone, bad]);
    await fail(new Error("disk"));
    await commit(["taken", new ProbityError("PROBITY_E_STREAM_GAP", "")]);
    expect(await settled).toMatchObject([
      { status: "rejected", reason: { message: "disk" } },
      { status: "rejected", reason: { code: "PROBITY_E_STREAM_GAP" } },
    ]);
    expect(await good).toBe("taken");
    await commit();
    expect(await later).toBe("c:1");
  });

  test("SE-4: over its bound the queue refuses, and takes again when there is room", async () => {
    const { writer, commit } = manual();
    const first = writer.submit(request("x", 1, 1));
    const waiting = [writer.submit(request("a", 1, 10)), writer.submit(request("b", 1, 10))];
    await expect(writer.submit(request("c", 1, 1))).rejects.toMatchObject({ code: "PROBITY_E_OVERLOADED" });
    await commit();
    const again = writer.submit(request("c", 1, 1));
    await expect(writer.submit(request("d", 1, 1, 5000))).rejects.toMatchObject({
      code: "PROBITY_E_OVERLOADED",
    });
    await commit();
    await commit();
    expect(await Promise.all([first, ...waiting])).toHaveLength(3);
    await commit();
    expect(await again).toBe("c:1");
    await writer.idle();
  });
});
