// The delivering thread: a courier, wired to its client's messages and shared words.
import { ProbityError } from "@probity/contracts";
import { parentPort, workerData } from "node:worker_threads";
import { systemClock } from "../clock.ts";
import { systemRandom } from "../ids.ts";
import type { Courier } from "../sender/courier.ts";
import { createHttpTransport } from "../sender/http-transport.ts";
import { openCourier } from "../sender/local-courier.ts";
import {
  reportToWire,
  toWire,
  type FromWorker,
  type Question,
  type ToWorker,
  type WorkerStart,
} from "./messages.ts";
import { onSignals } from "./wake-signal.ts";

const { config, engine, words, live, memory } = workerData as WorkerStart; // given by worker-courier.ts
const port = parentPort;
if (port === null) throw new Error("this module is the entry of a worker thread");
const tell = (message: FromWorker): void => port.postMessage(message);

tell({ kind: "ready" });
const transport = createHttpTransport(new URL(config.endpoint), 2);
const courier: Courier = openCourier({
  config,
  engine,
  words,
  clock: systemClock,
  random: systemRandom,
  transport,
  report: (report) => tell({ kind: "report", report: reportToWire(report) }),
  evict: (directory) => tell({ kind: "evict", directory }),
});
if (live !== undefined) courier.opened(live);
for (const event of memory) courier.remember(event);
const endSignals = onSignals(words, config.syncIntervalMs, () => courier.wake());

const stop = async (): Promise<void> => {
  endSignals();
  await courier.stop();
  transport.close();
};

const questions: Readonly<Record<Question, () => Promise<void>>> = {
  synced: () => courier.synced(),
  drained: () => courier.drained(),
  finish: () => courier.finish(),
  stop,
};

const answer = async (question: Question, ticket: number): Promise<void> => {
  try {
    await questions[question]();
    tell({ kind: "answer", ticket });
  } catch (error) {
    const coded =
      error instanceof ProbityError
        ? error
        : new ProbityError("PROBITY_E_DELIVERY_THREAD", question, { cause: error });
    tell({ kind: "answer", ticket, error: toWire(coded) });
  }
  if (question === "stop") port.close();
};

port.on("message", (message: ToWorker) => {
  if (message.kind === "opened") courier.opened(message.live);
  else if (message.kind === "moved") courier.moved(message.directory);
  else if (message.kind === "remember") courier.remember(message.event);
  else void answer(message.question, message.ticket);
});
