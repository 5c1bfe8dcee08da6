import { buildOpenApi } from "../../packages/server/src/index.ts";

/** Builds `packages/server/openapi.json` from the routes themselves. */
export async function openApiDocument(): Promise<string> {
  return `${JSON.stringify(await buildOpenApi(), undefined, 2)}\n`;
}
