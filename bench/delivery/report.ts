import { number, table } from "../support/table.ts";
import type { CellResult } from "./cell.ts";
import type { Figures } from "./plan.ts";

const find = (all: readonly Figures[], name: string): Figures | undefined =>
  all.find((figures) => figures.name === name);

/** CPU time of the main thread above that of the same process without an SDK. */
const above = (result: CellResult, base: CellResult | undefined): number =>
  result.mainCpuUs - (base?.mainCpuUs ?? Number.NaN);

const pacedTable = (
  title: string,
  all: readonly Figures[],
  pick: (figures: Figures) => CellResult,
): string => {
  const base = find(all, "no SDK");
  const own = find(all, "Probity");
  const lines = all.map((figures) => {
    const result = pick(figures);
    return [
      figures.name,
      number(result.emitP50Us, 1),
      number(result.emitP99Us, 1),
      own === undefined ? "-" : number(result.emitP50Us / pick(own).emitP50Us, 2),
      base === undefined ? "-" : number(above(result, pick(base)), 1),
      number(result.allCpuUs, 1),
      number(result.loopDelayP99Ms, 1),
      number(result.durableP50Ms, 1),
      number(result.durableP99Ms, 1),
      number(result.eventsPerSecond),
    ];
  });
  const head = [
    title,
    "emit p50 us",
    "p99 us",
    "x p50",
    "main+ us",
    "all threads us",
    "loop p99 ms",
    "durable p50 ms",
    "p99 ms",
    "events/s",
  ];
  return table(head, lines);
};

const restTable = (all: readonly Figures[]): string => {
  const rows = all.filter(({ name }) => name !== "no SDK");
  const own = find(all, "Probity");
  return table(
    ["the rest", "flood events/s", "heap bytes/queued event", "import ms", "in a web app", "x import"],
    rows.map(({ name, floodPerSecond, heapBytesPerEvent, importMs, importInWebAppMs }) => [
      name,
      number(floodPerSecond),
      number(heapBytesPerEvent),
      number(importMs, 1),
      number(importInWebAppMs, 1),
      number(importMs / (own?.importMs ?? Number.NaN), 2),
    ]),
  );
};

const legend = [
  "emit: on the caller's thread, medians over the rounds; x: its figure over ours. main+: CPU time of the main thread per event",
  "above the same process without an SDK; all threads: CPU time of the whole process per event. durable: from emit until the",
  "event is on the disk itself, which only ours can tell. flood: emits per second in one process without pacing; a peer may",
  "drop what its queue cannot hold. heap: held by events that were emitted in one tick while nobody takes them, after",
  "garbage collection; OpenTelemetry holds 2,048 of them and drops the rest. import: cold process, as shipped; in a web app: node:http is there.",
].join("\n");

/** All tables. */
export const figuresText = (all: readonly Figures[]): string =>
  [
    pacedTable("1,000 events/s", all, ({ slow }) => slow),
    pacedTable("10,000 events/s", all, ({ fast }) => fast),
    restTable(all),
    legend,
  ].join("\n\n");

/** What must not be, in words. */
export const wrongIn = (all: readonly Figures[], counted: number): readonly string[] => {
  const own = find(all, "Probity");
  const undelivered = (own?.slow.undelivered ?? 0) + (own?.fast.undelivered ?? 0);
  const missing = (own?.delivered ?? 0) - counted;
  return [
    ...(undelivered === 0 ? [] : [`${undelivered} events were not delivered in time or dropped`]),
    ...(missing === 0
      ? []
      : [`${missing} of ${own?.delivered ?? 0} events are not in the server's database`]),
  ];
};

const peers = ["PostHog", "Segment", "OpenTelemetry logs"] as const;

/** The last line. */
export const summaryLine = (all: readonly Figures[], wrong: readonly string[]): string => {
  const own = find(all, "Probity");
  if (own === undefined) return "bench:delivery: not measured";
  const ratios = peers.map((name) => {
    const figures = find(all, name);
    return `${name} ${number((figures?.fast.emitP50Us ?? Number.NaN) / own.fast.emitP50Us, 2)}x`;
  });
  return (
    `bench:delivery: emit p50 ${number(own.slow.emitP50Us, 1)} us at 1k/s, ${number(own.fast.emitP50Us, 1)} us at 10k/s ` +
    `(p50 against ours: ${ratios.join(", ")}); ${number(own.floodPerSecond)} events/s; ${number(own.heapBytesPerEvent)} heap bytes ` +
    `per queued event; durable p50 ${number(own.fast.durableP50Ms, 1)} ms; import ${number(own.importMs, 1)} ms (${number(own.importInWebAppMs, 1)} in a web app); ` +
    `${number(own.delivered)} events delivered, ${wrong.length} wrong`
  );
};
