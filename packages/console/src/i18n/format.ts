const two = (value: number): string => String(value).padStart(2, "0");

/** A moment to the minute: `2026-11-30 14:05`. The same in both languages, and as wide in every row. */
export function moment(iso: string): string {
  const date = new Date(iso);
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}`;
}
