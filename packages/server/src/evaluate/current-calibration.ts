import type { Finding } from "@probity/contracts";
import type { Transaction } from "../store/index.ts";
import { type LabelSums, probabilityOf } from "./precision.ts";
import * as sql from "./statements.ts";

/** One row of a calibration's table. */
export interface CalibratedRule extends LabelSums {
  readonly rule: string;
  readonly version: string;
}

/** By which probabilities events are scored. */
export interface Calibration {
  /** 0: by the priors alone. */
  readonly version: number;
  probability(finding: Finding): number;
}

const slot = (rule: string, version: string): string => `${rule}\n${version}`;

/** A calibration of these sums; what has no label is judged by the prior of its level and class. */
export function calibrationOf(version: number, rows: readonly CalibratedRule[]): Calibration {
  const sums = new Map(rows.map((row) => [slot(row.rule, row.version), row]));
  return {
    version,
    probability: (finding) =>
      probabilityOf(finding.level, finding.class, sums.get(slot(finding.rule, finding.version))),
  };
}

/** Reads calibrations; each is read once, as they never change. */
export interface Calibrations {
  /** Undefined when there is none of this number. */
  read(transaction: Pick<Transaction, "run">, version: number): Promise<Calibration | undefined>;
}

/** Kept in memory: those in use at one moment are one or two. */
const mostKept = 20;

/** Makes the reader of one server. */
export function createCalibrations(): Calibrations {
  const known = new Map<number, Calibration>([[0, calibrationOf(0, [])]]);
  return {
    read: async (transaction, version) => {
      const kept = known.get(version);
      if (kept !== undefined) return kept;
      const [row] = await transaction.run<{ body: string }>(sql.calibrationBody, [version]);
      if (row === undefined) return undefined;
      // Written by makeCalibration.
      const made = calibrationOf(version, JSON.parse(row.body) as readonly CalibratedRule[]);
      if (known.size > mostKept) known.delete(Math.min(...[...known.keys()].filter((one) => one > 0)));
      known.set(version, made);
      return made;
    },
  };
}
