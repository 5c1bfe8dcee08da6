import { ProbityError } from "@probity/contracts";
import type { Submission } from "./submission.ts";

/** Puts requests into groups that are committed together (group commit). */
export interface Writer<Outcome> {
  /** Resolves when the group of this request is durable. Rejects with `PROBITY_E_OVERLOADED` when too much waits. */
  submit(submission: Submission): Promise<Outcome>;
  /** Resolves when nothing waits or runs any more. */
  idle(): Promise<void>;
}

/** Bounds of {@link createWriter}. */
export interface WriterLimits {
  /** Groups that are under way at once. */
  readonly groups: number;
  readonly groupEvents: number;
  readonly groupBytes: number;
  readonly waitingEvents: number;
  readonly waitingBytes: number;
}

interface Waiting<Outcome> {
  readonly submission: Submission;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Collects what waits while the groups before are under way, so that one commit serves many requests. `commit` gives one
 * outcome for each request, in order; when it throws, all requests of that group get its error.
 */
export function createWriter<Outcome>(
  limits: WriterLimits,
  commit: (group: readonly Submission[]) => Promise<readonly (Outcome | ProbityError)[]>,
): Writer<Outcome> {
  let waiting: Waiting<Outcome>[] = [];
  let running = 0;
  let events = 0;
  let bytes = 0;
  let whenIdle: (() => void)[] = [];

  const run = async (group: readonly Waiting<Outcome>[]): Promise<void> => {
    try {
      const outcomes = await commit(group.map(({ submission }) => submission));
      for (const [index, { resolve, reject }] of group.entries()) {
        const outcome = outcomes[index];
        if (outcome === undefined) reject(new Error("a request got no outcome"));
        else if (outcome instanceof ProbityError) reject(outcome);
        else resolve(outcome);
      }
    } catch (error) {
      for (const { reject } of group) reject(error);
    } finally {
      running -= 1;
      start();
    }
  };
  const start = (): void => {
    while (running < limits.groups && waiting.length > 0) {
      const { group, rest } = takeGroup(waiting, limits);
      waiting = rest;
      for (const { submission } of group) {
        events -= submission.items.length;
        bytes -= submission.bytes;
      }
      running += 1;
      void run(group);
    }
    if (running > 0) return;
    for (const resolve of whenIdle) resolve();
    whenIdle = [];
  };
  return {
    submit: (submission) => {
      if (
        events + submission.items.length > limits.waitingEvents ||
        bytes + submission.bytes > limits.waitingBytes
      ) {
        return Promise.reject(new ProbityError("PROBITY_E_OVERLOADED", `${events} events wait to be stored`));
      }
      events += submission.items.length;
      bytes += submission.bytes;
      return new Promise((resolve, reject) => {
        waiting.push({ submission, resolve, reject });
        start();
      });
    },
    idle: () => (running === 0 ? Promise.resolve() : new Promise((resolve) => void whenIdle.push(resolve))),
  };
}

/** The next requests, at least one. Of one stream only those that follow each other: any other waits for its turn. */
function takeGroup<Outcome>(
  waiting: readonly Waiting<Outcome>[],
  limits: WriterLimits,
): { readonly group: readonly Waiting<Outcome>[]; readonly rest: Waiting<Outcome>[] } {
  const group: Waiting<Outcome>[] = [];
  const rest: Waiting<Outcome>[] = [];
  const ends = new Map<string, number>();
  let events = 0;
  let bytes = 0;
  for (const entry of waiting) {
    const { src, firstSeq, lastSeq, items, bytes: size } = entry.submission;
    const end = ends.get(src);
    const follows = firstSeq === 0 || end === undefined || firstSeq === end + 1;
    const fits = events + items.length <= limits.groupEvents && bytes + size <= limits.groupBytes;
    if (group.length > 0 && !(fits && follows)) {
      rest.push(entry);
      // Nothing of this stream may overtake what was put back.
      ends.set(src, Number.NaN);
      continue;
    }
    group.push(entry);
    ends.set(src, lastSeq);
    events += items.length;
    bytes += size;
  }
  return { group, rest };
}
