import { stored } from "../../stored.ts";
import { bytesOf } from "../../verify/bytes.ts";
import type { Checkpoint } from "../../verify/texts.ts";

/** The head that this browser has seen: what comes later has to continue it. */
export interface KnownHead extends Checkpoint {
  /** When it was seen, RFC 3339. */
  readonly at: string;
}

const isText = (text: string): text is string => text.length < 1_000;
const kept = stored("probity.log-head", "browser", isText);

/** What this browser has seen of a log; undefined for the first time, and for another log. */
export function knownHead(origin: string): KnownHead | undefined {
  const [name, size, rootText, at] = (kept.current() ?? "").split("\n");
  const root = bytesOf(rootText ?? "");
  if (name !== origin || root?.length !== 32 || !/^\d{1,16}$/.test(size ?? "")) return undefined;
  return { origin, size: Number(size), root, at: at ?? "" };
}

/** Keeps what was seen. */
export function keepHead({ origin, size, root }: Checkpoint, now: Date): void {
  kept.set([origin, size, btoa(String.fromCharCode(...root)), now.toISOString()].join("\n"));
}
