// Measures one contender under one task, in a process of its own.
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setImmediate as breathe, setTimeout as sleep } from "node:timers/promises";
import { quantile } from "../engine/statistics.ts";
import type { Cell, CellResult, Task } from "./cell.ts";
import type { Client } from "./contender.ts";
import { contenders } from "./contenders/index.ts";

type Measured = Partial<CellResult> & { readonly events: number };

const sorted = (values: readonly number[]): Float64Array => Float64Array.from(values).toSorted();

interface CpuMark {
  readonly main: NodeJS.CpuUsage;
  readonly all: NodeJS.CpuUsage;
}

const markCpu = (): CpuMark => ({ main: process.threadCpuUsage(), all: process.cpuUsage() });

const cpuSince = (mark: CpuMark, events: number): Pick<CellResult, "mainCpuUs" | "allCpuUs"> => {
  const main = process.threadCpuUsage(mark.main);
  const all = process.cpuUsage(mark.all);
  return { mainCpuUs: (main.user + main.system) / events, allCpuUs: (all.user + all.system) / events };
};

const since = async (begun: number, wait: () => Promise<void>): Promise<number> => {
  await wait();
  return performance.now() - begun;
};

/** Remembers how long each emit takes, and after some of them how long until they are on the disk. */
const createProbe = (
  client: Client,
): { readonly emit: () => void; readonly done: () => Promise<Partial<CellResult>> } => {
  const times: number[] = [];
  const durable: Promise<number>[] = [];
  return {
    emit: () => {
      const begun = performance.now();
      client.emit(times.length);
      times.push(performance.now() - begun);
      if (client.durable !== undefined && times.length % 20 === 0) durable.push(since(begun, client.durable));
    },
    done: async () => {
      const emits = sorted(times);
      const waits = sorted(await Promise.all(durable));
      return {
        emitP50Us: quantile(emits, 0.5) * 1000,
        emitP99Us: quantile(emits, 0.99) * 1000,
        durableP50Ms: quantile(waits, 0.5),
        durableP99Ms: quantile(waits, 0.99),
      };
    },
  };
};

const pace = async (client: Client, perSecond: number, seconds: number): Promise<Measured> => {
  const events = Math.round(perSecond * seconds);
  const probe = createProbe(client);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const cpu = markCpu();
  const begun = performance.now();
  for (let done = 0; done < events;) {
    const due = Math.min(events, Math.floor(((performance.now() - begun) / 1000) * perSecond));
    for (; done < due; done += 1) probe.emit();
    await sleep(1);
  }
  const elapsed = (performance.now() - begun) / 1000;
  const spent = cpuSince(cpu, events);
  delay.disable();
  return {
    events,
    ...spent,
    ...(await probe.done()),
    loopDelayP99Ms: delay.percentile(99) / 1_000_000,
    eventsPerSecond: events / elapsed,
  };
};

const slice = 500;

const flood = async (client: Client, events: number): Promise<Measured> => {
  const cpu = markCpu();
  const begun = performance.now();
  for (let done = 0; done < events; done += 1) {
    client.emit(done);
    if (done % slice === 0) await breathe();
  }
  const elapsed = (performance.now() - begun) / 1000;
  return { events, ...cpuSince(cpu, events), eventsPerSecond: events / elapsed };
};

const heapBytes = (): number => {
  if (globalThis.gc === undefined) throw new Error("to be started with --expose-gc");
  globalThis.gc();
  globalThis.gc();
  return process.memoryUsage().heapUsed;
};

const warmUpEvents = 100;

const heap = async (client: Client, events: number): Promise<Measured> => {
  for (let done = 0; done < warmUpEvents; done += 1) client.emit(done);
  await sleep(200);
  const before = heapBytes();
  for (let done = 0; done < events; done += 1) client.emit(done);
  return { events: events + warmUpEvents, heapBytesPerEvent: (heapBytes() - before) / events };
};

const measure = (client: Client, task: Task): Promise<Measured> => {
  if (task.kind === "paced") return pace(client, task.perSecond, task.seconds);
  return task.kind === "flood" ? flood(client, task.events) : heap(client, task.events);
};

const unmeasured: Omit<CellResult, "events" | "undelivered"> = {
  emitP50Us: Number.NaN,
  emitP99Us: Number.NaN,
  mainCpuUs: Number.NaN,
  allCpuUs: Number.NaN,
  loopDelayP99Ms: Number.NaN,
  durableP50Ms: Number.NaN,
  durableP99Ms: Number.NaN,
  eventsPerSecond: Number.NaN,
  heapBytesPerEvent: Number.NaN,
};

// The bench writes a whole cell.
const { contender, address, task } = JSON.parse(process.argv[2] ?? "{}") as Cell;
const open = contenders[contender]?.open;
if (open === undefined) throw new Error(`no contender ${contender}`);
const client = await open(address);
// What only a start costs is not an emit's.
for (let done = 0; done < (task.kind === "paced" ? warmUpEvents : 0); done += 1) client.emit(done);
await sleep(500);
const measured = await measure(client, task);
const undelivered = task.kind === "paced" && task.delivers ? ((await client.close?.()) ?? 0) : 0;
const warmed = task.kind === "paced" ? warmUpEvents : 0;
process.send?.({
  ...unmeasured,
  ...measured,
  events: measured.events + warmed,
  undelivered,
} satisfies CellResult);
