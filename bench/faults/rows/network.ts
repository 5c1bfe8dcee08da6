import { setTimeout as sleep } from "node:timers/promises";
import type { Fault, Script } from "../fault-proxy.ts";
import { badMark } from "../protocol.ts";
import type { Row, RowContext, RowEnd } from "../row.ts";

/** A row whose fault no request met has shown nothing. */
const struck = ({ stage }: RowContext): { readonly met: boolean; readonly what: string } => ({
  met: stage.proxy.faults() > 0,
  what: "no request met the fault",
});

/** Emits while `fault` lasts from the first emit on, then lets everything through. */
const outage =
  (fault: Fault, lasting: (context: RowContext) => number) =>
  async (context: RowContext): Promise<RowEnd> => {
    const { stage, scale } = context;
    const sender = await stage.sender();
    stage.proxy.play(() => fault);
    const emitting = sender.emit(scale.events, scale.perSecond);
    await sleep(lasting(context));
    stage.proxy.play(undefined);
    await emitting;
    return { report: await sender.drain(), demands: [struck(context)] };
  };

/** Emits under a script that stays. */
const under =
  (script: Script) =>
  async (context: RowContext): Promise<RowEnd> => {
    const { stage, scale } = context;
    const sender = await stage.sender();
    stage.proxy.play(script);
    await sender.emit(scale.events, scale.perSecond);
    return { report: await sender.drain(), demands: [struck(context)] };
  };

const whileDown = async ({ stage, scale }: RowContext, restarts: boolean): Promise<RowEnd> => {
  const first = await stage.sender();
  await stage.proxy.down();
  await stage.server.kill();
  const down = sleep(scale.downMs);
  await first.emit(scale.events, scale.perSecond);
  if (restarts) await first.signal("SIGTERM");
  const sender = restarts ? await stage.sender() : first;
  await down;
  await stage.server.start();
  await stage.proxy.up();
  return { report: await sender.drain() };
};

const outageOf = ({ scale }: RowContext): number => scale.outageMs;
const busy: Fault = { kind: "answer", status: 429, headers: { "retry-after": "1" } };

const clockRow = (id: string, title: string, hours: number, quick: boolean): Row => ({
  id,
  title,
  quick,
  play: async (context) => {
    const { stage, scale } = context;
    const sender = await stage.sender();
    const half = Math.floor(scale.events / 2);
    stage.proxy.play(() => busy);
    await sender.emit(half, scale.perSecond);
    await sender.tell({ do: "jump", ms: hours * 3_600_000 });
    await sender.emit(scale.events - half, scale.perSecond);
    stage.proxy.play(undefined);
    return { report: await sender.drain(), demands: [struck(context)] };
  },
});

/** What can happen between SDK and server. */
export const networkRows: readonly Row[] = [
  {
    id: "server-down",
    title: "server down, then up",
    quick: true,
    play: (context) => whileDown(context, false),
  },
  {
    id: "down-restart",
    title: "server down, process restarts, server up",
    quick: false,
    play: (context) => whileDown(context, true),
  },
  {
    id: "429",
    title: "429 + Retry-After 1 for a while",
    quick: true,
    play: outage(busy, outageOf),
  },
  {
    id: "503",
    title: "503 for a while",
    quick: false,
    play: outage({ kind: "answer", status: 503 }, outageOf),
  },
  {
    id: "silent",
    title: "accepts, never answers, for a while",
    quick: false,
    play: outage({ kind: "silent" }, outageOf),
  },
  {
    id: "slow",
    title: "every answer takes 500 ms",
    quick: false,
    play: under(() => ({ kind: "late", ms: 500 })),
  },
  {
    id: "bad-event",
    title: "one bad event -> 400 for its batch",
    quick: true,
    play: async ({ stage, scale }) => {
      const sender = await stage.sender();
      stage.proxy.play((_, events) =>
        events.includes(badMark) ? { kind: "answer", status: 400 } : undefined,
      );
      await sender.emit(scale.events, scale.perSecond, { bad: Math.floor(scale.events / 2) });
      return { report: await sender.drain(), tolerated: 1 };
    },
  },
  {
    id: "lost-ack",
    title: "stored, then ack lost, every 3rd request",
    quick: true,
    play: under((nth) => (nth % 3 === 0 ? { kind: "lose-answer" } : undefined)),
  },
  {
    id: "late-ack",
    title: "stored, ack later than the time-out, for the first third of the time",
    quick: false,
    play: (context) =>
      outage({ kind: "late", ms: context.scale.lateMs }, () => context.scale.downMs / 6)(context),
  },
  clockRow("clock-back", "client clock jumps back 1 h during a 429 window", -1, false),
  clockRow("clock-forward", "client clock jumps on 1 h during a 429 window", 1, false),
];
