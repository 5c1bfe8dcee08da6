import { hash } from "node:crypto";
import { type ProvableLog, textOf, unlessRaced } from "../log/index.ts";
import type { Store } from "../store/index.ts";
import type { Equivocation } from "./judge-streams.ts";

/** Longest header text that fits the field of the event; a header is never longer. */
const maxHeader = 2048;

/**
 * Logs that a source sent another header under a used number, once for each such header: the id follows from it, so that
 * a sender that tries for ever adds nothing (LO-1).
 */
export async function logEquivocation(
  store: Store,
  log: ProvableLog,
  source: string,
  { stored, other }: Equivocation,
): Promise<void> {
  const { src: stream, seq } = other;
  const equivocation = {
    stream,
    sequence: seq,
    storedHash: hash("sha256", stored, "base64"),
    otherHash: other.hash,
    otherHeader: textOf(other.text).slice(0, maxHeader),
  };
  const id = `eqv-${hash("sha256", `${stream}\n${seq}\n${other.hash}`, "hex").slice(0, 32)}`;
  const event = { id, type: "stream.equivocation", subject: stream, data: { equivocation } } as const;
  await unlessRaced(() =>
    store.transaction((transaction) => log.logServerEvents(transaction, source, [event])),
  );
}
