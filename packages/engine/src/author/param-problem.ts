import { convertParam } from "../bundle/params.ts";

/** A parameter's declaration, as far as values are judged by it. */
export interface ParamRange {
  readonly type: string;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
}

/** What is wrong with a parameter's value, or undefined. Bounds hold for numbers, for amounts in the major unit. */
export function paramProblem(param: ParamRange, value: unknown): string | undefined {
  if (convertParam(param.type, value) === undefined) return `The value is not ${param.type}`;
  for (const number of numbersIn(value)) {
    if (param.min !== undefined && number < param.min) return `The value ${number} is below ${param.min}`;
    if (param.max !== undefined && number > param.max) return `The value ${number} is above ${param.max}`;
  }
  return undefined;
}

function numbersIn(value: unknown): readonly number[] {
  if (typeof value === "number") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(numbersIn);
}
