import type { EntityRef, RelationKind } from "./kinds.ts";

/** A relation that somebody told of, not yet stored. */
export interface NewRelation {
  readonly from: EntityRef;
  readonly to: EntityRef;
  readonly kind: RelationKind;
  /** 0 to 1; null when it is not known or makes no sense. */
  readonly share: number | null;
  /** RFC 3339; null: always so far. */
  readonly validFrom: string | null;
  /** The first moment at which it holds no more; null: until further notice. */
  readonly validTo: string | null;
  /** In percent. Below 100 it is inferred, and counts only where guesses are asked for. */
  readonly confidence: number;
}

/** Confidence of a fact. */
export const certain = 100;

/** Confidence of a relation that was only inferred (PROC-LNK-009: 0.5). */
export const inferred = 50;

/** Where a relation comes from. */
export interface Origin {
  /** The source of the event, or the name of the provider of an import. */
  readonly source: string;
  /** Place in the log of the event; null for an import. */
  readonly position: number | null;
  /** Id of the import; null for an event. */
  readonly importId: string | null;
  /** Line of the imported file; null for an event. */
  readonly line: number | null;
}

/** A relation with its origin. */
export interface OriginatedRelation extends NewRelation {
  readonly origin: Origin;
}
