import { ProbityError } from "@probity/contracts";
import type { Channel, Delivered, Message } from "../channels/index.ts";
import { redacted } from "./redact.ts";

/** The server stops: nothing was said about the message. */
export class Stopped extends Error {}

/**
 * One attempt, over after the timeout whatever the adapter does. Never throws for what the outside does; throws
 * {@link Stopped} when `stop` aborts.
 */
export async function attempt(
  channel: Channel,
  message: Message,
  {
    timeoutMs,
    stop,
    secrets,
  }: { readonly timeoutMs: number; readonly stop: AbortSignal; readonly secrets: readonly string[] },
): Promise<Delivered> {
  const timeout = AbortSignal.timeout(timeoutMs);
  const signal = AbortSignal.any([timeout, stop]);
  const { promise, reject } = Promise.withResolvers<never>();
  const end = (): void => reject(new Error("aborted"));
  signal.addEventListener("abort", end, { once: true });
  try {
    const delivered = await Promise.race([channel.deliver(message, signal), promise]);
    return delivered.ok ? delivered : { ...delivered, error: redacted(delivered.error, secrets) };
  } catch (error) {
    if (stop.aborted) throw new Stopped("the server stops");
    if (timeout.aborted) return { ok: false, error: `no answer within ${timeoutMs} ms` };
    const code = error instanceof ProbityError ? `${error.code}: ` : "";
    return { ok: false, error: `${code}${redacted(error, secrets)}` };
  } finally {
    signal.removeEventListener("abort", end);
  }
}
