import type { WallCalendar } from "../wall-calendar.ts";
import type { ReceiptCase, ReceiptLog } from "./read.ts";

/** A hand-up of a case. */
export interface HandUp {
  readonly level: number;
  readonly at: number;
}

const levelDays = 5;
const topLevel = 3;

/**
 * What has to happen, straight from the log: a case goes up the moment after its planned end unless it has ended by then, and
 * again the moment after every five working days, up to level 3, until it ends or the log does.
 */
export function reckon(
  { cases, until }: Pick<ReceiptLog, "cases" | "until">,
  calendar: WallCalendar,
): ReadonlyMap<string, readonly HandUp[]> {
  return new Map(
    cases.map(({ id, planned, end = until }) => {
      const handUps: HandUp[] = [];
      for (
        let at = planned + 1;
        at <= end && handUps.length < topLevel;
        at = calendar.after(at, levelDays) + 1
      )
        handUps.push({ level: handUps.length + 1, at });
      return [id, handUps];
    }),
  );
}

/** Ended after its planned end: what the log itself says of how many were late. */
export const endedLate = ({ planned, end }: ReceiptCase): boolean => end !== undefined && end > planned;

/** What the server did otherwise than it was reckoned, case by case; empty when all is the same. */
export function differences(
  expected: ReadonlyMap<string, readonly HandUp[]>,
  actual: ReadonlyMap<string, readonly HandUp[]>,
): readonly string[] {
  const shown = (handUps: readonly HandUp[] = []): string =>
    handUps.map(({ level, at }) => `${level} at ${new Date(at).toISOString()}`).join(", ") || "none";
  return [...expected].flatMap(([id, wanted]) => {
    const [want, have] = [shown(wanted), shown(actual.get(id))];
    return want === have ? [] : [`${id}: hand-ups ${have}, and not ${want}`];
  });
}
