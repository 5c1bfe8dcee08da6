// A host process: emits so many events in one tick, leaves their ids in a file, and then waits to be killed.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createProbity } from "../../src/index.ts";

const [endpoint = "", spoolDir = "", count = "0"] = process.argv.slice(2);
const probity = createProbity({
  endpoint,
  spoolDir,
  source: "test",
  key: `probity_${"k".repeat(43)}`,
  telemetry: false,
});
const ids: string[] = [];
for (let index = 0; index < Number(count); index += 1) {
  ids.push(probity.emit("procurement.award.decided", { ocid: `ocds-${index}` }).id);
}
writeFileSync(join(spoolDir, "ids.json"), JSON.stringify(ids));
process.stdout.write("ready\n");
// The kill comes while nothing of this process's own loop has run: no sender, no sync.
for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
