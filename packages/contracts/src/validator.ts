/** One violation: `path` is a JSON pointer into the value, empty for the value itself. */
export interface Violation {
  readonly path: string;
  readonly message: string;
}

/** Checks a value; an empty list means valid. Never coerces, fills in or removes anything. */
export type Validator = (value: unknown) => readonly Violation[];
