import type { Code } from "../functions/strict.ts";
import { mapLookup } from "../ops/equals.ts";
import { CelMap } from "../values/cel-map.ts";
import { EvalError } from "../values/eval-error.ts";
import { isPlainMap } from "../values/fields.ts";
import type { Value } from "../values/value.ts";
import { checked, located } from "./checks.ts";

/** Reads along a path with every check, and says what is wrong with it. */
export type SlowRead = (value: Value) => Value;

/** The careful reader of a path. The error of a missing field names the whole path: that is what the rule needs. */
export function slowReader(keys: readonly string[], code: Code, base: string): SlowRead {
  const path = joinPath(base, keys);
  const missing = new EvalError("missing", path, `${path} is missing`);
  return (start) => {
    let value = start;
    for (let place = 0; place < keys.length; place++) {
      if (value instanceof EvalError) return located(value, joinPath(base, keys.slice(0, place)));
      if (!isPlainMap(value) && !(value instanceof CelMap))
        return notAnObject(joinPath(base, keys.slice(0, place)));
      const next = mapLookup(value, keys[place] ?? null);
      if (next === undefined) return missing;
      value = next;
    }
    return checked(code, value, path);
  };
}

/** Whether the last field of a path is there. Everything before it must be. */
export function slowHas(key: string, base: string): SlowRead {
  return (value) => {
    if (value instanceof EvalError) return value;
    if (!isPlainMap(value) && !(value instanceof CelMap)) return notAnObject(base);
    return mapLookup(value, key) !== undefined;
  };
}

/** `event.a` and `["b", "c"]` give `event.a.b.c`. */
export function joinPath(base: string, keys: readonly string[]): string {
  let path = base;
  for (const key of keys) if (key !== "") path = path === "" ? key : `${path}.${key}`;
  return path;
}

function notAnObject(path: string): EvalError {
  return new EvalError("type", path, `${path === "" ? "a value" : path} is not an object`);
}
