import { readFileSync } from "node:fs";
import type { FastifyInstance } from "fastify";
import { parameter } from "./form.ts";

interface Asset {
  readonly type: string;
  readonly body: Buffer;
}

const assets: ReadonlyMap<string, Asset> = new Map([
  [
    "style.css",
    { type: "text/css; charset=utf-8", body: read(new URL("../../public/style.css", import.meta.url)) },
  ],
  [
    "check.js",
    { type: "text/javascript; charset=utf-8", body: read(new URL("../../public/check.js", import.meta.url)) },
  ],
]);

function read(url: URL): Buffer {
  return readFileSync(url);
}

/** The style sheet and the one small script. */
export function addAssetRoutes(app: FastifyInstance): void {
  app.get("/assets/:file", async (request, reply) => {
    const asset = assets.get(parameter(request, "file"));
    if (asset === undefined) return reply.code(404).send();
    return reply.type(asset.type).header("cache-control", "no-cache").send(asset.body);
  });
}
