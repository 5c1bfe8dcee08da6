import { number } from "../support/table.ts";

/** A ratio that must hold: CPU time per event of a peer over ours, on the same rules in the same process. */
interface Gate {
  readonly peer: string;
  /** The peer takes at least this many times our time. */
  readonly least: number;
}

/** Number of rules at which ratios are gated; with fewer, single rules decide. */
const gatedRules = 82;

/**
 * Floors below what is measured on a busy machine too (about 1/3.5, 7 and 65), so that only a change of ours falls through
 * them (EN-5). `bench/README.md` says why.
 */
const gates: readonly Gate[] = [
  { peer: "hand-written JS", least: 1 / 4.5 },
  { peer: "@marcbachmann/cel-js", least: 5 },
  { peer: "@bufbuild/cel", least: 35 },
];

/** How a gate went. */
export interface GateResult extends Gate {
  readonly measured: number;
  readonly passed: boolean;
}

/** What is asked of a timed row. */
export interface GatedRow {
  readonly name: string;
  readonly cpuRatio: number;
}

/** Tries the gates of those peers that were measured. */
export const tryGates = (rules: number, rows: readonly GatedRow[]): readonly GateResult[] =>
  rules !== gatedRules
    ? []
    : gates.flatMap((gate) => {
        const row = rows.find(({ name }) => name === gate.peer);
        if (row === undefined) return [];
        return [{ ...gate, measured: row.cpuRatio, passed: row.cpuRatio >= gate.least }];
      });

/** The better of two measurements, gate by gate: noise only ever hurts one of them. */
export const betterOf = (
  first: readonly GateResult[],
  second: readonly GateResult[],
): readonly GateResult[] =>
  first.map((result) => {
    const again = second.find(({ peer }) => peer === result.peer);
    return again !== undefined && again.measured > result.measured ? again : result;
  });

/** One line for the reader, with both numbers. */
export const gateText = ({ peer, least, measured, passed }: GateResult): string => {
  const verdict = passed ? "gate passed" : "GATE FAILED";
  return least < 1
    ? `${verdict}: we take ${number(1 / measured, 2)}x the CPU time of ${peer}; at most ${number(1 / least, 2)}x is allowed`
    : `${verdict}: ${peer} takes ${number(measured, 2)}x our CPU time; at least ${number(least, 2)}x is demanded`;
};
