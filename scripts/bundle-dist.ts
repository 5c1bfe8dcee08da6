// Bundles the packages that applications embed into one file a door: a cold start then reads three files, not two hundred
// (DE-7). Types come from `tsc --build`, which writes declarations only for these packages. Run by `pnpm build`.
import { globSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { build, type BuildOptions } from "esbuild";

interface Manifest {
  readonly exports: Record<string, { readonly "@probity/source": string }>;
}

/** Files that are loaded by their name, beside the doors: the SDK's delivering thread. */
const threads: Readonly<Record<string, readonly string[]>> = { sdk: ["./src/worker/delivery-worker.ts"] };

/**
 * What runs in a page: as small as it gets, for the oldest browser that it promises. Chinese is escaped, which is smaller once
 * it is compressed, and safe with servers that name no charset.
 */
const inBrowsers: BuildOptions = {
  platform: "browser",
  target: "chrome90",
  // Chrome has `?.` since 80; what it got wrong until 91 is a spread in such a call, which the notice does not have.
  supported: { "optional-chain": true },
  minify: true,
  charset: "ascii",
};
const onServers: BuildOptions = {
  platform: "node",
  target: "node22.12",
  splitting: true,
  chunkNames: "chunks/[hash]",
};

const root = join(import.meta.dirname, "..");
for (const name of ["contracts", "engine", "tlog", "sdk", "notice"]) {
  const folder = join(root, "packages", name);
  const { exports } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest; // our own file
  for (const stale of globSync("dist/**/*.js*", { cwd: folder })) rmSync(join(folder, stale));
  await build({
    entryPoints: [
      ...Object.values(exports).map((door) => door["@probity/source"]),
      ...(threads[name] ?? []),
    ].map((path) => join(folder, path)),
    outdir: join(folder, "dist"),
    outbase: join(folder, "src"),
    bundle: true,
    packages: "external",
    format: "esm",
    sourcemap: true,
    ...(name === "notice" ? inBrowsers : onServers),
    logLevel: "warning",
  });
}
