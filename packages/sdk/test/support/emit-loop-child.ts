// A host process that emits without end while its sender works, and notes every id after emit returned.
import { openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { createProbity } from "../../src/index.ts";

const [endpoint = "", spoolDir = ""] = process.argv.slice(2);
const probity = createProbity({
  endpoint,
  spoolDir,
  source: "test",
  key: `probity_${"k".repeat(43)}`,
  telemetry: false,
  lingerMs: 0,
  spool: { segmentBytes: 50_000 },
});
const journal = openSync(join(spoolDir, "emitted.txt"), "a");
process.stdout.write("ready\n");
setInterval(() => {
  for (let index = 0; index < 5; index += 1) {
    writeSync(journal, `${probity.emit("procurement.award.decided", { ocid: "ocds-1" }).id}\n`);
  }
}, 1);
