import { firstOf, weekdayOf, yearOf } from "./day.ts";

/** What working days are counted by. */
export interface DayRules {
  /** Weekdays on which people work, 1 for Monday. */
  readonly week: ReadonlySet<number>;
  /** Days that are otherwise, by number: true where people work. */
  readonly days: ReadonlyMap<number, boolean>;
}

interface YearTable {
  readonly first: number;
  /** How many working days there are before the n-th day of the year; one more than it has days. */
  readonly sums: Uint16Array;
  readonly total: number;
}

/** Counts working days; days are numbers since 1970-01-01. */
export interface DayCount {
  isWorking(day: number): boolean;
  /** The n-th working day after a day, or before it where n is negative; undefined beyond 400 years. */
  step(day: number, n: number): number | undefined;
  /** Working days after `from`, up to and with `to`; 0 where it does not lie later. */
  between(from: number, to: number): number;
}

const mostTables = 512;
const mostYears = 400;

/** Makes the count. Each year that is asked about is summed up once. */
export function dayCount({ week, days }: DayRules): DayCount {
  const tables = new Map<number, YearTable>();
  const isWorking = (day: number): boolean => days.get(day) ?? week.has(weekdayOf(day));
  const tableOf = (year: number): YearTable => {
    const known = tables.get(year);
    if (known !== undefined) return known;
    const first = firstOf(year);
    const sums = new Uint16Array(firstOf(year + 1) - first + 1);
    for (let index = 1; index < sums.length; index += 1)
      sums[index] = (sums[index - 1] ?? 0) + (isWorking(first + index - 1) ? 1 : 0);
    const made = { first, sums, total: sums.at(-1) ?? 0 };
    if (tables.size >= mostTables) tables.clear();
    tables.set(year, made);
    return made;
  };
  return {
    isWorking,
    step: (day, n) => {
      if (n === 0) return day;
      const start = yearOf(day);
      let [year, table] = [start, tableOf(start)];
      // Which working day of the year it is, the first being 1.
      let rank = (table.sums[day - table.first + (n > 0 ? 1 : 0)] ?? 0) + (n > 0 ? n : n + 1);
      while (rank > table.total || rank < 1) {
        if (Math.abs(year - start) >= mostYears) return undefined;
        if (rank > table.total) {
          rank -= table.total;
          table = tableOf((year += 1));
        } else {
          table = tableOf((year -= 1));
          rank += table.total;
        }
      }
      return table.first + nth(table.sums, rank) - 1;
    },
    between: (from, to) => {
      if (to <= from) return 0;
      const [first, last] = [yearOf(from), yearOf(to)];
      let count = 0;
      for (let year = first; year < last; year += 1) count += tableOf(year).total;
      const [begin, end] = [tableOf(first), tableOf(last)];
      return count + (end.sums[to - end.first + 1] ?? 0) - (begin.sums[from - begin.first + 1] ?? 0);
    },
  };
}

/** The first place at which the sums reach a rank. */
function nth(sums: Uint16Array, rank: number): number {
  let [low, high] = [0, sums.length - 1];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sums[middle] ?? 0) >= rank) high = middle;
    else low = middle + 1;
  }
  return low;
}
