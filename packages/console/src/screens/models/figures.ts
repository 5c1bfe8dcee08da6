import { useQuery } from "@tanstack/react-query";
import type { Answer } from "../../api/call.ts";
import { reading } from "../../api/queries.ts";

/** Days that figures of rules look back. */
export const figureDays = 30;

/** What rules found over all sources. */
export interface Figures {
  readonly evaluated: number;
  readonly hits: number;
  readonly indeterminate: number;
  readonly warned: number;
  readonly overridden: number;
}

/** Nothing found yet. */
export const noFigures: Figures = { evaluated: 0, hits: 0, indeterminate: 0, warned: 0, overridden: 0 };

/** Figures by rule of the last days; undefined while they are on their way. */
export function useFigures(): ReadonlyMap<string, Figures> | undefined {
  const { data } = useQuery(reading("/ops/rules/stats", { query: { days: figureDays } }));
  return data === undefined ? undefined : byRule(data.rules);
}

function byRule(rules: Answer<"get", "/ops/rules/stats">["rules"]): ReadonlyMap<string, Figures> {
  const sums = new Map<string, Figures>();
  for (const row of rules) sums.set(row.rule, plus(sums.get(row.rule) ?? noFigures, row));
  return sums;
}

/** Figures of several rules together. */
export const figuresOf = (rules: readonly string[], figures: ReadonlyMap<string, Figures>): Figures =>
  rules.map((rule) => figures.get(rule) ?? noFigures).reduce(plus, noFigures);

const plus = (a: Figures, b: Figures): Figures => ({
  evaluated: a.evaluated + b.evaluated,
  hits: a.hits + b.hits,
  indeterminate: a.indeterminate + b.indeterminate,
  warned: a.warned + b.warned,
  overridden: a.overridden + b.overridden,
});

/** A share as people read it; a dash where there is nothing to have a share of. */
export const percent = (part: number, whole: number): string =>
  whole === 0 ? "—" : `${Math.round((part / whole) * 1000) / 10}%`;
