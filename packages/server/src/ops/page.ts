/** Query of every list: at most `limit` rows (default 50), after `cursor`, which is the `next` of the page before. */
export const pageQuery = {
  limit: { type: "integer", minimum: 1, maximum: 500, default: 50 },
  cursor: { type: "string", pattern: "^[0-9]{1,15}(\\.[A-Za-z0-9-]{1,100})?$" },
} as const;

/** The query as read. */
export interface PageQuery {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** A text filter of a list. */
export const filter = { type: "string", minLength: 1, maxLength: 500 } as const;

/** Fetch one row more than the page to know whether there is a next one. */
export const fetchLimit = ({ limit }: PageQuery): number => limit + 1;

/** Cuts the extra row off and makes the cursor of the next page from the last row shown. */
export function page<Row>(
  rows: readonly Row[],
  { limit }: PageQuery,
  place: (row: Row) => number,
): { readonly rows: readonly Row[]; readonly next?: string } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return rows.length > limit && last !== undefined
    ? { rows: shown, next: String(place(last)) }
    : { rows: shown };
}
