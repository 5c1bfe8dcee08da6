import { applyShape, type Shape, shapeAt } from "../ir/shape.ts";
import { Frame } from "../ops/frame.ts";
import { CelMap, type MapKey, mapKeyOf } from "../values/cel-map.ts";
import { parseDuration } from "../values/duration.ts";
import { EvalError } from "../values/eval-error.ts";
import { Int, Uint } from "../values/int.ts";
import { parseTimestamp } from "../values/timestamp.ts";
import { TypeValue } from "../values/type-value.ts";
import type { Value } from "../values/value.ts";
import {
  type Built,
  child,
  codeAt,
  constantOf,
  demandLength,
  malformed,
  type Node,
  type Scope,
} from "./scope.ts";

/** `["lit", code, value]` */
export function buildLit(node: Node): Built {
  demandLength(node, 3);
  const code = codeAt(node, 1);
  const value = node[2];
  if (code === "n" && value === null) return constantOf(null, code);
  if (code === "b" && typeof value === "boolean") return constantOf(value, code);
  if (typeof value === "number") return constantOf(numberLiteral(code, value), code);
  if (typeof value === "string") return constantOf(textLiteral(code, value), code);
  throw malformed("lit");
}

function numberLiteral(code: string, value: number): Value {
  if (code === "d") return value;
  if (code === "i" && Number.isSafeInteger(value)) return value;
  if (code === "u" && Number.isSafeInteger(value) && value >= 0) return new Uint(value);
  throw malformed("lit");
}

function textLiteral(code: string, text: string): Value {
  if (code === "s") return text;
  if (code === "k") return new TypeValue(text);
  const value = code === "t" ? parseTimestamp(text) : code === "r" ? parseDuration(text) : undefined;
  if (value !== undefined) return value;
  if (code === "y") return decodeBase64(text);
  throw malformed("lit");
}

function decodeBase64(text: string): Uint8Array {
  try {
    return Uint8Array.from(atob(text), (unit) => unit.charCodeAt(0));
  } catch {
    throw malformed("lit");
  }
}

/** `["list", a, b, ...]`; a list of constants is one constant. */
export function buildList(node: Node, scope: Scope): Built {
  const items = node.slice(1).map((item) => child(item, scope));
  const values = items.map((item) => item.constant).filter((value) => value !== undefined);
  if (values.length === items.length) return constantOf(values, "l");
  const runs = items.map((item) => item.run);
  const run: Built["run"] = (frame) => {
    const list: Value[] = [];
    for (const item of runs) {
      const value = item(frame);
      if (value instanceof EvalError) return value;
      list.push(value);
    }
    return list;
  };
  return { run, code: "l", path: "" };
}

const duplicateKey = new EvalError("error", "", "a map literal names a key twice");
const badKey = new EvalError("type", "", "a map key is neither a string, a number nor a bool");

/** `["dict", key, value, ...]` */
export function buildDict(node: Node, scope: Scope): Built {
  if (node.length % 2 === 0) throw malformed("dict");
  const parts = node.slice(1).map((part) => child(part, scope).run);
  const run: Built["run"] = (frame) => {
    const entries = new Map<MapKey, readonly [Value, Value]>();
    for (let place = 0; place < parts.length; place += 2) {
      const key = parts[place]?.(frame) ?? null;
      const value = parts[place + 1]?.(frame) ?? null;
      if (key instanceof EvalError) return key;
      if (value instanceof EvalError) return value;
      const plain = mapKeyOf(key);
      if (plain === undefined || (typeof plain === "number" && !Number.isSafeInteger(plain))) return badKey;
      if (entries.has(plain)) return duplicateKey;
      entries.set(plain, [key, value]);
    }
    return new CelMap(entries);
  };
  return { run, code: "m", path: "" };
}

/** `["box", shape, a]` */
export function buildBox(node: Node, scope: Scope): Built {
  demandLength(node, 3);
  const shape: Shape = shapeAt(node[1]);
  const inner = child(node[2], scope);
  if (inner.constant !== undefined) return constantOf(applyShape(shape, inner.constant, new Frame()), "*");
  const { run } = inner;
  if (shape === "i") {
    return {
      run: (frame) => {
        const value = run(frame);
        return typeof value === "number" ? new Int(value) : value;
      },
      code: "*",
      path: inner.path,
      itemPath: inner.itemPath,
    };
  }
  return {
    run: (frame) => applyShape(shape, run(frame), frame),
    code: "*",
    path: inner.path,
    itemPath: inner.itemPath,
  };
}
