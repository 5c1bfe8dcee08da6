import type { FeatureValueKind, JsonObject } from "@probity/contracts";
import { compileExpression } from "../closures/compile-expression.ts";
import { type Eval, Frame } from "../ops/frame.ts";
import type { CompileOptions } from "../types.ts";
import { EvalError } from "../values/eval-error.ts";
import { isPlainMap, ownField } from "../values/fields.ts";
import { Int } from "../values/int.ts";
import { parseTimestamp, Timestamp } from "../values/timestamp.ts";
import type { Value } from "../values/value.ts";
import type { WindowDefinition } from "./definition.ts";
import { sharedPrepare } from "./shared-prepare.ts";

/** A value as a database keeps it without loss: a decimal number, or a text; money has its currency beside it. */
export interface MemberValue {
  readonly n?: string | undefined;
  readonly t?: string | undefined;
  readonly u?: string | undefined;
}

/** One event under one key of a window. */
export interface Member {
  /** JSON of the parts of the key. */
  readonly key: string;
  /** Absent where the window only counts, and in a gap. */
  readonly value?: MemberValue | undefined;
  /** True where it could not be told whether it counts, or with which value. */
  readonly gap: boolean;
}

/** What one event is to a window. */
export interface Extraction {
  readonly members: readonly Member[];
  /** Why it has no key or is a gap, where that is so. */
  readonly problem?: EvalError | undefined;
}

/** Finds the members that an event gives to a window. `time` is RFC 3339. Never throws for what is in the data. */
export type Extract = (type: string, data: JsonObject, time: string) => Extraction;

/** Keys that one event may have in one window. */
export const mostKeys = 50;

const nothing: Extraction = { members: [] };
const noTime = new EvalError("type", "now", "the time of the event is not RFC 3339 with an offset");
const tooMany = new EvalError("budget", "", `an event has more than ${mostKeys} keys in a window`);
const noKey = new EvalError("type", "", "a part of a key is not a string, an int or a bool");

/** Makes the extractor of a definition. Throws `PROBITY_E_BUNDLE_FORMAT` for malformed expressions. */
export function compileMembers(definition: WindowDefinition, { regex }: CompileOptions = {}): Extract {
  const frame = new Frame();
  const { members, valueKind, shapes, timeZone, defaultCurrency } = definition;
  const compiled = (ir: unknown): Eval => compileExpression(ir, frame, regex);
  const by = members.by.map(compiled);
  const where = members.where === undefined ? undefined : compiled(members.where);
  const value = members.value === undefined ? undefined : compiled(members.value);
  const edge = { timeZone, defaultCurrency };
  const prepares = new Map(
    Object.entries(shapes).map(([type, shape]) => [type, sharedPrepare(shape, edge)] as const),
  );
  const cells = frame.takeCells();
  const extract: Extract = (type, data, time) => {
    const prepare = prepares.get(type);
    if (prepare === undefined) return nothing;
    const now = parseTimestamp(time);
    if (now === undefined) return { members: [], problem: noTime };
    frame.now.value = now;
    frame.event.value = prepare(data);
    const counts = where === undefined ? true : run(where, frame);
    if (counts === false) return nothing;
    const keys = keysOf(by.map((part) => run(part, frame)));
    if (keys instanceof EvalError) return { members: [], problem: keys };
    if (counts !== true) return gaps(keys, problemOf(counts));
    if (value === undefined || valueKind === undefined)
      return { members: keys.map(({ key }) => ({ key, gap: false })) };
    const made = encode(run(value, frame), valueKind);
    if (made instanceof EvalError) return gaps(keys, made);
    return { members: keys.map(({ key }) => ({ key, value: made, gap: false })) };
  };
  return (type, data, time) => {
    try {
      return extract(type, data, time);
    } catch {
      return { members: [], problem: new EvalError("error", "event", "the event cannot be read") };
    } finally {
      frame.clear(cells);
    }
  };
}

const gaps = (keys: readonly Key[], problem: EvalError): Extraction => ({
  members: keys.map(({ key }) => ({ key, gap: true })),
  problem,
});

/** Runs an expression with a budget of its own. */
export function run(expression: Eval, frame: Frame): Value {
  frame.refill();
  const value = expression(frame);
  return frame.exhausted ? new EvalError("budget", "", "the budget of steps or text is used up") : value;
}

const problemOf = (value: Value): EvalError =>
  value instanceof EvalError ? value : new EvalError("type", "", "a condition is not a bool");

/** A key, and the item of its list that it is for. */
export interface Key {
  readonly key: string;
  readonly item: Value;
}

type Part = string | number | boolean;

/** The keys that these parts make: one, or one for each item of the part that is a list. */
export function keysOf(parts: readonly Value[]): readonly Key[] | EvalError {
  const error = parts.find((part) => part instanceof EvalError);
  if (error instanceof EvalError) return error;
  const place = parts.findIndex((part) => Array.isArray(part));
  const list = parts[place];
  const items: readonly Value[] = Array.isArray(list) ? list : [null];
  const keys = new Map<string, Value>();
  for (const item of items) {
    const made = parts.map((part, at) => partOf(at === place ? item : part));
    const wrong = made.find((part) => part instanceof EvalError);
    if (wrong instanceof EvalError) return wrong;
    keys.set(JSON.stringify(made), item);
    if (keys.size > mostKeys) return tooMany;
  }
  return [...keys].map(([key, item]) => ({ key, item }));
}

function partOf(value: Value): Part | EvalError {
  if (value instanceof EvalError) return value;
  if (value instanceof Int) return value.intValue;
  if (typeof value === "string" || typeof value === "boolean") return value;
  return typeof value === "number" ? value : noKey;
}

const wrongKind = new EvalError("type", "", "the value of a window is not what the schema promised");

function encode(value: Value, kind: FeatureValueKind): MemberValue | EvalError {
  if (value instanceof EvalError) return value;
  if (kind === "int") {
    const whole = value instanceof Int ? value.intValue : value;
    return typeof whole === "number" && Number.isSafeInteger(whole) ? { n: String(whole) } : wrongKind;
  }
  if (kind === "double")
    return typeof value === "number" && Number.isFinite(value) ? { n: String(value) } : wrongKind;
  if (kind === "money") return encodeMoney(value);
  if (kind === "timestamp") return value instanceof Timestamp ? { n: String(value.epochMs) } : wrongKind;
  if (kind === "bool") return typeof value === "boolean" ? { t: String(value) } : wrongKind;
  return typeof value === "string" ? { t: value } : wrongKind;
}

function encodeMoney(value: Value): MemberValue | EvalError {
  if (!isPlainMap(value)) return wrongKind;
  const amount = ownField(value, "amount");
  const currency = ownField(value, "currency");
  if (amount instanceof EvalError) return amount;
  if (typeof amount !== "number" || !Number.isSafeInteger(amount)) return wrongKind;
  return typeof currency === "string" ? { n: String(amount), u: currency } : wrongKind;
}
