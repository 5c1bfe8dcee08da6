import {
  boolType,
  bytesType,
  doubleType,
  durationType,
  dynType,
  intType,
  listOf,
  mapOf,
  neverType,
  stringType,
  timestampType,
  type Type,
  typeType,
  uintType,
} from "./type.ts";

/** One way to call a function, with the id of what runs. */
export interface Signature {
  readonly name: string;
  /** Called as `a.name(b)`; the receiver is the first parameter. */
  readonly member: boolean;
  readonly params: readonly Type[];
  readonly result: Type;
  readonly id: string;
  /** Only for values whose type is not known before they are there; ints come and go boxed. */
  readonly dynamic?: boolean | undefined;
  /** What it does, for the reference. */
  readonly doc: string;
}

const a: Type = { kind: "var", name: "A" };
const b: Type = { kind: "var", name: "B" };
const listA = listOf(a);
const text = stringType;

function fn(name: string, params: readonly Type[], result: Type, id: string, doc: string): Signature {
  return { name, member: false, params, result, id, doc };
}

function method(
  name: string,
  params: readonly Type[],
  result: Type,
  doc: string,
  id: string = name,
): Signature {
  return { name, member: true, params, result, id, doc };
}

function dynamic(name: string, count: number, id: string, doc: string, result: Type = dynType): Signature {
  return {
    name,
    member: false,
    params: Array.from({ length: count }, () => dynType),
    result,
    id,
    dynamic: true,
    doc,
  };
}

const sum = "Sum of numbers, durations; concatenation of texts and lists; a moment shifted by a duration.";
const difference = "Difference; the duration between two moments; a moment shifted back.";
const product = "Product.";
const quotient = "Quotient; of ints without its fraction; division of ints by zero is an error.";

const arithmetic: readonly Signature[] = [
  fn("_+_", [intType, intType], intType, "add_i", sum),
  fn("_+_", [doubleType, doubleType], doubleType, "add_d", sum),
  fn("_+_", [text, text], text, "add", sum),
  fn("_+_", [listA, listA], listA, "add", sum),
  fn("_+_", [uintType, uintType], uintType, "add", sum),
  fn("_+_", [bytesType, bytesType], bytesType, "add", sum),
  fn("_+_", [timestampType, durationType], timestampType, "add", sum),
  fn("_+_", [durationType, timestampType], timestampType, "add", sum),
  fn("_+_", [durationType, durationType], durationType, "add", sum),
  dynamic("_+_", 2, "add", sum),
  fn("_-_", [intType, intType], intType, "sub_i", difference),
  fn("_-_", [doubleType, doubleType], doubleType, "sub_d", difference),
  fn("_-_", [uintType, uintType], uintType, "sub", difference),
  fn("_-_", [timestampType, timestampType], durationType, "sub", difference),
  fn("_-_", [timestampType, durationType], timestampType, "sub", difference),
  fn("_-_", [durationType, durationType], durationType, "sub", difference),
  dynamic("_-_", 2, "sub", difference),
  fn("_*_", [intType, intType], intType, "mul_i", product),
  fn("_*_", [doubleType, doubleType], doubleType, "mul_d", product),
  fn("_*_", [uintType, uintType], uintType, "mul", product),
  dynamic("_*_", 2, "mul", product),
  fn("_/_", [intType, intType], intType, "div_i", quotient),
  fn("_/_", [doubleType, doubleType], doubleType, "div_d", quotient),
  fn("_/_", [uintType, uintType], uintType, "div", quotient),
  dynamic("_/_", 2, "div", quotient),
  fn("_%_", [intType, intType], intType, "mod_i", "Remainder, with the sign of the first."),
  fn("_%_", [uintType, uintType], uintType, "mod", "Remainder."),
  dynamic("_%_", 2, "mod", "Remainder."),
  fn("-_", [intType], intType, "neg_i", "Negative."),
  fn("-_", [doubleType], doubleType, "neg_d", "Negative."),
  fn("-_", [durationType], durationType, "neg", "Negative."),
  dynamic("-_", 1, "neg", "Negative."),
];

