import { ProbityError } from "@probity/contracts";

/** Query of every list: at most `limit` rows (default 50), after `cursor`, which is the `next` of the page before. */
export const pageQuery = {
  limit: { type: "integer", minimum: 1, maximum: 500, default: 50 },
  cursor: { type: "string", pattern: "^[0-9]{1,15}$" },
} as const;

/** The same for a list in which several rows can have one place: the cursor of {@link keyCursor}. */
export const keyedPageQuery = {
  limit: { type: "integer", minimum: 1, maximum: 500, default: 50 },
  cursor: { type: "string", pattern: "^[0-9]{1,15}\\.[A-Za-z0-9_-]{1,3000}$" },
} as const;

/** The query as read. */
export interface PageQuery {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** A text filter of a list. */
export const filter = { type: "string", minLength: 1, maxLength: 500, pattern: "^[^\\u0000]*$" } as const;

/** Fetch one row more than the page to know whether there is a next one. */
export const fetchLimit = ({ limit }: PageQuery): number => limit + 1;

/** Cuts the extra row off and makes the cursor of the next page from the last row shown. */
export function page<Row>(
  rows: readonly Row[],
  { limit }: PageQuery,
  place: (row: Row) => number | string,
): { readonly rows: readonly Row[]; readonly next?: string } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return rows.length > limit && last !== undefined
    ? { rows: shown, next: String(place(last)) }
    : { rows: shown };
}

/** A cursor behind a row that shares its place with others: what tells them apart, in the order of the list. */
export const keyCursor = (place: number, ...key: readonly string[]): string =>
  `${place}.${Buffer.from(JSON.stringify(key)).toString("base64url")}`;

/** Reads a cursor of {@link keyCursor} with so many keys. Throws `PROBITY_E_REQUEST` for one that no page ended with. */
export function readKeyCursor(
  cursor: string,
  keys: number,
): { readonly place: number; readonly key: readonly string[] } {
  const dot = cursor.indexOf(".");
  const key = parsed(Buffer.from(cursor.slice(dot + 1), "base64url").toString("utf8"));
  if (dot < 1 || key.length !== keys)
    throw new ProbityError("PROBITY_E_REQUEST", "the cursor is not of this list");
  return { place: Number(cursor.slice(0, dot)), key };
}

const isKey = (item: unknown): item is string => typeof item === "string" && !item.includes("\0");

/** Empty for anything but a list of texts that can be asked for. */
function parsed(text: string): readonly string[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && value.every(isKey) ? value : [];
  } catch {
    // The caller says that it is no cursor.
    return [];
  }
}
