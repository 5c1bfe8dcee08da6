import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { FastifyInstance } from "fastify";
import { parameter } from "./form.ts";

interface Asset {
  readonly type: string;
  readonly body: Uint8Array;
}

const script = "text/javascript; charset=utf-8";

/** The style sheet, the page's one small script, and the notice. */
export async function addAssetRoutes(app: FastifyInstance): Promise<void> {
  const assets: ReadonlyMap<string, Asset> = new Map([
    [
      "style.css",
      { type: "text/css; charset=utf-8", body: read(new URL("../../public/style.css", import.meta.url)) },
    ],
    ["check.js", { type: script, body: read(new URL("../../public/check.js", import.meta.url)) }],
    ["probity-notice.js", { type: script, body: await noticeScript() }],
  ]);
  app.get("/assets/:file", async (request, reply) => {
    const asset = assets.get(parameter(request, "file"));
    if (asset === undefined) return reply.code(404).send();
    return reply.type(asset.type).header("cache-control", "no-cache").send(asset.body);
  });
}

function read(url: URL): Buffer {
  return readFileSync(url);
}

/** An app that installs the package serves its `dist/index.js` as it is; from the sources of this repository it is built. */
async function noticeScript(): Promise<Uint8Array> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(import.meta.resolve("@probity/notice"))],
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    target: "chrome90",
  });
  const [built] = outputFiles;
  if (built === undefined) throw new Error("the notice was not built");
  return built.contents;
}
