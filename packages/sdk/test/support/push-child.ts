// Waits until releases are pushed to it, says so, and has nothing more to do: it must end by itself.
import { createProbity } from "../../src/index.ts";

const [endpoint = "", publicKey = "", spoolDir = ""] = process.argv.slice(2);
const client = createProbity({
  endpoint,
  publicKey,
  spoolDir,
  source: "test",
  key: `probity_${"k".repeat(43)}`,
  heartbeatMs: 0,
});
const timer = setInterval(() => {
  if (client.health().bundle.push.state !== "connected") return;
  clearInterval(timer);
  process.stdout.write("connected\n");
}, 5);
