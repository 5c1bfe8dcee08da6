/** Whether a value of the address can be the id of a unit. */
export const isUnit = (value: unknown): value is string =>
  typeof value === "string" && value.length > 0 && value.length <= 100;
