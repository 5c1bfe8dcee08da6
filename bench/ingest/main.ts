import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { machineText, readMachine } from "../support/machine.ts";
import { runProgram } from "../support/program.ts";
import { type Postgres, startPostgres } from "../support/postgres.ts";
import { type LogCost, measureLogCost } from "./log-cost.ts";
import { help, readOptions, type EngineName, type Options } from "./options.ts";
import { figuresText, legend, logCostText, summaryLine, tilesText } from "./report.ts";
import { type Figures, runScenario } from "./run-scenario.ts";
import { scenariosOf, slowSyncMs, type Scenario } from "./scenario.ts";
import { compileSlowSync } from "./slow-sync.ts";

interface Databases {
  of(scenario: Scenario): Promise<Postgres | undefined>;
  stop(): Promise<void>;
}

/** One PostgreSQL on the disk as it is and one on a slow disk, each started when it is first needed. */
const openDatabases = (preload: string | undefined): Databases => {
  const started = new Map<boolean, Promise<Postgres>>();
  return {
    of: async ({ engine, syncMs }) => {
      if (engine === "pglite") return undefined;
      const slow = syncMs > 0;
      const running = started.get(slow) ?? startPostgres(slow ? { preload } : {});
      started.set(slow, running);
      return running;
    },
    stop: async () => {
      for (const postgres of started.values()) await (await postgres).stop();
    },
  };
};

const runEngine = async (
  engine: EngineName,
  directory: string,
  databases: Databases,
  { rules, events, rows }: Options,
  slowDisk: boolean,
  cores: number,
): Promise<readonly Figures[]> => {
  const all: Figures[] = [];
  const scenarios = scenariosOf(engine, rules, slowDisk).filter(({ name }) => name.includes(rows));
  for (const [index, scenario] of scenarios.entries()) {
    console.log(`${engine}: ${scenario.name} ...`);
    const place = join(directory, `${engine}-${index}`);
    all.push(await runScenario(place, scenario, await databases.of(scenario), events));
    rmSync(place, { recursive: true, force: true });
  }
  console.log(figuresText(engine, all, cores));
  return all;
};

const run = async (options: Options): Promise<number> => {
  const machine = readMachine(new Date());
  console.log(machineText(machine));
  console.log(
    `${options.events} events of 1 kB a full row, made beforehand; clients in this process, loopback\n`,
  );
  const directory = mkdtempSync(join(tmpdir(), "probity-ingest-"));
  const preload = compileSlowSync(directory, slowSyncMs);
  if (preload === undefined) console.log("skipped: the slow disk needs gcc and Linux");
  const databases = openDatabases(preload);
  try {
    const costs: readonly LogCost[] = [1, 10, 100, 500].map((batch) =>
      measureLogCost(batch, Math.min(options.leaves, batch * 5000)),
    );
    const figures: Figures[] = [];
    for (const engine of options.engines)
      figures.push(
        ...(await runEngine(engine, directory, databases, options, preload !== undefined, machine.cores)),
      );
    console.log(
      `\n${legend}\n${logCostText(costs)}\n${tilesText(figures)}\n\n${summaryLine(figures, costs)}`,
    );
    if (options.json !== undefined)
      writeFileSync(options.json, `${JSON.stringify({ machine, options, figures, costs }, null, 2)}\n`);
    return figures.some(({ wrong }) => wrong.length > 0) ? 1 : 0;
  } finally {
    await databases.stop();
    rmSync(directory, { recursive: true, force: true });
  }
};

await runProgram({ help, readOptions, run, broken: "bench:ingest: a request failed; see above" });
