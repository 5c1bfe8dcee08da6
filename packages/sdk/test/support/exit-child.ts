// A host process that emits and then simply has nothing more to do.
import { createProbity } from "../../src/index.ts";

const [endpoint = "", spoolDir = ""] = process.argv.slice(2);
const probity = createProbity({
  endpoint,
  spoolDir,
  source: "test",
  key: `probity_${"k".repeat(43)}`,
  lingerMs: 0,
  heartbeatMs: 0,
});
probity.emit("procurement.award.decided", { ocid: "ocds-1" });
setTimeout(() => process.stdout.write("done\n"), 100);
