import { join } from "node:path";
import type { ServerConfig } from "../config/index.ts";
import type { Store } from "../store/index.ts";
import type { ChannelParts } from "./channels/index.ts";
import { createNotifier, type Notifier, type NotifierOptions } from "./dispatch/index.ts";
import { createOutboundGuard, createPost } from "./outbound/index.ts";
import { createSecrets } from "./secrets.ts";
import { giveUpMsOf, notifyRetryMsOf, notifyTimeoutMsOf } from "./settings.ts";

/** Notices of one server process. */
export interface Notices extends Notifier {
  /** What its channels are made of. */
  readonly parts: ChannelParts;
}

/** What {@link openNotices} works with. */
export interface OpenNoticesOptions extends Pick<
  NotifierOptions,
  "clock" | "newId" | "random" | "onDead" | "onError"
> {
  readonly config: ServerConfig;
  readonly store: Store;
  /** Where secrets are that are in no file. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly everyMs?: number | undefined;
}

/** Makes what sends notices, as the configuration says; it does nothing before its start. */
export function openNotices({ config, env, ...rest }: OpenNoticesOptions): Notices {
  const { dataDir, secretsDir = join(dataDir, "secrets"), notifyAllow, timeZone, publicUrl } = config;
  const guard = createOutboundGuard(notifyAllow);
  const parts: ChannelParts = {
    guard,
    post: createPost(guard, rest.clock),
    secrets: createSecrets(secretsDir, env),
    clock: rest.clock,
  };
  const notifier = createNotifier({
    ...rest,
    parts,
    timeZone,
    publicUrl: publicUrl?.replace(/\/+$/, ""),
    timeoutMs: notifyTimeoutMsOf(config),
    retryBaseMs: notifyRetryMsOf(config),
    giveUpMs: giveUpMsOf(config),
  });
  return { ...notifier, parts };
}
