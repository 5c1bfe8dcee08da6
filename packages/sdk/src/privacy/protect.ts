import type { JsonObject, PrivacyShape } from "@probity/contracts";
import type { Pseudonyms } from "./pseudonym.ts";

/** Gives data without raw identifiers. Shares with its input whatever needs no change, which is mostly all of it. */
export type Protect = (data: JsonObject) => JsonObject;

type Replace = (text: string) => string;

/** Where in the data something is to be replaced. */
interface Spine {
  replace: Replace | undefined;
  items: Spine | undefined;
  readonly fields: Map<string, Spine>;
  /** The same fields, in the form that is quickly walked. */
  readonly list: { readonly key: string; readonly inner: Spine }[];
}

const newSpine = (): Spine => ({ replace: undefined, items: undefined, fields: new Map(), list: [] });

const next = (spine: Spine, step: string): Spine => {
  if (step === "*") return (spine.items ??= newSpine());
  const known = spine.fields.get(step);
  if (known !== undefined) return known;
  const inner = newSpine();
  spine.fields.set(step, inner);
  spine.list.push({ key: step, inner });
  return inner;
};

/** The value that JSON would show in its place. */
const asJson = (value: unknown): unknown =>
  typeof value === "object" && value !== null && "toJSON" in value && typeof value.toJSON === "function"
    ? value.toJSON()
    : value;

type Change = (inner: unknown, key: string) => unknown;

/** Changes the items of a list; the very same list when none changes. */
const mapItems = (items: readonly unknown[], change: Change): readonly unknown[] => {
  let copy: unknown[] | undefined;
  for (const [index, item] of items.entries()) {
    const after = change(item, "*");
    if (after === item) continue;
    copy ??= [...items];
    copy[index] = after;
  }
  return copy ?? items;
};

/** Changes the values of a list or an object; the very same list or object when none changes. */
const mapValues = (value: object, change: Change): unknown => {
  if (Array.isArray(value)) return mapItems(value, change);
  const entries = Object.entries(value);
  const changed = entries.map(([key, inner]): [string, unknown] => [key, change(inner, key)]);
  return changed.some(([, inner], index) => inner !== entries[index]?.[1])
    ? Object.fromEntries(changed)
    : value;
};

/** Every text below, and numbers as their digits: an account that was passed as a number is an account. */
const replaceAll = (given: unknown, replace: Replace): unknown => {
  const value = asJson(given);
  if (typeof value === "string") return replace(value);
  if (typeof value === "number") {
    const digits = String(value);
    const replaced = replace(digits);
    return replaced === digits ? value : replaced;
  }
  return typeof value === "object" && value !== null
    ? mapValues(value, (inner) => replaceAll(inner, replace))
    : value;
};

const applyFields = (spine: Spine, given: object): unknown => {
  // An object that is data.
  const value = given as Readonly<Record<string, unknown>>;
  let copy: Record<string, unknown> | undefined;
  for (const { key, inner } of spine.list) {
    const before = value[key];
    if (before === undefined || !Object.hasOwn(value, key)) continue;
    const after = apply(inner, before);
    if (after === before) continue;
    copy ??= { ...value };
    copy[key] = after;
  }
  return copy ?? value;
};

const apply = (spine: Spine, given: unknown): unknown => {
  const { replace, items } = spine;
  if (replace !== undefined) return replaceAll(given, replace);
  const value = asJson(given);
  if (typeof value !== "object" || value === null) return value;
  const named = Array.isArray(value) || spine.fields.size === 0 ? value : applyFields(spine, value);
  if (items === undefined || typeof named !== "object" || named === null) return named;
  return mapValues(named, (inner, key) => (spine.fields.has(key) ? inner : apply(items, inner)));
};

/** Compiles the replacing for data of these shapes, the first of them winning on a path. */
export const compileProtect = (shapes: readonly PrivacyShape[], pseudonyms: Pseudonyms): Protect => {
  const root = newSpine();
  for (const { identifiers, persons } of shapes) {
    for (const path of identifiers) path.reduce(next, root).replace ??= pseudonyms.of;
    for (const path of persons) path.reduce(next, root).replace ??= pseudonyms.ofPerson;
  }
  return (data) => {
    const result = apply(root, data);
    // `apply` gives back an object for an object; one that turned into something else in `toJSON` is no data.
    return result as JsonObject;
  };
};
