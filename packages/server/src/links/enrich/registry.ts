import type { RelationRow } from "../read-relation.ts";

/**
 * A company registry that is asked for what it knows: the interface for adapters of outside data providers. An adapter
 * answers with rows as an import takes them; it decides nothing about identity, and a relation that it only infers has a
 * confidence below 100. It throws a coded error when the registry does not answer: what was not asked is not known, and
 * must not look like "no relation".
 */
export interface CompanyRegistry {
  /** Name under which its relations are stored as their provider. */
  readonly name: string;
  /**
   * Relations that name one of the organisations, each once, in any order. Keys are as the registry writes them. The
   * adapter stops when `signal` is aborted.
   */
  relationsOf(organisations: readonly string[], signal: AbortSignal): AsyncIterable<RelationRow>;
}
