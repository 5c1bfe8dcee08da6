import { defaultConfig } from "../config/index.ts";
import { createApp } from "../app.ts";
import type { Context } from "../context.ts";
import { databaseIsDurable } from "../log/index.ts";

/**
 * The OpenAPI 3.1 document of the server, generated from its routes. Needs no database: the routes are registered and
 * never run.
 */
export async function buildOpenApi(): Promise<object> {
  // Handlers hold on to the context and read it only when a request comes.
  const context = {
    config: { ...defaultConfig, logLevel: "silent" },
    newId: () => "",
    durability: databaseIsDurable,
  } as Partial<Context> as Context;
  const app = await createApp(context);
  await app.ready();
  try {
    return app.swagger();
  } finally {
    await app.close();
  }
}
