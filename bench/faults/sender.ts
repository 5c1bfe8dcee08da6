import { join } from "node:path";
import { type Child, nextMessage, startChild } from "../support/child.ts";
import type { Command, EmitterSetup, Report } from "./protocol.ts";

/** An emitting process. */
export interface Sender {
  emit(count: number, perSecond: number, more?: { readonly bad?: number }): Promise<Report>;
  /** Emits and then kills or ends itself; resolves when it is gone. */
  emitAndGo(count: number, perSecond: number, last: "SIGKILL" | "end"): Promise<void>;
  tell(command: Command): Promise<Report>;
  /**
   * Waits until the server has everything. Gives up when three minutes bring nothing. A flush that ran out of its time does
   * not count: its client may not have looked yet at what others left.
   */
  drain(): Promise<Report>;
  signal(signal: NodeJS.Signals): Promise<void>;
  readonly child: Child;
}

const script = new URL("emitter.ts", import.meta.url).pathname;
const roundMs = 2000;
const stillMs = 180_000;

/** Starts an emitting process and waits until its client is open. */
export const startSender = async (setup: EmitterSetup, directory: string): Promise<Sender> => {
  const output = join(directory, "sender.log");
  const child = startChild(script, [JSON.stringify(setup)], output);
  await nextMessage(child, output);
  const tell = async (command: Command): Promise<Report> => {
    const answer = nextMessage(child, output);
    child.process.send(command);
    return (await answer) as Report; // our own child's
  };
  const drain = async (): Promise<Report> => {
    let least = Number.POSITIVE_INFINITY;
    let since = performance.now();
    for (;;) {
      const report = await tell({ do: "flush", timeoutMs: roundMs });
      if (report.pending < least) {
        least = report.pending;
        since = performance.now();
      }
      if ((report.pending === 0 && report.inTime) || performance.now() - since > stillMs) return report;
    }
  };
  return {
    child,
    tell,
    drain,
    emit: (count, perSecond, more = {}) => tell({ do: "emit", count, perSecond, ...more }),
    emitAndGo: async (count, perSecond, last) => {
      child.process.send({ do: "emit", count, perSecond, last } satisfies Command);
      await child.ended();
    },
    signal: (signal) => child.end(signal),
  };
};
