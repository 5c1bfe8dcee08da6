const two = (value: number): string => String(value).padStart(2, "0");
const dayMs = 86_400_000;

/** The calendar day of a moment where the browser is: `2026-11-30`. */
export const dayOf = (date: Date): string =>
  `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;

/** The day that is so many days from now. */
export const dayAfter = (days: number): string => dayOf(new Date(Date.now() + days * dayMs));

/** What an input of a moment says, as RFC 3339; nothing for one that is not filled. */
export function momentOf(local: string): string | undefined {
  const date = new Date(local);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}
