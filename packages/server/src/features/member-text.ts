import { sha256Hex } from "../sha256.ts";

/** What a column and its separators take as it is. */
// oxlint-disable-next-line no-control-regex -- these are what it cannot take
const plain = /^[^"\u0000-\u001f\ud800-\udfff][^\u0000-\u001f\ud800-\udfff]*$/;

/** A text of an event as the database keeps it: as JSON where it holds what a column cannot. Equal texts stay equal. */
export const packText = (text: string): string => (plain.test(text) ? text : JSON.stringify(text));

/** The text that {@link packText} was given. */
export function unpackText(packed: string): string {
  // Written by packText.
  return packed.startsWith('"') ? (JSON.parse(packed) as string) : packed;
}

const ids = new Map<string, string>();
const mostIds = 5_000;
/** Longer ones are not kept in memory. */
const longest = 200;

/** The key of a member as the database knows it: the first half of the SHA-256 of its JSON, written as a UUID. */
export function keyId(key: string): string {
  if (key.length > longest) return hashOf(key);
  const known = ids.get(key);
  if (known !== undefined) return known;
  const id = hashOf(key);
  // The same keys are asked for again and again: by each window, and by the next event of whom it is about.
  if (ids.size >= mostIds) ids.clear();
  ids.set(key, id);
  return id;
}

function hashOf(key: string): string {
  const hex = sha256Hex(key);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}
