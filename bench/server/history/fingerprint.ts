import { createHash } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "../../..");

/** Everything that decides what a prepared history holds. */
const sources = [
  "packages/server/sql/*.sql",
  "bench/server/{history,rules}/*.ts",
  "bench/server/peer/tables.ts",
  "bench/ingest/{act,records}.ts",
  "bench/links/register.ts",
  "bench/support/events.ts",
];

/** A name for a history: of another size, another generator or another schema it is another one. */
export const fingerprint = (spec: object): string => {
  const hash = createHash("sha256").update(JSON.stringify(spec));
  for (const path of globSync(sources, { cwd: root }).toSorted())
    hash.update(path).update(readFileSync(join(root, path)));
  return hash.digest("hex").slice(0, 16);
};
