import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

/** Ways in which a file is stored beside itself, the smallest first. */
export const encodings = ["br", "gzip"] as const;
/** One of {@link encodings}. */
export type Encoding = (typeof encodings)[number];

/** A file of the built console, as the build listed it. */
interface ListedFile {
  /** Media type. */
  readonly type: string;
  readonly encodings: readonly Encoding[];
}

/** The console as it was built into this package. */
export interface BuiltSite {
  /** The page, with {@link nonceMark} where the nonce goes. */
  readonly page: string;
  /** By name under `/assets`. The names contain a hash: a file never changes. */
  readonly assets: ReadonlyMap<string, ListedFile>;
  /** Reads an asset of the list, compressed or as it is. */
  read(name: string, encoding: Encoding | undefined): Promise<Buffer>;
}

/** What the build puts where every page has a nonce of its own. */
export const nonceMark = "PROBITY_NONCE";

/** Beside `src` and `dist` alike; `pnpm build` and the first install of the repository fill it. */
const folder = new URL("../../console/", import.meta.url);
const suffixes: Readonly<Record<Encoding, string>> = { br: ".br", gzip: ".gz" };

/** Reads what there is of the console; undefined where it was not built. */
export function openBuiltSite(): BuiltSite | undefined {
  const list = readList();
  if (list === undefined) return undefined;
  const kept = new Map<string, Promise<Buffer>>();
  return {
    page: readFileSync(new URL("index.html", folder), "utf8"),
    assets: new Map(Object.entries(list)),
    read: (name, encoding) => {
      const file = `assets/${name}${encoding === undefined ? "" : suffixes[encoding]}`;
      // As many as the build listed, each of them small.
      const content = kept.get(file) ?? readFile(new URL(file, folder));
      kept.set(file, content);
      return content;
    },
  };
}

function readList(): Readonly<Record<string, ListedFile>> | undefined {
  try {
    // Written by the build of this repository.
    return JSON.parse(readFileSync(fileURLToPath(new URL("assets.json", folder)), "utf8")) as Record<
      string,
      ListedFile
    >;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
