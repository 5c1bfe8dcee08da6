import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { machineText, readMachine } from "../support/machine.ts";
import { runProgram } from "../support/program.ts";
import { help, readOptions, type Options } from "./options.ts";
import { openPlaces } from "./places.ts";
import { runAll } from "./plan.ts";
import { figuresText, summaryLine, wrongIn } from "./report.ts";

const run = async (options: Options): Promise<number> => {
  const machine = readMachine(new Date());
  console.log(machineText(machine));
  const directory = mkdtempSync(join(tmpdir(), "probity-delivery-"));
  const places = await openPlaces(directory);
  console.log(
    `events of 1 kB, ${options.rounds} rounds of ${options.seconds} s; Probity sends to its real server on ${places.database}, which also ` +
      "scores, the peers to a bare HTTP server; all on the loopback and the same cores\n",
  );
  try {
    const figures = await runAll(directory, places, options, (text) => console.log(`... ${text}`));
    const wrong = wrongIn(figures, await places.countEvents("bench"));
    console.log(`\n${figuresText(figures)}\n`);
    for (const what of wrong) console.log(`WRONG: ${what}`);
    console.log(summaryLine(figures, wrong));
    if (options.json !== undefined)
      writeFileSync(options.json, `${JSON.stringify({ machine, options, figures, wrong }, null, 2)}\n`);
    return wrong.length > 0 ? 1 : 0;
  } finally {
    await places.close();
    rmSync(directory, { recursive: true, force: true });
  }
};

await runProgram({ help, readOptions, run, broken: "bench:delivery: a cell broke; see above" });