const numbers = [intType, doubleType, uintType];

function orderings(name: string, id: string): Signature[] {
  const doc = "Order of numbers of any type, texts by code point, bytes, moments, durations, bools.";
  const mixed = numbers.flatMap((left) => numbers.map((right) => fn(name, [left, right], boolType, id, doc)));
  const same = [text, bytesType, timestampType, durationType, boolType];
  return [
    ...mixed,
    ...same.map((type) => fn(name, [type, type], boolType, id, doc)),
    dynamic(name, 2, id, doc, boolType),
  ];
}

const comparisons: readonly Signature[] = [
  fn("_==_", [a, a], boolType, "eq", "Equality; deep for lists and maps."),
  fn("_!=_", [a, a], boolType, "ne", "Inequality."),
  ...orderings("_<_", "lt"),
  ...orderings("_<=_", "le"),
  ...orderings("_>_", "gt"),
  ...orderings("_>=_", "ge"),
  fn("@in", [a, listA], boolType, "in", "Whether a list has an item."),
  fn("@in", [a, mapOf(a, b)], boolType, "in", "Whether a map has a key."),
];

const sizable = [text, bytesType, listA, mapOf(a, b)];

const texts: readonly Signature[] = [
  method("contains", [text, text], boolType, "Whether a text contains another."),
  method("startsWith", [text, text], boolType, "Whether a text starts with another."),
  method("endsWith", [text, text], boolType, "Whether a text ends with another."),
  method("charAt", [text, intType], text, "The character at a place, empty just after the last."),
  method("indexOf", [text, text], intType, "Place of the first occurrence, or -1."),
  method("indexOf", [text, text, intType], intType, "Place of the first occurrence from a place on, or -1."),
  method("lastIndexOf", [text, text], intType, "Place of the last occurrence, or -1."),
  method("lastIndexOf", [text, text, intType], intType, "Place of the last occurrence up to a place, or -1."),
  method("substring", [text, intType], text, "The text from a place on."),
  method("substring", [text, intType, intType], text, "The text from one place to before another."),
  method("lowerAscii", [text], text, "A to Z in lower case."),
  method("upperAscii", [text], text, "a to z in upper case."),
  method("trim", [text], text, "Without white space at both ends."),
  method("replace", [text, text, text], text, "With every occurrence replaced."),
  method("replace", [text, text, text, intType], text, "With the first occurrences replaced."),
  method("split", [text, text], listOf(text), "The pieces between a separator."),
  method("split", [text, text, intType], listOf(text), "At most so many pieces between a separator."),
  method("join", [listOf(text)], text, "The texts of a list, one after the other."),
  method("join", [listOf(text), text], text, "The texts of a list with a separator."),
];

const conversionsTo: readonly (readonly [string, Type, readonly Type[]])[] = [
  ["int", intType, [intType, uintType, doubleType, text, timestampType, durationType]],
  ["uint", uintType, [uintType, intType, doubleType, text]],
  ["double", doubleType, [doubleType, intType, uintType, text]],
  ["string", text, [text, intType, uintType, doubleType, boolType, bytesType, timestampType, durationType]],
  ["bool", boolType, [boolType, text]],
  ["bytes", bytesType, [bytesType, text]],
  ["timestamp", timestampType, [timestampType, text, intType]],
  ["duration", durationType, [durationType, text]],
];

const conversions: readonly Signature[] = [
  ...conversionsTo.flatMap(([name, result, from]) => [
    ...from.map((type) => fn(name, [type], result, name, `Converts to ${name}.`)),
    dynamic(name, 1, name, `Converts to ${name}.`, result),
  ]),
  dynamic("type", 1, "type", "The type of a value.", typeType),
];

const fields = ["getFullYear", "getMonth", "getDate", "getDayOfMonth", "getDayOfWeek", "getDayOfYear"];
const clock = ["getHours", "getMinutes", "getSeconds", "getMilliseconds"];

