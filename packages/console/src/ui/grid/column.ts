import type { ReactNode } from "react";

/** A column of a grid. */
export interface Column<L> {
  readonly name: string;
  readonly title: string;
  /** Pixels; the one that grows takes what is left beside. */
  readonly width: number;
  readonly grows?: boolean;
  readonly isNumber?: boolean;
  /** What goes first where there is little room, the highest first. Without it a column stays. */
  readonly rank?: number;
  readonly cell: (line: L) => ReactNode;
  /** What is shown when it is pointed at: what may be cut off. */
  readonly hint?: (line: L) => string | undefined;
}

/** Those that have room. */
export function fitting<L>(columns: readonly Column<L>[], room: number): readonly Column<L>[] {
  const widthOf = (list: readonly Column<L>[]): number => list.reduce((sum, { width }) => sum + width, 0);
  const byRank = columns
    .filter(({ rank }) => rank !== undefined)
    .toSorted((a, b) => (b.rank ?? 0) - (a.rank ?? 0));
  let shown = columns;
  for (const least of byRank) {
    if (widthOf(shown) <= room) break;
    shown = shown.filter((one) => one !== least);
  }
  return shown;
}

/** Their widths as CSS has them; the first one is that of the box. */
export const trackOf = <L>(columns: readonly Column<L>[]): string =>
  [
    "36px",
    ...columns.map(({ width, grows }) => (grows === true ? `minmax(${width}px, 1fr)` : `${width}px`)),
  ].join(" ");
