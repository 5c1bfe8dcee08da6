import { setTimeout as sleep } from "node:timers/promises";
import type { Row, RowContext, RowEnd } from "../row.ts";
import type { Sender } from "../sender.ts";

const burstPerSecond = 2000;

/** Equal shares of the events for each round; the first rounds take what is left over. */
const sharesOf = ({ kills, killEvents }: RowContext["scale"]): readonly number[] =>
  Array.from({ length: kills }, (_, round) => Math.floor((killEvents + kills - 1 - round) / kills));

/** Kills something in each round, at a random moment while a share of the events is emitted and delivered. */
const rounds = async (context: RowContext, sender: Sender, strike: () => Promise<void>): Promise<RowEnd> => {
  const { scale, random, progress } = context;
  for (const [round, share] of sharesOf(scale).entries()) {
    const emitting = sender.emit(share, burstPerSecond);
    await sleep(random.int(Math.ceil((share / burstPerSecond) * 1000) + 100));
    await strike();
    await emitting;
    if ((round + 1) % 10 === 0) progress(`${round + 1} of ${scale.kills} kills`);
  }
  return { report: await sender.drain() };
};

const serverKills = async (context: RowContext, how: "kill" | "stop"): Promise<RowEnd> => {
  const { stage, random } = context;
  return rounds(context, await stage.sender(), async () => {
    await stage.server[how]();
    await sleep(random.int(100));
    await stage.server.start();
  });
};

/** Each round has a process of its own, killed while it emits or sends; what it did not get to is the next one's. */
const senderKills = async ({ stage, scale, random, progress }: RowContext): Promise<RowEnd> => {
  const { kills, killEvents } = scale;
  for (let round = 1; round <= kills; round += 1) {
    const due = Math.max(1, Math.floor((killEvents * round) / kills) - stage.emitted().ids.length);
    const sender = await stage.sender();
    const emitting = sender.emitAndGo(due, burstPerSecond, "SIGKILL");
    await sleep(random.int(Math.ceil((due / burstPerSecond) * 1500)));
    await sender.signal("SIGKILL");
    await emitting;
    if (round % 10 === 0) progress(`${round} of ${kills} kills`);
  }
  const last = await stage.sender();
  const left = killEvents - stage.emitted().ids.length;
  if (left > 0) await last.emit(left, burstPerSecond);
  return { report: await last.drain() };
};

/** kill -9 of each process, at seeded random moments. */
export const killRows: readonly Row[] = [
  {
    id: "kill-sender",
    title: "kill -9 of the emitting process, at random",
    quick: true,
    play: senderKills,
  },
  {
    id: "kill-server",
    title: "kill -9 of the server (PostgreSQL), at random",
    quick: true,
    play: (context) => serverKills(context, "kill"),
  },
  {
    id: "stop-server",
    title: "SIGTERM of the server, at random",
    quick: false,
    play: (context) => serverKills(context, "stop"),
  },
  {
    id: "kill-pglite",
    title: "kill -9 of the server with its embedded database, at random",
    quick: true,
    database: "pglite",
    play: (context) => serverKills(context, "kill"),
  },
  {
    id: "kill-database",
    title: "kill -9 of PostgreSQL, at random",
    quick: true,
    database: "own",
    play: async (context) => {
      const { stage, random, postgres } = context;
      if (postgres === undefined) throw new Error("this row needs PostgreSQL");
      return rounds(context, await stage.sender(), async () => {
        await postgres.kill();
        await sleep(random.int(100));
        await postgres.start();
      });
    },
  },
];
