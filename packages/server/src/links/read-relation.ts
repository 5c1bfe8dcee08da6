import { isEntityKind, isRelationKind } from "./kinds.ts";
import { readMoment } from "./moment.ts";
import { entityRef } from "./norm.ts";
import { certain, type NewRelation } from "./relation.ts";

/** A relation of a file as it was written; the columns of the CSV and the names in JSON. */
export interface RelationRow {
  /** `kind:key`, e.g. `organisation:91440300MA5` */
  readonly from: string;
  readonly to: string;
  readonly kind: string;
  /** 0 to 1 */
  readonly share?: number | undefined;
  /** RFC 3339 with offset, or a whole date. */
  readonly validFrom?: string | undefined;
  /** A whole date is valid to its end. */
  readonly validTo?: string | undefined;
  /** In percent; default 100. */
  readonly confidence?: number | undefined;
  /** The register or provider; default: the name of the file. */
  readonly provider?: string | undefined;
}

/** A row that was understood, or what is wrong with it. */
export type ReadRow = { readonly relation: NewRelation } | { readonly problem: string };

/** Reads a row. Whole dates are days of `zone`. Nothing is guessed: what is not understood is refused with its reason. */
export function readRelation(row: RelationRow, zone: string): ReadRow {
  const from = endOf(row.from);
  const to = endOf(row.to);
  if (from === undefined) return { problem: `from is no entity (kind:key): ${clip(row.from)}` };
  if (to === undefined) return { problem: `to is no entity (kind:key): ${clip(row.to)}` };
  if (!isRelationKind(row.kind)) return { problem: `kind is none of the catalogue: ${clip(row.kind)}` };
  const { share = null, confidence = certain } = row;
  if (share !== null && !(share >= 0 && share <= 1)) return { problem: "share must be from 0 to 1" };
  if (!Number.isInteger(confidence) || confidence < 0 || confidence > 100)
    return { problem: "confidence must be a whole number from 0 to 100" };
  const validFrom = row.validFrom === undefined ? null : readMoment(row.validFrom, "start", zone);
  const validTo = row.validTo === undefined ? null : readMoment(row.validTo, "end", zone);
  if (validFrom === undefined) return { problem: `validFrom is no date: ${clip(row.validFrom ?? "")}` };
  if (validTo === undefined) return { problem: `validTo is no date: ${clip(row.validTo ?? "")}` };
  if (validFrom !== null && validTo !== null && validFrom >= validTo)
    return { problem: "validTo must be after validFrom" };
  return { relation: { from, to, kind: row.kind, share, validFrom, validTo, confidence } };
}

function endOf(text: string): ReturnType<typeof entityRef> {
  const colon = text.indexOf(":");
  const kind = text.slice(0, Math.max(0, colon));
  return isEntityKind(kind) ? entityRef(kind, text.slice(colon + 1)) : undefined;
}

const clip = (text: string): string => JSON.stringify(text.slice(0, 80));
