import { ProbityError } from "@probity/contracts";
import { loggingTransaction, ownSource } from "../log/index.ts";
import { type ChannelParts, type Delivered, kindOfChannel, type Message } from "./channels/index.ts";
import { attempt } from "./dispatch/index.ts";
import { type ChannelOptions, getChannel, openChannel, secretValues } from "./stored-channels.ts";

/** What {@link testChannel} works with. */
export interface TestOptions extends ChannelOptions {
  readonly newId: () => string;
  readonly parts: ChannelParts;
  readonly timeoutMs: number;
}

/**
 * Sends one message now, beside every queue, to an address that the caller gives, and says how it went. Works on a disabled
 * channel. Logged (LO-7).
 */
export async function testChannel(
  options: TestOptions,
  id: string,
  address: string | undefined,
  by: string,
): Promise<Delivered & { readonly durationMs: number }> {
  const { store, log, newId, parts, timeoutMs } = options;
  const row = await getChannel(store, id);
  const kind = kindOfChannel(row.kind);
  if (kind === undefined)
    throw new ProbityError("PROBITY_E_CHANNEL", `this server knows no channels ${row.kind}`);
  if (kind.address !== undefined && address === undefined)
    throw new ProbityError("PROBITY_E_REQUEST", "say to which address");
  const started = performance.now();
  const delivered = await attempt(
    openChannel(row, kind, parts),
    testMessage(newId(), address, options.clock()),
    {
      timeoutMs,
      stop: new AbortController().signal,
      secrets: secretValues(row, options.secrets),
    },
  );
  const durationMs = Math.round(performance.now() - started);
  const channel = { id, kind: row.kind, change: "tested", by };
  await loggingTransaction(store, (transaction) =>
    log.logServerEvents(transaction, ownSource, [{ type: "notice.channel.changed", data: { channel } }]),
  );
  return { ...delivered, durationMs };
}

const title = "Probity 通知测试 / test of notices";

const testMessage = (id: string, address: string | undefined, now: number): Message => ({
  id,
  person: "operator",
  address,
  locale: "zh-CN",
  title,
  text: `${title}\n收到本消息说明渠道可用。 / This channel works.`,
  items: [{ kind: "notice.test", title, text: "", link: undefined, at: new Date(now).toISOString() }],
  more: 0,
  urgent: false,
});
