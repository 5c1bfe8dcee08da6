import { entityRef, type EntityRef, isEntityKind, type LinkGraph } from "../links/index.ts";
import { identity, refName } from "./path-text.ts";

/** A party of a question. */
export interface Party {
  /** As the event has it. */
  readonly text: string;
  readonly ref: EntityRef;
  /** Something is known of it. */
  readonly isKnown: boolean;
}

/** The parties of a question, each once. */
export interface Parties {
  readonly parties: readonly Party[];
  readonly refs: readonly EntityRef[];
  /** Texts of those of which nothing is known, and of what cannot be the id of anybody. */
  readonly unknown: readonly string[];
  /** An entity as the event names it, or by its key. */
  readonly nameOf: (ref: EntityRef) => string;
}

/** Reads ids as they stand in events: those of persons and organisations plain, others as `kind:key`. */
export function readParties(graph: LinkGraph, texts: readonly string[]): Parties {
  const parties = new Map<string, Party>();
  const unknown: string[] = [];
  for (const text of texts) {
    const ref = partyRef(text);
    if (ref !== undefined && parties.has(identity(ref))) continue;
    const isKnown = ref !== undefined && graph.knows(ref);
    if (!isKnown) unknown.push(text);
    if (ref !== undefined) parties.set(identity(ref), { text, ref, isKnown });
  }
  const all = [...parties.values()];
  return {
    parties: all,
    refs: all.map(({ ref }) => ref),
    unknown,
    nameOf: (ref) => parties.get(identity(ref))?.text ?? refName(ref),
  };
}

/** Who is meant by an id of an event, or by `kind:key`. A pseudonym has colons as well, but begins with no kind of entity. */
export function partyRef(text: string): EntityRef | undefined {
  const kind = text.slice(0, Math.max(0, text.indexOf(":")));
  return isEntityKind(kind) ? entityRef(kind, text.slice(kind.length + 1)) : entityRef("party", text);
}
