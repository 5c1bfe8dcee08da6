import type { JsonObject, ProbityError } from "@probity/contracts";
import { createHash } from "node:crypto";
import type { ActiveBundle } from "../bundle/bundle-holder.ts";
import type { Clock } from "../clock.ts";

/** What {@link createRefusals} needs. */
export interface RefusalsSettings {
  readonly clock: Clock;
  readonly active: () => ActiveBundle | undefined;
  /** Says something in the log; false when there was no room. */
  readonly tellLog: (type: string, data: JsonObject) => boolean;
}

const hourMs = 3_600_000;
/** Refusals that are told in an hour: whoever can offer bad bundles shall not be able to fill the log. */
const maxPerHour = 20;
const maxKnown = 256;
const maxDetail = 2000;

/** Tells the log of a refused envelope. */
export type TellRefused = (error: ProbityError, envelope: string) => void;

/**
 * Tells the log of refused bundles (RU-6), each envelope and reason once, so that the centre sees that somebody offers
 * bundles that it never released. What the limit keeps back is counted in the next one.
 */
export const createRefusals = ({ clock, active, tellLog }: RefusalsSettings): TellRefused => {
  const known = new Set<string>();
  let told: number[] = [];
  let untold = 0;

  const dataOf = ({ code, message }: ProbityError): JsonObject => {
    const detail = untold === 0 ? message : `${message} (and ${untold} more since the last one)`;
    const { version = 0, hash = "" } = active() ?? {};
    return {
      refused: { code, detail: detail.slice(0, maxDetail), activeVersion: version, activeHash: hash },
    };
  };

  return (error, envelope) => {
    const name = `${error.code} ${createHash("sha256").update(envelope).digest("base64")}`;
    if (known.has(name)) return;
    const now = clock.monotonic();
    told = told.filter((at) => now - at < hourMs);
    if (told.length >= maxPerHour) {
      untold += 1;
    } else {
      // Without room it is told when it is offered again.
      if (!tellLog("bundle.version.refused", dataOf(error))) return;
      told.push(now);
      untold = 0;
    }
    if (known.size >= maxKnown) known.clear();
    known.add(name);
  };
};
