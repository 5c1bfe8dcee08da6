import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ErrorCode } from "@probity/contracts";
import { ProbityError } from "@probity/contracts";
import { readConfig } from "../../config/index.ts";
import type { ServerConfig } from "../../config/index.ts";

import type { CommandContext } from "../context.ts";
import type { Api } from "./api.ts";
import { createHttpApi, isServing } from "./http-api.ts";
import { createInjectApi } from "./inject-api.ts";
import { readServerFile } from "./server-file.ts";

/**
 * Finds the data: the server that `--url` names; else the one that serves the data directory, on whatever port; else
 * one at the configured address that takes this directory's token; else nobody serves it and it is opened here.
 */
export async function openApi(context: CommandContext): Promise<Api> {
  const config = readConfig(context.env);
  const api = (await runningServer(context, config)) ?? (await openHere(context, config));
  if (context.options.verbose === true) context.note(context.say("place", { place: api.place }));
  return api;
}

async function runningServer(context: CommandContext, config: ServerConfig): Promise<Api | undefined> {
  const token = personToken(context) ?? config.opsToken ?? readToken(context.dataDir);
  const { purpose } = context.options;
  const named = context.options.url ?? (context.env["PROBITY_URL"] || undefined);
  if (named !== undefined) {
    if (!URL.canParse(named)) throw new ProbityError("PROBITY_E_USAGE", `--url ${named} is not a URL`);
    if (token !== undefined) return createHttpApi(named, { token, purpose });
    const places = `PROBITY_OPS_TOKEN or ${join(context.dataDir, "ops-token")}`;
    throw new ProbityError("PROBITY_E_UNAUTHENTICATED", `no operator token in ${places}`);
  }
  if (token === undefined) return undefined;
  const noted = readServerFile(context.dataDir);
  if (noted !== undefined && (await isServing(noted.url)))
    return createHttpApi(noted.url, { token, purpose });
  const usual = `http://${config.host}:${config.port}`;
  if (config.port === 0 || !(await isServing(usual))) return undefined;
  const api = createHttpApi(usual, { token, purpose });
  return (await takesToken(api)) ? api : undefined;
}

/** False when the server belongs to another data directory. */
async function takesToken(api: Api): Promise<boolean> {
  try {
    await api.call({ method: "GET", path: "/ops/stats" });
    return true;
  } catch (error) {
    const other: readonly ErrorCode[] = ["PROBITY_E_UNAUTHENTICATED", "PROBITY_E_NOT_FOUND"];
    if (error instanceof ProbityError && other.includes(error.code)) return false;
    if (error instanceof ProbityError && error.code === "PROBITY_E_FORBIDDEN") return true;
    throw error;
  }
}

function readToken(dataDir: string): string | undefined {
  try {
    return readFileSync(join(dataDir, "ops-token"), "utf8").trim() || undefined;
  } catch {
    return undefined;
  }
}

/** The whole server in this process without listening: the same routes, the same scorer. */
async function openHere(context: CommandContext, config: ServerConfig): Promise<Api> {
  // Loaded only now: most commands talk to a running server and start faster without one.
  const { openServer } = await import("../../server.ts");
  const server = await openServer({ ...config, logLevel: "silent" });
  const token = personToken(context) ?? server.opsToken;
  const place = context.say("inProcess", { dir: context.dataDir });
  return createInjectApi(server, place, { token, purpose: context.options.purpose });
}

/** Whoever gives a person's token acts as that person. */
const personToken = (context: CommandContext): string | undefined =>
  context.env["PROBITY_TOKEN"] || undefined;