const times: readonly Signature[] = [...fields, ...clock].flatMap((name) => [
  method(
    name,
    [timestampType],
    intType,
    "A field of a moment in UTC; months and days of week or year count from 0.",
  ),
  method(name, [timestampType, text], intType, "A field of a moment in a time zone."),
  ...(clock.includes(name)
    ? [method(name, [durationType], intType, "The length of a duration in this unit.")]
    : []),
]);

const lists: readonly Signature[] = [
  ...sizable.map((type) =>
    fn("size", [type], intType, "size", "Number of characters, bytes, items or keys."),
  ),
  ...sizable.map((type) => method("size", [type], intType, "Number of characters, bytes, items or keys.")),
  fn("distinct", [listA], listA, "distinct", "The items of a list without repetitions, in order."),
  method("flatten", [listOf(listA)], listA, "The items of the lists in a list, one after the other."),
  method(
    "sort",
    [listA],
    listA,
    "The items of a list in order; numbers, texts, moments, durations or bools.",
  ),
  fn(
    "sets.contains",
    [listA, listA],
    boolType,
    "sets_contains",
    "Whether the first list has every item of the second.",
  ),
  fn(
    "sets.equivalent",
    [listA, listA],
    boolType,
    "sets_equivalent",
    "Whether two lists have the same items, whatever their order and number.",
  ),
  fn(
    "sets.intersects",
    [listA, listA],
    boolType,
    "sets_intersects",
    "Whether two lists have an item in common.",
  ),
  fn("sum", [listOf(intType)], intType, "sum_i", "Sum of a list; 0 when empty."),
  fn("sum", [listOf(doubleType)], doubleType, "sum_d", "Sum of a list; 0 when empty."),
  fn("sum", [listOf(durationType)], durationType, "sum", "Sum of a list of durations."),
  dynamic("sum", 1, "sum", "Sum of a list."),
  fn("min", [listA], a, "min", "Least item of a list; an error when it is empty."),
  fn("max", [listA], a, "max", "Greatest item of a list; an error when it is empty."),
  fn("abs", [intType], intType, "abs", "Size without sign."),
  fn("abs", [doubleType], doubleType, "abs", "Size without sign."),
  dynamic("abs", 1, "abs", "Size without sign."),
];

const verdicts: readonly Signature[] = [
  fn(
    "cannotJudge",
    [text],
    neverType,
    "cannot_judge",
    "Ends the rule as indeterminate with this reason: for data that is there but does not allow a verdict.",
  ),
];

/** Every function of the rule language, the more specific ones first. The reference is made from it. */
export const signatures: readonly Signature[] = [
  ...arithmetic,
  ...comparisons,
  ...texts,
  ...conversions,
  ...times,
  ...lists,
  ...verdicts,
];

/** Types that a name in an expression may stand for. */
export const typeNames: ReadonlyMap<string, string> = new Map(
  ["bool", "int", "uint", "double", "string", "bytes", "list", "map", "null_type", "type"]
    .map((name): [string, string] => [name, name])
    .concat([
      ["google.protobuf.Timestamp", "google.protobuf.Timestamp"],
      ["google.protobuf.Duration", "google.protobuf.Duration"],
    ]),
);

const byName: ReadonlyMap<string, readonly Signature[]> = Map.groupBy(signatures, (item) => item.name);

/** The signatures of a name, by how it is called. */
export function signaturesOf(name: string, member: boolean, count: number): readonly Signature[] {
  const named = byName.get(name) ?? [];
  return named.filter((item) => item.member === member && item.params.length === count);
}

/** Names that a person may call, as `name(x)` or as `x.name()`. */
export function functionNames(member: boolean): readonly string[] {
  const named = signatures.filter((item) => item.member === member && /^[a-z]/i.test(item.name));
  return [...new Set(named.map((item) => item.name))];
}

/** Whether any signature has this name. */
export function isFunctionName(name: string): boolean {
  return byName.has(name);
}
