import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

/** A chunk in Vite's manifest. */
interface Chunk {
  readonly file: string;
  readonly src?: string;
  readonly imports?: readonly string[];
  readonly css?: readonly string[];
}

type Manifest = Readonly<Record<string, Chunk>>;

/** Bytes after gzip that a browser loads for something. */
export interface ConsoleSize {
  readonly name: string;
  readonly bytes: number;
  readonly limit: number;
}

/** What a screen may add. */
const limit = 200_000;
/** What everybody waits for; the design allows as much as for a screen. Lower it with every saving. */
const firstLimit = 185_000;
const first = "index.html";
/** What is loaded at once with the shell, in the language that most people have. */
const shell = ["src/i18n/texts/zh-CN.ts"];
const home = ["src/screens/inbox/inbox.tsx", "src/screens/inbox/texts/zh-CN.ts"];

/** What the first visit loads, and each screen on top of that (decision 0021). Run after the build. */
export function consoleSizes(root: string): readonly ConsoleSize[] {
  const folder = join(root, "packages/server/console");
  const manifest = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")) as Manifest; // Vite's own
  const weigh = (files: Iterable<string>): number =>
    [...files].reduce(
      (sum, file) => sum + gzipSync(readFileSync(join(folder, file)), { level: 9 }).length,
      0,
    );
  const visited = closure(manifest, [first, ...shell, ...home]);
  const screens = Object.keys(manifest).filter(
    (key) => /^src\/screens\/[^/]+\/[^/]+\.tsx$/.test(key) && !home.includes(key),
  );
  return [
    { name: "the console's first visit: shell and inbox", bytes: weigh(visited), limit: firstLimit },
    ...screens.map((key) => {
      const more = [...closure(manifest, [key])].filter((file) => !visited.has(file));
      return { name: `the console's ${key.split("/")[2]}, on top of that`, bytes: weigh(more), limit };
    }),
  ];
}

/** The files of some chunks, with all that they import at once. */
function closure(manifest: Manifest, keys: readonly string[]): ReadonlySet<string> {
  const files = new Set<string>();
  const visit = (key: string): void => {
    const chunk = manifest[key];
    if (chunk === undefined) throw new Error(`the console's build has no ${key}`);
    if (files.has(chunk.file)) return;
    files.add(chunk.file);
    for (const style of chunk.css ?? []) files.add(style);
    for (const next of chunk.imports ?? []) visit(next);
  };
  keys.forEach(visit);
  return files;
}
