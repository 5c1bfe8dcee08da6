import { language } from "../../../i18n/i18n.ts";

/** Names of the seven days from Monday on, in the language of the screen. */
export function weekdays(): readonly { readonly short: string; readonly long: string }[] {
  const [short, long] = (["narrow", "long"] as const).map(
    (weekday) => new Intl.DateTimeFormat(language(), { weekday, timeZone: "UTC" }),
  );
  return [1, 2, 3, 4, 5, 6, 7].map((day) => {
    // The first of January 2024 was a Monday.
    const date = new Date(Date.UTC(2024, 0, day));
    return { short: short?.format(date) ?? "", long: long?.format(date) ?? "" };
  });
}
