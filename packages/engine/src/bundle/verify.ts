import type { Bundle } from "@probity/contracts";
import { actions, disclosures, ProbityError, unavailablePolicies } from "@probity/contracts";
import { isZone } from "../edge/zone.ts";
import { isJsonObject } from "../json/is-json-object.ts";

type Test = (value: unknown) => boolean;

const isText: Test = (value) => typeof value === "string";
const isMap: Test = isJsonObject;
const isTextPair: Test = (value) => isJsonObject(value) && isText(value["zh-CN"]) && isText(value["en"]);
const oneOf =
  (words: readonly unknown[]): Test =>
  (value) =>
    words.includes(value);
const listOf =
  (item: Test): Test =>
  (value) =>
    Array.isArray(value) && value.every(item);
const maybe =
  (test: Test): Test =>
  (value) =>
    value === undefined || test(value);
const isShape: Test = (value) =>
  isJsonObject(value) && [value["money"], value["instants"], value["dayEnds"]].every(listOf(listOf(isText)));

const head: Readonly<Record<string, Test>> = {
  format: oneOf(["probity.bundle/1"]),
  source: isText,
  version: Number.isSafeInteger,
  createdAt: isText,
  notBefore: isText,
  expiresAt: isText,
  timeZone: (value) => typeof value === "string" && isZone(value),
  defaultCurrency: maybe(isText),
  types: isMap,
  records: isMap,
  rules: Array.isArray,
  bindings: Array.isArray,
  paramSets: Array.isArray,
  exceptions: maybe(Array.isArray),
  breakGlass: maybe((value) => isJsonObject(value) && listOf(isText)(value["roles"])),
  keys: maybe(
    (value) => isJsonObject(value) && listOf(isText)(value["trusted"]) && listOf(isText)(value["revoked"]),
  ),
};

const rule: Readonly<Record<string, Test>> = {
  id: isText,
  version: isText,
  name: isTextPair,
  message: isTextPair,
  advice: maybe(isTextPair),
  level: oneOf([1, 2, 3]),
  class: oneOf(["business", "integrity"]),
  at: listOf(isText),
  reads: oneOf(["event", "record"]),
  disclosure: oneOf(disclosures),
  ceiling: oneOf(actions),
  features: maybe(isMap),
  params: (value) =>
    isJsonObject(value) && Object.values(value).every((one) => isJsonObject(one) && isText(one["type"])),
  evidence: listOf((one) => isJsonObject(one) && isText(one["name"]) && isTextPair(one["label"])),
};

const binding: Readonly<Record<string, Test>> = {
  id: isText,
  rule: isText,
  units: maybe(listOf(isText)),
  at: listOf(isText),
  action: oneOf(actions),
  onIndeterminate: oneOf(actions),
  onUnavailable: oneOf(unavailablePolicies),
  disclosure: oneOf(disclosures),
  params: isMap,
  validFrom: maybe(isText),
  validTo: maybe(isText),
  blockBudget: maybe(
    (value) =>
      isJsonObject(value) && Number.isFinite(value["share"]) && Number.isSafeInteger(value["atLeast"]),
  ),
  breaker: maybe(
    (value) => isJsonObject(value) && oneOf(actions)(value["configured"]) && isText(value["since"]),
  ),
};

const exception: Readonly<Record<string, Test>> = {
  id: isText,
  rule: isText,
  scope: (value) =>
    isJsonObject(value) && oneOf(["process", "person", "unit"])(value["kind"]) && isText(value["id"]),
  validFrom: isText,
  validTo: isText,
};

const type: Readonly<Record<string, Test>> = {
  shape: isShape,
  record: (value) => value === null || isText(value),
  subject: listOf(isText),
};

const paramSet: Readonly<Record<string, Test>> = {
  scope: (value) =>
    isJsonObject(value) && oneOf(["unit", "district", "region"])(value["kind"]) && isText(value["id"]),
  rule: isText,
  values: isMap,
  validFrom: maybe(isText),
  validTo: maybe(isText),
};

/** Refuses a bundle that is not of the form that this engine reads, whoever signed it. */
export function verifyBundle(bundle: Bundle): void {
  demand(bundle, head, "bundle");
  for (const [at, one] of bundle.rules.entries()) demand(one, rule, `rules[${at}]`);
  for (const [at, one] of bundle.bindings.entries()) demand(one, binding, `bindings[${at}]`);
  for (const [at, one] of bundle.paramSets.entries()) demand(one, paramSet, `paramSets[${at}]`);
  for (const [at, one] of (bundle.exceptions ?? []).entries()) demand(one, exception, `exceptions[${at}]`);
  for (const [name, one] of Object.entries(bundle.types)) demand(one, type, `types.${name}`);
  for (const [name, one] of Object.entries(bundle.records))
    demand({ shape: one }, { shape: isShape }, `records.${name}`);
}

function demand(value: unknown, form: Readonly<Record<string, Test>>, path: string): void {
  if (!isJsonObject(value)) throw refuse(path);
  for (const key in form) if (form[key]?.(value[key]) !== true) throw refuse(`${path}.${key}`);
}

/** The error of a bundle that is not well-formed at a place. */
export function refuse(path: string): ProbityError {
  return new ProbityError("PROBITY_E_BUNDLE_FORMAT", `The bundle is malformed at ${path}.`, {
    errors: [{ path, message: "is missing or not of the expected form" }],
  });
}
