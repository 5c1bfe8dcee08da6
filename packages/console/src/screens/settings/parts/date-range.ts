import { dayOf, momentOf } from "../../../loop/days.ts";

/** The first moment of a day, where the browser is. */
export const startOf = (day: string): string | undefined =>
  day === "" ? undefined : momentOf(`${day}T00:00`);

/** The end of a day, where the browser is: the first moment of the next. */
export const endOf = (day: string): string | undefined => (day === "" ? undefined : momentOf(`${day}T24:00`));

/** The last day of what ends at a moment. */
export const lastDayBefore = (iso: string): string => dayOf(new Date(Date.parse(iso) - 1));
