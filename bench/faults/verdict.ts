import type { Report } from "./protocol.ts";
import type { Emitted, Finish } from "./stage.ts";

/** How a row ended, counted. */
export interface Verdict {
  /** Emits that returned with the event kept. */
  readonly emitted: number;
  /** Of those, not on the server, and nobody was told. */
  readonly lost: number;
  /** Of those, not on the server, but each told by the SDK: damaged on the disk, or refused for ever. */
  readonly told: number;
  /** Emits of which the SDK said at once that it kept nothing. */
  readonly refused: number;
  readonly duplicated: number;
  readonly withoutResult: number;
  readonly holes: number;
  /** Still in the spool when the row ended. */
  readonly pending: number;
  /** Deliveries beyond the first, which the server recognised. */
  readonly extraDeliveries: number;
  /** Losses that the log shows as stream.gap events. */
  readonly gapsInLog: number;
  /** Everything about the row that must not be, in words; empty when it passed. */
  readonly wrong: readonly string[];
}

/** What must come out of a row. */
export interface Expectation {
  /** How many losses may be told; anything more is wrong. Default 0. */
  readonly tolerated?: number | undefined;
  /** More that must hold. */
  readonly demands?: readonly { readonly met: boolean; readonly what: string }[] | undefined;
}

const complaints = (
  verdict: Omit<Verdict, "wrong">,
  { tolerated = 0, demands = [] }: Expectation,
): readonly string[] => {
  const { lost, told, refused, duplicated, withoutResult, holes, pending, gapsInLog } = verdict;
  const rules: readonly (readonly [boolean, string])[] = [
    [lost > 0, `${lost} lost`],
    [told > tolerated, `${told} told as lost, ${tolerated} expected`],
    [duplicated > 0, `${duplicated} duplicated`],
    [withoutResult > 0, `${withoutResult} accepted without a result`],
    [holes > 0, `${holes} holes in the log`],
    [pending > 0, `${pending} still pending at the end`],
    [told + refused > 0 && gapsInLog === 0, `${told + refused} losses, but no stream.gap in the log`],
    ...demands.map(({ met, what }) => [!met, what] as const),
  ];
  return rules.filter(([wrong]) => wrong).map(([, text]) => text);
};

/** Compares what the senders wrote down with what the server's database holds. */
export const judge = (
  { ids, refused }: Emitted,
  { ledger, logProblem }: Finish,
  last: Report,
  extraDeliveries: number,
  expectation: Expectation,
): Verdict => {
  const missing = ids.filter((id) => !ledger.ids.has(id)).length;
  const { spool, sender, receipts } = last.health;
  const told = Math.min(missing, spool.damaged + sender.deadLettered);
  const verdict = {
    emitted: ids.length,
    lost: missing - told,
    told,
    refused,
    duplicated: ledger.duplicated,
    withoutResult: ledger.withoutResult,
    holes: ledger.holes,
    pending: last.pending,
    extraDeliveries,
    gapsInLog: ledger.gaps,
  };
  const believed = { met: receipts.refused === 0, what: `${receipts.refused} receipts were refused` };
  const verified = { met: logProblem === undefined, what: `the log does not verify: ${logProblem ?? ""}` };
  const demands = [...(expectation.demands ?? []), believed, verified];
  return { ...verdict, wrong: complaints(verdict, { ...expectation, demands }) };
};
