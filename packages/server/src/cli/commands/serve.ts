import type { Command } from "commander";
import { readConfig } from "../../config/index.ts";

import { removeServerFile, writeServerFile } from "../api/server-file.ts";
import type { CommandContext } from "../context.ts";
import { pairs } from "../output/table.ts";
import type { ProgramParts } from "../program.ts";
import { addLeaf } from "./leaf.ts";

interface ServeOptions {
  readonly port?: string;
  readonly host?: string;
  readonly databaseUrl?: string;
  readonly devModels?: readonly string[];
}

/** `probity serve` */
export function addServe(program: Command, parts: ProgramParts): void {
  addLeaf<ServeOptions>(program, parts, {
    name: "serve",
    about: "serve",
    example: "serve --port 7300 --data-dir /var/lib/probity",
    options: [
      ["--port <port>", "servePort"],
      ["--host <host>", "serveHost"],
      ["--database-url <url>", "serveDatabase"],
      ["--dev-models <dirs...>", "serveDevModels"],
    ],
    run: (context, _args, options) => serve(context, options),
  });
}

/** Serves until SIGINT or SIGTERM, then finishes what is under way. */
async function serve(context: CommandContext, options: ServeOptions): Promise<undefined> {
  const { say, terminal, dataDir } = context;
  const stop = terminal.stopSignal();
  const config = readConfig({
    ...context.env,
    ...(options.port === undefined ? {} : { PROBITY_PORT: options.port }),
    ...(options.host === undefined ? {} : { PROBITY_HOST: options.host }),
    ...(options.databaseUrl === undefined ? {} : { PROBITY_DATABASE_URL: options.databaseUrl }),
    ...(options.devModels === undefined ? {} : { PROBITY_DEV_MODELS: options.devModels.join(",") }),
  });
  const { startServer } = await import("../../server.ts");
  const server = await startServer(config, {
    // Standard output is for the result; the log goes beside it.
    logStream: { write: (line) => terminal.err(line) },
  });
  try {
    writeServerFile(dataDir, { url: server.url, pid: process.pid });
    const database = config.databaseUrl === undefined ? "pglite" : "postgres";
    context.print({ url: server.url, vkey: server.vkey, dataDir, database, pid: process.pid }, () => [
      say("serving", { url: server.url }),
      ...pairs([
        [say("docs"), `${server.url}/docs`],
        [say("verifierKey"), server.vkey],
        [say("dataDirectory"), dataDir],
        [say("database"), database === "pglite" ? say("embedded") : "PostgreSQL"],
      ]),
      say("stopHint"),
    ]);
    const signal = await stop;
    context.note(say("stopping", { signal }));
  } finally {
    removeServerFile(dataDir, process.pid);
    await server.close();
  }
  context.note(say("stopped"));
  return undefined;
}
