/** What {@link onceADay} works with. */
export interface DayOptions {
  readonly clock: () => number;
  /** In which a day is a day. */
  readonly timeZone: string;
}

/**
 * Work that is done at most once in a calendar day of this process, with the day; a round that fails is tried again. Other
 * processes do it as well: it has to be work of which a repetition changes nothing.
 */
export function onceADay(
  { clock, timeZone }: DayOptions,
  work: (day: string, now: Date) => Promise<void>,
): () => Promise<void> {
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone });
  let done: string | undefined;
  return async () => {
    const now = new Date(clock());
    const day = format.format(now);
    if (day === done) return;
    await work(day, now);
    done = day;
  };
}
