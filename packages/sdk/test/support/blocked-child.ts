// A host process whose event loop stops for good after its first events, and emits the rest in that state.
import { setTimeout as sleep } from "node:timers/promises";
import { createProbity } from "../../src/index.ts";

const [endpoint = "", spoolDir = "", count = "0"] = process.argv.slice(2);
const probity = createProbity({
  endpoint,
  spoolDir,
  source: "test",
  key: `probity_${"k".repeat(43)}`,
  telemetry: false,
  heartbeatMs: 0,
});
probity.emit("procurement.award.decided", { ocid: "ocds-first" });
await probity.flush();
await sleep(20);
process.stdout.write("ready\n");
const never = new Int32Array(new SharedArrayBuffer(4));
Atomics.wait(never, 0, 0, 100);
for (let index = 1; index < Number(count); index += 1) {
  probity.emit("procurement.award.decided", { ocid: `ocds-${index}` });
}
for (;;) Atomics.wait(never, 0, 0);
