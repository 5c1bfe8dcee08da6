import { setTimeout as sleep } from "node:timers/promises";
import type { Row, RowContext, RowEnd } from "../row.ts";

/** The next process on the same directory sends what the last one left. */
const drainAfterwards = async ({ stage }: RowContext): Promise<RowEnd> => {
  const next = await stage.sender();
  return { report: await next.drain() };
};

/** What can happen to the emitting process itself. */
export const processRows: readonly Row[] = [
  {
    id: "none",
    title: "none",
    quick: true,
    play: async ({ stage, scale }) => {
      const sender = await stage.sender();
      await sender.emit(scale.events, scale.perSecond);
      return { report: await sender.drain() };
    },
  },
  {
    id: "kill-after-last",
    title: "kill -9 right after the last emit",
    quick: false,
    play: async (context) => {
      const { stage, scale } = context;
      const sender = await stage.sender();
      await sender.emitAndGo(scale.events, scale.perSecond, "SIGKILL");
      return drainAfterwards(context);
    },
  },
  {
    id: "burst-kill",
    title: "all in one tick, then kill -9",
    quick: true,
    play: async (context) => {
      const { stage, scale } = context;
      const sender = await stage.sender();
      await sender.emitAndGo(scale.events, 0, "SIGKILL");
      return drainAfterwards(context);
    },
  },
  {
    id: "sigterm",
    title: "SIGTERM, no handler",
    quick: false,
    play: async (context) => {
      const { stage, scale } = context;
      const sender = await stage.sender();
      await sender.emit(scale.events, scale.perSecond);
      await sender.signal("SIGTERM");
      return drainAfterwards(context);
    },
  },
  {
    id: "sigterm-shutdown",
    title: "SIGTERM, app awaits shutdown",
    quick: false,
    play: async (context) => {
      const { stage, scale } = context;
      const sender = await stage.sender({ awaitsShutdown: true });
      await sender.emit(scale.events, scale.perSecond);
      await sender.signal("SIGTERM");
      return drainAfterwards(context);
    },
  },
  {
    id: "natural-exit",
    title: "natural exit, no shutdown call",
    quick: false,
    play: async (context) => {
      const { stage, scale } = context;
      const sender = await stage.sender();
      await sender.emitAndGo(scale.events, scale.perSecond, "end");
      return drainAfterwards(context);
    },
  },
  {
    id: "blocked-loop",
    title: "event loop blocked, then half of them at once",
    quick: false,
    play: async ({ stage, scale }) => {
      const sender = await stage.sender();
      const half = Math.floor(scale.events / 2);
      await sender.emit(half, scale.perSecond);
      await sender.tell({ do: "block", ms: scale.outageMs });
      await sender.emit(scale.events - half, 0);
      return { report: await sender.drain() };
    },
  },
  {
    id: "burst",
    title: "overflow: all in one tick",
    quick: false,
    play: async ({ stage, scale }) => {
      const sender = await stage.sender();
      await sender.emit(scale.events, 0);
      return { report: await sender.drain() };
    },
  },
  {
    id: "burst-3",
    title: "overflow: three times as many in one tick",
    quick: false,
    play: async ({ stage, scale }) => {
      const sender = await stage.sender();
      await sender.emit(scale.events * 3, 0);
      return { report: await sender.drain() };
    },
  },
  {
    id: "two-processes",
    title: "two processes on one spool directory, a third comes and is killed",
    quick: true,
    play: async ({ stage, scale }) => {
      const third = Math.floor(scale.events / 3);
      const [a, b, c] = await Promise.all([stage.sender(), stage.sender(), stage.sender()]);
      const ending = c.emitAndGo(scale.events - 2 * third, scale.perSecond, "SIGKILL");
      await Promise.all([a.emit(third, scale.perSecond), b.emit(third, scale.perSecond), ending]);
      await sleep(100);
      await a.signal("SIGKILL");
      await b.drain();
      const last = await stage.sender();
      return { report: await last.drain() };
    },
  },
];
