// The load generator: a process of its own. It gets one job after the other from its parent and sends the figures back.
import type { Flow } from "./flow.ts";
import { runOpenLoop } from "./open-loop.ts";

/** What the parent asks for. */
export interface Job {
  readonly flows: readonly Flow[];
  readonly warmUpMs: number;
  readonly totalMs: number;
}

const told = (message: object): void => void process.send?.(message);

process.on("message", (message) => {
  // The parent writes it; over the wire its buffers are plain byte arrays.
  const { flows, ...times } = message as Job;
  const ready = flows.map((flow) => ({
    ...flow,
    requests: flow.requests.map((bytes) => Buffer.from(bytes)),
  }));
  runOpenLoop(ready, times, {
    measuring: () => told({ mark: "measuring" }),
    measured: () => told({ mark: "measured" }),
  }).then(
    (results) => told({ results }),
    (error: unknown) => told({ error: String(error) }),
  );
});
told({ mark: "ready" });
