import { Worker } from "node:worker_threads";
import { nowMs } from "./clock.ts";
import { type Flow, startFlow } from "./flow.ts";
import type { FlowResult } from "./tally.ts";

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
