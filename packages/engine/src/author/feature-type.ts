import type { FeatureValueKind, WindowFunction } from "@probity/contracts";
import { mostKeys } from "../features/member.ts";
import {
  boolType,
  doubleType,
  intType,
  listOf,
  moneyType,
  stringType,
  timestampType,
  type Type,
} from "./type.ts";

const ofKind: { readonly [kind in FeatureValueKind]: Type } = {
  int: intType,
  double: doubleType,
  money: moneyType,
  string: stringType,
  timestamp: timestampType,
  bool: boolType,
};

const record = (fields: { readonly [name: string]: Type }): Type => ({
  kind: "record",
  fields: new Map(Object.entries(fields)),
});

/** How many facts of a kind a rule is given. */
const mostFacts = 100;
const mostSteps = 1000;

/** The type of a window's value; `keys` is the type of the list that it was looked up for. */
export function windowType(
  fn: WindowFunction,
  kind: FeatureValueKind | undefined,
  keys: Type | undefined,
): Type {
  const value = valueType(fn, kind);
  if (keys?.kind !== "list") return value;
  return listOf(record({ key: keys.item, value }), mostKeys);
}

function valueType(fn: WindowFunction, kind: FeatureValueKind | undefined): Type {
  if (fn === "count" || fn === "distinct") return intType;
  if (fn === "exists") return boolType;
  if (fn === "avg") return kind === "money" ? moneyType : doubleType;
  return ofKind[kind ?? "int"];
}

/** Steps of the same process. Fields that an event does not have are missing. */
export const historyType: Type = listOf(
  record({
    id: stringType,
    type: stringType,
    at: timestampType,
    person: stringType,
    onBehalfOf: stringType,
    post: stringType,
    unit: stringType,
    step: stringType,
    outcome: stringType,
  }),
  mostSteps,
);

/** Who owns several, with the smallest share that he has of one of them. */
export const ownersType: Type = listOf(
  record({ owner: stringType, members: listOf(stringType), share: doubleType, path: stringType }),
  mostFacts,
);

/** What several have. */
export const sharedType: Type = listOf(
  record({ kind: stringType, value: stringType, members: listOf(stringType), path: stringType }),
  mostFacts,
);

/** How one is connected with another. */
export const pathType: Type = listOf(
  record({
    from: stringType,
    to: stringType,
    length: intType,
    kinds: listOf(stringType),
    path: stringType,
  }),
  mostFacts,
);
