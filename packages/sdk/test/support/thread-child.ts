// A host process that emits one event, waits until it is delivered, and says in which thread that happened.
import { createProbity } from "../../src/index.ts";

const [endpoint = "", spoolDir = ""] = process.argv.slice(2);
const probity = createProbity({
  endpoint,
  spoolDir,
  source: "test",
  key: `probity_${"k".repeat(43)}`,
  telemetry: false,
  heartbeatMs: 0,
});
probity.emit("procurement.award.decided", { ocid: "ocds-1" });
const { pending } = await probity.flush();
process.stdout.write(`${probity.health().sender.thread} ${pending}\n`);
await probity.shutdown();
