// Bundles what an embedding application would load and compares it with its budget (DE-7, QU-1). Run after the build.
import { join, relative } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { consoleSizes } from "./console/sizes.ts";

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
    name: "@probity/sdk alone (emit, spool, pre-check, tokens), without its delivering thread",
    entry: "packages/sdk/dist/index.js",
    limit: 27_900,
    goal: 25_000,
    lazy: ["@probity/engine", "@probity/engine/re2", "@opentelemetry/api"],
  },
  {
    name: "@probity/sdk with the engine, without its delivering thread",
    entry: "packages/sdk/dist/index.js",
    limit: 50_500,
    goal: 25_000,
    lazy: ["@probity/engine/re2", "@opentelemetry/api"],
  },
  {
    name: "the SDK's delivering thread (sender, receipts, adoption)",
    entry: "packages/sdk/dist/worker/delivery-worker.js",
    limit: 17_000,
  },
  { name: "@probity/engine", entry: "packages/engine/dist/index.js", limit: 23_600 },
  {
    name: "@probity/notice, both languages",
    entry: "packages/notice/dist/index.js",
    limit: 12_050,
    goal: 8_000,
  },
  {
    name: "@probity/notice, Chinese alone",
    entry: "packages/notice/dist/zh-CN.js",
    limit: 10_950,
    goal: 8_000,
  },
  {
    name: "@probity/notice, English alone",
    entry: "packages/notice/dist/en.js",
    limit: 10_550,
    goal: 8_000,
  },
];

let over = 0;
/** Bytes of what is loaded at the first import: the entry and the chunks that it imports statically. */
const measure = async (
  entry: string,
  lazy: readonly string[],
): Promise<{ size: number; minified: number }> => {
  const { outputFiles, metafile } = await build({
    entryPoints: [join(root, entry)],
    absWorkingDir: root,
    outdir: "out",
    bundle: true,
    splitting: true,
    metafile: true,
    minify: true,
    write: false,
    format: "esm",
    platform: "node",
    external: [...lazy],
    logLevel: "error",
  });
  const seen = new Set<string>();
  const visit = (path: string): void => {
    if (seen.has(path)) return;
    seen.add(path);
    for (const { path: next, kind } of metafile.outputs[path]?.imports ?? [])
      if (kind === "import-statement" && next in metafile.outputs) visit(next);
  };
  for (const [path, { entryPoint }] of Object.entries(metafile.outputs))
    if (entryPoint === entry) visit(path);
  const texts = outputFiles
    .filter(({ path }) => seen.has(relative(root, path)))
    .map(({ contents }) => contents);
  const all = Buffer.concat(texts);
  return { size: gzipSync(all, { level: 9 }).length, minified: all.length };
};

for (const { name, entry, limit, goal = limit, lazy = [] } of budgets) {
  const { size, minified } = await measure(entry, lazy);
  if (size > limit) over += 1;
  console.log(
    `${size > limit ? "OVER" : "ok  "} ${name}: ${size} of ${limit} bytes gzip (${minified} minified)${size > goal ? `; goal ${goal} missed` : ""}`,
  );
}
const pages = consoleSizes(root);
for (const { name, bytes, limit } of pages) {
  if (bytes > limit) over += 1;
  console.log(`${bytes > limit ? "OVER" : "ok  "} ${name}: ${bytes} of ${limit} bytes gzip`);
}
console.log(`${budgets.length + pages.length} bundles, ${over} over budget`);
if (over > 0) process.exitCode = 1;
