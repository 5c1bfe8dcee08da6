import type { Book } from "./book.ts";

/** A person by every key that names them. */
export interface NamedPerson {
  /** Of the centre; the key itself for whom the organisation does not know. */
  readonly id: string;
  readonly keys: readonly string[];
}

/** Whom the id of a person, or a key of a business system, names. */
export function namedPerson(book: Book, key: string): NamedPerson {
  const trimmed = key.trim();
  const named = [...book.members].find(([id, { keys }]) => id === trimmed || keys.includes(trimmed));
  const id = named?.[0] ?? trimmed;
  return { id, keys: [...new Set([id, ...(named?.[1].keys ?? [])])] };
}
