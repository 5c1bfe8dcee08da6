import type { Answer } from "../../api/call.ts";

/** By which cases are looked for, as the address has it; the unit is everybody's. */
export interface CaseSearch {
  readonly state?: CaseState | undefined;
  readonly level?: number | undefined;
  readonly track?: "business" | "integrity" | undefined;
  readonly handler?: string | undefined;
  readonly mine?: true | undefined;
  readonly overdue?: true | undefined;
  readonly all?: true | undefined;
}

/** A state of a track. */
export type CaseState = Answer<"get", "/console/cases/machine">["states"][number];

/** States in the order of the work; those that end a track come last. */
export const caseStates: readonly CaseState[] = [
  "warned",
  "assigned",
  "verifying",
  "disposing",
  "applying",
  "appraising",
  "suspended",
  "transferred",
  "closed",
  "not_a_problem",
  "merged",
];

/** Reads an address; what is not valid is left out. */
export function readSearch(given: Record<string, unknown>): CaseSearch {
  const { state, level, track, handler } = given;
  return {
    ...(isState(state) && { state }),
    ...(typeof level === "number" && [1, 2, 3].includes(level) && { level }),
    ...((track === "business" || track === "integrity") && { track }),
    ...(typeof handler === "string" && /^[A-Za-z0-9][A-Za-z0-9._@-]{0,99}$/.test(handler) && { handler }),
    ...(given["mine"] === true && { mine: true }),
    ...(given["overdue"] === true && { overdue: true }),
    ...(given["all"] === true && { all: true }),
  };
}

const isState = (value: unknown): value is CaseState => caseStates.some((state) => state === value);
