// A host process that emits nothing and sends what others left.
import { createProbity } from "../../src/index.ts";

const [endpoint = "", spoolDir = ""] = process.argv.slice(2);
createProbity({
  endpoint,
  spoolDir,
  source: "test",
  key: `probity_${"k".repeat(43)}`,
  telemetry: false,
  lingerMs: 0,
  heartbeatMs: 0,
  retry: { baseMs: 5, capMs: 20 },
});
setInterval(() => undefined, 1000);
process.stdout.write("ready\n");
