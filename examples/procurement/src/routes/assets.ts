import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { parameter } from "./form.ts";

const folder = join(import.meta.dirname, "../../public");
const types: Readonly<Record<string, string>> = {
  "style.css": "text/css; charset=utf-8",
  "check.js": "text/javascript; charset=utf-8",
};

/** The style sheet and the one small script. */
export function addAssetRoutes(app: FastifyInstance): void {
  const files = new Map(Object.keys(types).map((name) => [name, readFileSync(join(folder, name))]));
  app.get("/assets/:file", async (request, reply) => {
    const name = parameter(request, "file");
    const file = files.get(name);
    if (file === undefined) return reply.code(404).send();
    return reply
      .type(types[name] ?? "application/octet-stream")
      .header("cache-control", "no-cache")
      .send(file);
  });
}
