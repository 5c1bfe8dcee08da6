// A business system: emits events through the real SDK when it is told to, and notes each id after emit returned.
import { randomUUID } from "node:crypto";
import { openSync, writeSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { createProbity, type Clock } from "@probity/sdk";
import { awardData, awardType } from "../support/events.ts";
import { badMark, type Command, type EmitterSetup, type Report } from "./protocol.ts";

// The harness writes a whole setup, and whole commands.
const setup = JSON.parse(process.argv[2] ?? "{}") as EmitterSetup;
const { endpoint, source, key, vkey, spoolDir, idsFile, retry, awaitsShutdown } = setup;
const ids = openSync(idsFile, "a");
const run = randomUUID();
let offset = 0;
let emitted = 0;
const clock: Clock = { now: () => Date.now() + offset, monotonic: () => performance.now() };
const probity = createProbity({
  endpoint,
  source,
  key,
  publicKey: vkey,
  spoolDir,
  retry,
  clock,
  telemetry: false,
});

const emitOne = (bad: boolean): void => {
  emitted += 1;
  const mark = bad ? `${run}-${badMark}` : `${run}-${emitted}`;
  // The data is a valid award; its generator gives plain JSON.
  const receipt = probity.emit(awardType, awardData(mark) as { ocid: string });
  writeSync(ids, receipt.stored === "nowhere" ? "!\n" : `${receipt.id}\n`);
};

const emit = async ({ count, perSecond, bad }: Command & { do: "emit" }): Promise<void> => {
  const begun = performance.now();
  for (let done = 0; done < count;) {
    const due = perSecond === 0 ? count : Math.ceil(((performance.now() - begun) / 1000) * perSecond);
    for (; done < Math.min(due, count); done += 1) emitOne(done === bad);
    if (done < count) await sleep(2);
  }
};

const block = (ms: number): void => {
  const end = performance.now() + ms;
  while (performance.now() < end);
};

const flush = async (timeoutMs: number): Promise<Pick<Report, "pending" | "inTime">> => {
  const begun = performance.now();
  const { pending } = await probity.flush({ timeoutMs });
  return { pending, inTime: performance.now() - begun < timeoutMs };
};

const obey = async (command: Command): Promise<Pick<Report, "pending" | "inTime"> | undefined> => {
  if (command.do === "emit") {
    await emit(command);
    if (command.last === "SIGKILL") process.kill(process.pid, "SIGKILL");
    if (command.last === "end") process.disconnect?.();
  } else if (command.do === "block") block(command.ms);
  else if (command.do === "jump") offset += command.ms;
  else if (command.do === "flush") return flush(command.timeoutMs);
  else return { pending: (await probity.shutdown()).pending, inTime: true };
  return undefined;
};

process.on("message", (command: Command) => {
  void obey(command).then((left) => {
    const health = probity.health();
    const report: Report = { pending: health.spool.pending, inTime: true, ...left, health };
    if (process.connected) process.send?.(report);
    return undefined;
  });
});
// The channel to the harness keeps this process alive until "end".
if (awaitsShutdown === true)
  process.on("SIGTERM", () => void probity.shutdown().finally(() => process.exit(0)));
process.send?.("ready");
