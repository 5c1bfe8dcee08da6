// Sleeps until each moment of a schedule and then tells its parent. Timers of the event loop are a millisecond too coarse for
// latencies below one, and turning in a circle would take a core from what is measured.
import { parentPort, workerData } from "node:worker_threads";
import { nowMs } from "./clock.ts";

// The parent writes it.
const { begin, moments, cell } = workerData as {
  readonly begin: number;
  readonly moments: Float64Array;
  readonly cell: Int32Array;
};
for (const moment of moments) {
  const wait = begin + moment - nowMs();
  // Anything but "timed-out" means that the parent needs no more ticks.
  if (wait > 0 && Atomics.wait(cell, 0, 0, wait) !== "timed-out") break;
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  parentPort?.postMessage(null);
}
