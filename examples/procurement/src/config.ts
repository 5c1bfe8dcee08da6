import { join } from "node:path";
import { ProbityError } from "@probity/sdk";
import type { ExampleOptions } from "./index.ts";

/** Options of the app from its environment; see the README for the variables. */
export function configOf(env: NodeJS.ProcessEnv): ExampleOptions {
  const dataDir = env["DATA_DIR"] ?? ".probity-example";
  return {
    endpoint: env["PROBITY_ENDPOINT"] ?? "http://127.0.0.1:7300",
    source: env["PROBITY_SOURCE"] ?? "procurement-demo",
    key: required(env, "PROBITY_KEY"),
    publicKey: required(env, "PROBITY_PUBLIC_KEY"),
    spoolDir: env["PROBITY_SPOOL_DIR"] ?? join(dataDir, "spool"),
    dataDir,
    host: env["HOST"] ?? "127.0.0.1",
    port: portOf(env["PORT"] ?? "7310"),
    log: true,
  };
}

function required(env: NodeJS.ProcessEnv, name: string): string {
  const value = env[name];
  if (value === undefined || value === "") {
    throw new ProbityError(
      "PROBITY_E_CONFIG",
      `set ${name}: \`probity sources add procurement-demo\` prints it`,
    );
  }
  return value;
}

function portOf(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new ProbityError("PROBITY_E_CONFIG", `PORT must be a number from 0 to 65535, not ${text}`);
}
