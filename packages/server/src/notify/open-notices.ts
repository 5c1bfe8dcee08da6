import { join } from "node:path";
import type { ServerConfig } from "../config/index.ts";
import type { Report } from "../guard/index.ts";
import type { Store } from "../store/index.ts";
import type { ChannelParts } from "./channels/index.ts";
import { createNotifier, type Notifier } from "./dispatch/index.ts";
import { createOutboundGuard, createPost } from "./outbound/index.ts";
import { createSecrets } from "./secrets.ts";
import { giveUpMsOf, notifyRetryMsOf, notifyTimeoutMsOf } from "./settings.ts";

/** Notices of one server process. */
export interface Notices extends Notifier {
  /** What its channels are made of. */
  readonly parts: ChannelParts;
}

/** What {@link openNotices} works with. */
export interface OpenNoticesOptions {
  readonly config: ServerConfig;
  readonly store: Store;
  readonly clock: () => number;
  readonly newId: () => string;
  readonly report: Report;
  readonly everyMs?: number | undefined;
}

/** Makes what sends notices, as the configuration and the environment's secrets say; it does nothing before its start. */
export function openNotices({ config, store, clock, newId, report, everyMs }: OpenNoticesOptions): Notices {
  const { dataDir, secretsDir = join(dataDir, "secrets"), notifyAllow, timeZone, publicUrl } = config;
  const guard = createOutboundGuard(notifyAllow);
  const parts: ChannelParts = {
    guard,
    post: createPost(guard, clock),
    secrets: createSecrets(secretsDir, process.env),
    clock,
  };
  const notifier = createNotifier({
    store,
    clock,
    newId,
    everyMs,
    parts,
    timeZone,
    random: Math.random,
    publicUrl: publicUrl?.replace(/\/+$/, ""),
    timeoutMs: notifyTimeoutMsOf(config),
    retryBaseMs: notifyRetryMsOf(config),
    giveUpMs: giveUpMsOf(config),
    onDead: (delivery) => report("warn", delivery, "a notice did not reach its person"),
    onError: (err) => report("error", { err }, "sending notices failed and is tried again"),
  });
  return { ...notifier, parts };
}
