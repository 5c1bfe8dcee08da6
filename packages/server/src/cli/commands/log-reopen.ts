import { ProbityError } from "@probity/contracts";
import { readConfig } from "../../config/index.ts";
import { isServing } from "../api/http-api.ts";
import { readServerFile } from "../api/server-file.ts";
import { needed } from "../audit/read-input.ts";
import type { CommandContext } from "../context.ts";

/** Options of `log reopen`. */
export interface ReopenOptions {
  readonly origin?: string;
  readonly reason?: string;
  readonly force?: boolean;
}

/** Gives a log that lost entries a new name, with the reason in the log. */
export async function reopen(context: CommandContext, options: ReopenOptions): Promise<undefined> {
  const { say, env, dataDir, terminal } = context;
  const origin = needed(options.origin, "--origin");
  const reason = needed(options.reason, "--reason").slice(0, 2000);
  const noted = readServerFile(dataDir);
  if (noted !== undefined && (await isServing(noted.url)))
    throw new ProbityError("PROBITY_E_USAGE", say("logRunning", { url: noted.url }));
  const config = readConfig(env);
  // The new name must be one that a server can be started with.
  readConfig({ ...env, PROBITY_SIGNING_KEY_NAME: origin });
  // Loaded only now: it brings the databases with it.
  const { reopenLog } = await import("../../reopen-log.ts");
  const force = options.force === true;
  const done = await reopenLog(config, { origin, reason, force }, () => terminal.now());
  const { former, size, vkey, found = null } = done;
  context.print({ origin, former, size, vkey, found }, () => [
    say("logReopened", { former, origin, size }),
    vkey,
  ]);
  return undefined;
}
