import type { Json, JsonObject } from "@probity/contracts";

/** A place where one oracle departs from the CEL specification, found by damaged events. */
export interface Explained {
  readonly oracle: "bufbuild" | "marcbachmann";
  readonly rule: string;
  readonly says: string;
  /** True on exactly the events where the departure shows. */
  applies(event: JsonObject): boolean;
}

const at = (event: JsonObject, path: readonly string[]): Json | undefined => {
  let value: Json | undefined = event;
  for (const key of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    // An array has no string keys in CEL, and none of these paths leads through one.
    value = (value as JsonObject)[key];
  }
  return value;
};

const hasNull = (rule: string, path: readonly string[]): Explained => ({
  oracle: "bufbuild",
  rule,
  says: "has(a.b) is false there when `b` is null; the specification asks only whether the map has the key",
  applies: (event) => at(event, path) === null,
});

/** Every explained difference; whatever is not in this list is a failure. */
export const explainedDifferences: readonly Explained[] = [
  hasNull("P39", ["procurement", "award", "reason"]),
  hasNull("H14", ["personnel", "meeting", "minutes"]),
  hasNull("S19", ["subsidy", "approval", "opinion"]),
];
