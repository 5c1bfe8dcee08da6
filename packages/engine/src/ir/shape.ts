import { malformed } from "../closures/scope.ts";
import type { Frame } from "../ops/frame.ts";
import { CelMap } from "../values/cel-map.ts";
import { budgetError } from "../values/eval-error.ts";
import { isPlainMap, ownField } from "../values/fields.ts";
import { Int } from "../values/int.ts";
import type { PlainMap, Value } from "../values/value.ts";

/** Where ints are inside a value; see `ir/nodes.ts`. */
export type Shape =
  | "i"
  | { readonly items: Shape }
  | { readonly values: Shape }
  | { readonly fields: ReadonlyMap<string, Shape> };

const maxDepth = 24;

/** Reads a shape of a node. */
export function shapeAt(node: unknown, depth: number = 0): Shape {
  if (node === "i") return "i";
  if (!Array.isArray(node) || depth > maxDepth) throw malformed("box");
  const [kind, ...rest]: readonly unknown[] = node;
  if (kind === "l" && rest.length === 1) return { items: shapeAt(rest[0], depth + 1) };
  if (kind === "v" && rest.length === 1) return { values: shapeAt(rest[0], depth + 1) };
  if (kind !== "m" || rest.length % 2 !== 0) throw malformed("box");
  const fields = new Map<string, Shape>();
  for (let place = 0; place < rest.length; place += 2) {
    const key = rest[place];
    if (typeof key !== "string") throw malformed("box");
    fields.set(key, shapeAt(rest[place + 1], depth + 1));
  }
  return { fields };
}

/** Items that are boxed for one step. */
const boxedPerStep = 8;

/** Boxes the ints of a value. What is not as the shape says is left as it is. Lists and maps cost steps. */
export function applyShape(shape: Shape, value: Value, frame: Frame): Value {
  if (shape === "i") return typeof value === "number" && Number.isSafeInteger(value) ? new Int(value) : value;
  if ("items" in shape) {
    const items: readonly Value[] | undefined = Array.isArray(value) ? value : undefined;
    if (items === undefined) return value;
    return pay(items.length, frame) ? items.map((item) => applyShape(shape.items, item, frame)) : budgetError;
  }
  if ("values" in shape) return boxValues(shape.values, value, frame);
  return isPlainMap(value) ? boxFields(shape.fields, value, frame) : value;
}

function pay(count: number, frame: Frame): boolean {
  return frame.spendSteps(Math.trunc(count / boxedPerStep));
}

function boxValues(shape: Shape, value: Value, frame: Frame): Value {
  if (value instanceof CelMap) {
    const entries = [...value.mapEntries].map(
      ([plain, [key, item]]) => [plain, [key, applyShape(shape, item, frame)]] as const,
    );
    return pay(entries.length, frame) ? new CelMap(new Map(entries)) : budgetError;
  }
  if (!isPlainMap(value)) return value;
  const entries = Object.entries(value);
  // A new object of many keys is dear.
  if (!pay(entries.length * 4, frame)) return budgetError;
  return Object.fromEntries(entries.map(([key, item]) => [key, applyShape(shape, item ?? null, frame)]));
}

function boxFields(fields: ReadonlyMap<string, Shape>, value: PlainMap, frame: Frame): Value {
  const boxed: Record<string, Value | undefined> = { ...value };
  if (!pay(fields.size, frame)) return budgetError;
  for (const [key, shape] of fields) {
    const field = ownField(value, key);
    if (field !== undefined && key !== "__proto__") boxed[key] = applyShape(shape, field, frame);
  }
  return boxed;
}
