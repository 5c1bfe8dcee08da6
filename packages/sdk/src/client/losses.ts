import type { ErrorCode } from "@probity/contracts";

/** Why events were lost before they reached their stream: the limit, no disk and no memory, or no JSON and too large. */
export type LossReason = "full" | "memory" | "refused";

/** Losses of one kind, taken together. */
export interface Loss {
  readonly reason: LossReason;
  readonly count: number;
  /** Milliseconds since the epoch. */
  readonly firstAt: number;
  readonly lastAt: number;
  readonly codes: readonly ErrorCode[];
}

/** Losses that the log does not know of yet, coalesced, and how many there were in all. */
export interface Losses {
  add(code: ErrorCode, now: number): void;
  /** What is to be told; it stays until `told`. */
  waiting(): readonly Loss[];
  /** The log knows of it now. What was lost in the meantime stays. */
  told(loss: Loss): void;
  /** All losses since the start, by reason. */
  counts(): Readonly<Record<LossReason, number>>;
  /** Runs whenever something is lost. */
  onLoss: (() => void) | undefined;
}

/** What a code says; undefined for what the log cannot be told, a call after shutdown. */
const reasonOf = (code: ErrorCode): LossReason | undefined => {
  if (code === "PROBITY_E_CLOSED") return undefined;
  if (code === "PROBITY_E_SPOOL_FULL") return "full";
  return code === "PROBITY_E_SPOOL_WRITE" ? "memory" : "refused";
};

const without = (now: Loss, loss: Loss): Loss => ({
  ...now,
  count: now.count - loss.count,
  firstAt: loss.lastAt,
});

/** No losses. */
export const createLosses = (): Losses => {
  const waiting = new Map<LossReason, Loss>();
  const counts: Record<LossReason, number> = { full: 0, memory: 0, refused: 0 };
  const losses: Losses = {
    onLoss: undefined,
    add: (code, now) => {
      const reason = reasonOf(code);
      if (reason === undefined) return;
      const before = waiting.get(reason);
      const codes = before?.codes ?? [];
      counts[reason] += 1;
      waiting.set(reason, {
        reason,
        count: (before?.count ?? 0) + 1,
        firstAt: before?.firstAt ?? now,
        lastAt: now,
        codes: codes.includes(code) ? codes : [...codes, code],
      });
      losses.onLoss?.();
    },
    waiting: () => [...waiting.values()],
    told: (loss) => {
      const now = waiting.get(loss.reason);
      if (now === undefined || now.count <= loss.count) waiting.delete(loss.reason);
      else waiting.set(loss.reason, without(now, loss));
    },
    counts: () => counts,
  };
  return losses;
};
