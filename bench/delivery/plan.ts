import { join } from "node:path";
import { median } from "../engine/statistics.ts";
import type { CellResult, Task } from "./cell.ts";
import type { Address } from "./contender.ts";
import { contenders } from "./contenders/index.ts";
import { measureImport } from "./import-time.ts";
import type { Options } from "./options.ts";
import type { Places } from "./places.ts";
import { runCell } from "./run-cell.ts";

/** One contender in one place. */
interface Lane {
  readonly name: string;
  readonly contender: string;
  /** Every event is counted in the end. */
  readonly delivers: boolean;
  readonly address: (task: Task["kind"], places: Places) => Promise<Omit<Address, "spoolDir">>;
}

/** A row of the report: medians over the rounds. */
export interface Figures {
  readonly name: string;
  readonly slow: CellResult;
  readonly fast: CellResult;
  /** NaN where there is nothing to measure. */
  readonly floodPerSecond: number;
  readonly heapBytesPerEvent: number;
  readonly importMs: number;
  /** The same in a process that has Node's HTTP loaded, as every web application has. */
  readonly importInWebAppMs: number;
  /** Events sent to the real server in cells that wait for delivery. */
  readonly delivered: number;
}

const peer = (contender: string): Lane => ({
  name: contenders[contender]?.name ?? contender,
  contender,
  delivers: false,
  // The heap is looked at while nothing can be delivered.
  address: (task, places) => (task === "heap" ? places.down() : Promise.resolve(places.sink)),
});

const lanes: readonly Lane[] = [
  peer("none"),
  {
    name: "Probity",
    contender: "probity",
    delivers: true,
    address: (task, places) =>
      task === "heap" ? places.down() : places.server(task === "flood" ? "bench-flood" : "bench"),
  },
  {
    name: "Probity, server down",
    contender: "probity",
    delivers: false,
    address: (_, places) => places.down(),
  },
  ...["posthog", "segment", "otel"].map(peer),
];

const rates = [1000, 10_000] as const;

const medianOf = (results: readonly CellResult[]): CellResult => {
  const of = (key: keyof CellResult): number => median(results.map((result) => result[key]));
  return {
    events: results.reduce((sum, { events }) => sum + events, 0),
    emitP50Us: of("emitP50Us"),
    emitP99Us: of("emitP99Us"),
    mainCpuUs: of("mainCpuUs"),
    allCpuUs: of("allCpuUs"),
    loopDelayP99Ms: of("loopDelayP99Ms"),
    durableP50Ms: of("durableP50Ms"),
    durableP99Ms: of("durableP99Ms"),
    eventsPerSecond: of("eventsPerSecond"),
    heapBytesPerEvent: of("heapBytesPerEvent"),
    undelivered: results.reduce((sum, { undelivered }) => sum + undelivered, 0),
  };
};

/** Everybody takes a turn in each round, so that what else the machine does meets all of them. */
const runPaced = async (
  run: (lane: Lane, task: Task) => Promise<CellResult>,
  perSecond: number,
  { rounds, seconds }: Options,
): Promise<readonly CellResult[]> => {
  const results: CellResult[][] = lanes.map(() => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, lane] of lanes.entries())
      results[index]?.push(await run(lane, { kind: "paced", perSecond, seconds, delivers: lane.delivers }));
  }
  return results.map(medianOf);
};

/** Runs all cells. */
export const runAll = async (
  directory: string,
  places: Places,
  options: Options,
  progress: (text: string) => void,
): Promise<readonly Figures[]> => {
  let cells = 0;
  const run = async (lane: Lane, task: Task): Promise<CellResult> => {
    cells += 1;
    progress(`${lane.name}, ${task.kind}${task.kind === "paced" ? ` ${task.perSecond}/s` : ""}`);
    const address = await lane.address(task.kind, places);
    return runCell(join(directory, `cell-${cells}`), lane.contender, address, task);
  };
  const slow = await runPaced(run, rates[0], options);
  const fast = await runPaced(run, rates[1], options);
  const figures: Figures[] = [];
  for (const [index, lane] of lanes.entries()) {
    const [atSlow, atFast] = [slow[index], fast[index]];
    if (atSlow === undefined || atFast === undefined) continue;
    const isBase = lane.contender === "none";
    const flood = isBase ? undefined : await run(lane, { kind: "flood", events: options.floodEvents });
    const heap = isBase ? undefined : await run(lane, { kind: "heap", events: options.heapEvents });
    const imports = contenders[lane.contender]?.imports ?? [];
    figures.push({
      name: lane.name,
      slow: atSlow,
      fast: atFast,
      floodPerSecond: flood?.eventsPerSecond ?? Number.NaN,
      heapBytesPerEvent: heap?.heapBytesPerEvent ?? Number.NaN,
      importMs: imports.length === 0 ? Number.NaN : measureImport(imports, options.imports),
      importInWebAppMs:
        imports.length === 0
          ? Number.NaN
          : measureImport(imports, options.imports, ["node:http", "node:https"]),
      delivered: lane.delivers ? atSlow.events + atFast.events : 0,
    });
  }
  return figures;
};
