import { Worker } from "node:worker_threads";
import { nowMs } from "./clock.ts";
import { type Connection, openConnection } from "./http-connection.ts";

/** Requests of one kind and when they are due. */
export interface Flow {
  readonly url: string;
  /** Whole requests as bytes, sent in order and from the beginning again. */
  readonly requests: readonly Buffer[];
  /** Milliseconds from the beginning, ascending: one for each request that is sent. */
  readonly moments: Float64Array;
  /** A request waits for the first of these that is free. With one, each is sent after the answer to the one before. */
  readonly connections: number;
  /** What the body of a good answer holds; its status is 200. */
  readonly expects: string;
}

/** What became of a flow; only requests due after the warm-up are in it. */
export interface FlowResult {
  readonly due: number;
  readonly answered: number;
  /** Milliseconds from the moment when it was due to the whole answer, of good answers, sorted. */
  readonly latencies: Float64Array;
  /** Milliseconds by which requests were sent after they were due, sorted. */
  readonly lateness: Float64Array;
  /** Requests sent more than a millisecond after they were due. */
  readonly late: number;
  /** Bad answers, broken connections, and no answer at all. */
  readonly failed: number;
  readonly firstFailure: string | undefined;
}

interface Running {
  /** Sends what is due at `now`. */
  drain(now: number): void;
  result(): FlowResult;
  /** Requests due or sent without an answer yet. */
  pending(): number;
  close(): void;
}

const lateMs = 1;

const startFlow = async (flow: Flow, begin: number, warmUpMs: number): Promise<Running> => {
  const { moments, requests } = flow;
  const url = new URL(flow.url);
  const all = await Promise.all(Array.from({ length: flow.connections }, () => openConnection(url)));
  const free: Connection[] = [...all];
  const waiting: number[] = [];
  const latencies: number[] = [];
  const lateness: number[] = [];
  const counts = { next: 0, flying: 0, answered: 0, failed: 0, late: 0 };
  let firstFailure: string | undefined;
  const measured = (nth: number): boolean => (moments[nth] ?? 0) >= warmUpMs;

  const fail = (why: string): void => {
    counts.failed += 1;
    firstFailure ??= why.slice(0, 500);
  };
  const send = async (connection: Connection, nth: number): Promise<void> => {
    const dueAt = begin + (moments[nth] ?? 0);
    const sentAfter = nowMs() - dueAt;
    if (measured(nth)) {
      lateness.push(sentAfter);
      if (sentAfter > lateMs) counts.late += 1;
    }
    counts.flying += 1;
    try {
      const { status, body } = await connection.ask(requests[nth % requests.length] ?? Buffer.alloc(0));
      const taken = nowMs() - dueAt;
      if (status !== 200 || !body.includes(flow.expects)) fail(`status ${status}: ${body.toString("utf8")}`);
      else if (measured(nth)) {
        latencies.push(taken);
        counts.answered += 1;
      }
      release(connection);
    } catch (error) {
      fail(String(error));
      await replace(connection);
    } finally {
      counts.flying -= 1;
    }
  };
  const replace = async (broken: Connection): Promise<void> => {
    broken.close();
    try {
      const connection = await openConnection(url);
      all.push(connection);
      release(connection);
    } catch (error) {
      fail(String(error));
    }
  };
  const release = (connection: Connection): void => {
    const nth = waiting.shift();
    if (nth === undefined) free.push(connection);
    else void send(connection, nth);
  };
  return {
    drain: (now) => {
      while (counts.next < moments.length && begin + (moments[counts.next] ?? 0) <= now) {
        const nth = counts.next++;
        const connection = free.pop();
        if (connection === undefined) waiting.push(nth);
        else void send(connection, nth);
      }
    },
    pending: () => moments.length - counts.next + waiting.length + counts.flying,
    result: () => {
      const unanswered = waiting.length + counts.flying;
      if (unanswered > 0) fail(`${unanswered} requests were not answered in time`);
      return {
        due: moments.filter((moment) => moment >= warmUpMs).length,
        answered: counts.answered,
        latencies: Float64Array.from(latencies).toSorted(),
        lateness: Float64Array.from(lateness).toSorted(),
        late: counts.late,
        failed: counts.failed + Math.max(0, unanswered - 1),
        firstFailure,
      };
    },
    close: () => {
      for (const connection of all) connection.close();
    },
  };
};

/** Told at the end of the warm-up and when the last request is due. */
export interface LoopMarks {
  measuring(): void;
  measured(): void;
}

const patienceMs = 10_000;
/** From opening the connections to the first request. */
const headStartMs = 300;

/**
 * Sends every request at its moment, whatever became of those before (open loop), and waits up to ten seconds for the last
 * answers. `totalMs` is the whole length, of which the first `warmUpMs` are not measured.
 */
export const runOpenLoop = async (
  flows: readonly Flow[],
  { warmUpMs, totalMs }: { readonly warmUpMs: number; readonly totalMs: number },
  marks: LoopMarks,
): Promise<readonly FlowResult[]> => {
  const begin = nowMs() + headStartMs;
  const running = await Promise.all(flows.map((flow) => startFlow(flow, begin, warmUpMs)));
  const ends = [warmUpMs, totalMs];
  const moments = Float64Array.from([...flows.flatMap((flow) => [...flow.moments]), ...ends]).toSorted();
  const cell = new Int32Array(new SharedArrayBuffer(4));
  const ticker = new Worker(new URL("ticker-thread.ts", import.meta.url), {
    workerData: { begin, moments, cell },
  });
  const marked = [() => marks.measuring(), () => marks.measured()];
  const tick = (): void => {
    const now = nowMs();
    for (const flow of running) flow.drain(now);
    while (ends[0] !== undefined && begin + ends[0] <= now) {
      ends.shift();
      marked.shift()?.();
    }
  };
  ticker.on("message", tick);
  await new Promise((resolve, reject) => {
    ticker.once("error", reject);
    ticker.once("exit", resolve);
  });
  tick();
  const deadline = nowMs() + patienceMs;
  while (running.some((flow) => flow.pending() > 0) && nowMs() < deadline)
    await new Promise((resolve) => {
      setTimeout(resolve, 10);
    });
  const results = running.map((flow) => flow.result());
  for (const flow of running) flow.close();
  return results;
};
