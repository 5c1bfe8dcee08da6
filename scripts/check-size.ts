// Bundles what an embedding application would load and compares it with its budget (DE-7, QU-1). Run after the build.
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

interface Budget {
  readonly name: string;
  readonly entry: string;
  /** Bytes of the minified bundle after gzip that no change may exceed. Lower it with every saving. */
  readonly limit: number;
  /** What the specification aims at, where that is less. */
  readonly goal?: number;
  /** Loaded on demand only, so not part of the budget. */
  readonly lazy?: readonly string[];
}

const root = join(import.meta.dirname, "..");
const budgets: readonly Budget[] = [
  {
    name: "@probity/sdk alone (emit, spool, sender, tokens)",
    entry: "packages/sdk/dist/index.js",
    limit: 18_500,
    lazy: ["@probity/engine", "@probity/engine/re2", "@opentelemetry/api"],
  },
  {
    name: "@probity/sdk with the engine",
    entry: "packages/sdk/dist/index.js",
    limit: 38_500,
    goal: 25_000,
    lazy: ["@probity/engine/re2", "@opentelemetry/api"],
  },
  { name: "@probity/engine", entry: "packages/engine/dist/index.js", limit: 21_000 },
];

let over = 0;
for (const { name, entry, limit, goal = limit, lazy = [] } of budgets) {
  const { outputFiles } = await build({
    entryPoints: [join(root, entry)],
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    platform: "node",
    external: [...lazy],
    logLevel: "error",
  });
  const minified = outputFiles[0]?.contents ?? new Uint8Array();
  const size = gzipSync(minified, { level: 9 }).length;
  if (size > limit) over += 1;
  console.log(
    `${size > limit ? "OVER" : "ok  "} ${name}: ${size} of ${limit} bytes gzip (${minified.length} minified)${size > goal ? `; goal ${goal} missed` : ""}`,
  );
}
console.log(`${budgets.length} bundles, ${over} over budget`);
if (over > 0) process.exitCode = 1;
