import { createHash } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What the built console depends on; tests and texts about it do not. */
const inputs = [
  "packages/console/{index.html,package.json,vite.config.ts}",
  "packages/console/src/**/*.*",
  "packages/contracts/src/**/*.ts",
  "packages/engine/src/**/*.ts",
  "scripts/console/*.ts",
  "pnpm-lock.yaml",
];

/** One value for all sources of the console: what was built from the same ones need not be built again. */
export function inputsDigest(root: string): string {
  const hash = createHash("sha256");
  for (const path of globSync(inputs, { cwd: root }).toSorted())
    hash.update(`${path}\n`).update(
      createHash("sha256")
        .update(readFileSync(join(root, path)))
        .digest(),
    );
  return hash.digest("hex");
}
