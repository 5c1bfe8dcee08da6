// A business system in a process of its own: pre-checks the draft of each line that it reads, and says what it was told.
import { createInterface } from "node:readline";
import { createProbity } from "@probity/sdk";
import { draft } from "./drafts.ts";

const [endpoint = "", source = "", key = "", publicKey = "", spoolDir = ""] = process.argv.slice(2);
const probity = createProbity({ endpoint, source, key, publicKey: publicKey.split(" "), spoolDir });

const say = (value: object): boolean => process.stdout.write(`${JSON.stringify(value)}\n`);

for await (const line of createInterface({ input: process.stdin })) {
  if (line === "health") say({ health: probity.health() });
  else {
    const { outcome, degraded } = await probity.precheck("procurement.tender.published", draft(line));
    await probity.flush({ timeoutMs: 5_000 });
    say({ outcome, degraded });
  }
}
await probity.shutdown({ timeoutMs: 5_000 });
