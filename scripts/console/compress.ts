import { readdirSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const types: Readonly<Record<string, string>> = {
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
};
/** Below this a packet holds it as it is. */
const worthBytes = 1_000;

/** Stores every asset compressed beside itself and lists them all in `assets.json`, which is what the server serves. */
export async function compressAssets(
  folder: string,
): Promise<{ readonly plain: number; readonly small: number }> {
  const assets = join(folder, "assets");
  const listed = await Promise.all(readdirSync(assets).map((name) => compress(assets, name)));
  const list = Object.fromEntries(listed.map(({ name, type, encodings }) => [name, { type, encodings }]));
  await writeFile(join(folder, "assets.json"), JSON.stringify(list));
  const sum = (key: "plain" | "small"): number => listed.reduce((total, one) => total + one[key], 0);
  return { plain: sum("plain"), small: sum("small") };
}

interface Listed {
  readonly name: string;
  readonly type: string;
  readonly encodings: readonly ("br" | "gzip")[];
  readonly plain: number;
  readonly small: number;
}

async function compress(folder: string, name: string): Promise<Listed> {
  const type = types[extname(name)];
  if (type === undefined) throw new Error(`${name}: a console's asset of this kind has no media type yet`);
  const content = await readFile(join(folder, name));
  const plain = content.length;
  if (plain < worthBytes) return { name, type, encodings: [], plain, small: plain };
  const [br, gz] = await Promise.all([
    promisify(brotliCompress)(content, {
      params: { [constants.BROTLI_PARAM_SIZE_HINT]: plain, [constants.BROTLI_PARAM_QUALITY]: 10 },
    }),
    promisify(gzip)(content, { level: 9 }),
  ]);
  await Promise.all([writeFile(join(folder, `${name}.br`), br), writeFile(join(folder, `${name}.gz`), gz)]);
  return { name, type, encodings: ["br", "gzip"], plain, small: br.length };
}
