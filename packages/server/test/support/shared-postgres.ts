import { execFile } from "node:child_process";
import { createServer, type Server } from "node:http";
import { promisify } from "node:util";
import type { TestProject } from "vitest/node";
import { databaseName, type Postgres, startPostgres } from "./postgres.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Where the workers of a run ask for databases of the one PostgreSQL that they share. */
    readonly sharedPostgres: string;
  }
}

interface Shared {
  readonly postgres: Postgres;
  /** Name of a database that is migrated and empty. */
  readonly template: string;
}

let server: Server | undefined;
let shared: Promise<Shared> | undefined;

/**
 * Global setup: offers databases to all workers of the run. `POST` answers with the URL of a new one, migrated and empty;
 * `DELETE /<name>` drops it; any other request says whether there will be some. PostgreSQL starts with the first request.
 */
export async function setup({ provide }: TestProject): Promise<void> {
  const listening = createServer((request, response) => {
    void answer(request.method ?? "", request.url ?? "").then(
      (text) => response.end(text),
      (error: unknown) => response.writeHead(503).end(String(error)),
    );
  });
  server = listening;
  await new Promise<void>((resolve) => {
    listening.listen(0, "127.0.0.1", resolve);
  });
  const address = listening.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  provide("sharedPostgres", `http://127.0.0.1:${address.port}`);
}

/** Global teardown. */
export async function teardown(): Promise<void> {
  server?.close();
  server?.closeAllConnections();
  const started = await shared?.catch(() => undefined);
  await started?.postgres.stop();
}

async function answer(method: string, path: string): Promise<string> {
  shared ??= start();
  const { postgres, template } = await shared;
  if (method === "POST") return await postgres.newDatabase(template);
  if (method === "DELETE") await postgres.dropDatabase(path.slice(1));
  return "";
}

/** Migrates once, in a process of its own: sources resolve only with their condition. A copy takes a fraction of that. */
async function start(): Promise<Shared> {
  const postgres = await startPostgres();
  try {
    const url = await postgres.newDatabase();
    const script = new URL("migrate-process.ts", import.meta.url).pathname;
    await promisify(execFile)(process.execPath, ["--conditions=@probity/source", script, url]);
    return { postgres, template: databaseName(url) };
  } catch (error) {
    await postgres.stop();
    throw error;
  }
}
