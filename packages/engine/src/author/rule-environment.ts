import { type EventType, type Rule } from "@probity/contracts";
import { commonData } from "@probity/contracts/schemas";
import type { Environment, Variable } from "./environment.ts";
import { mergeTypes, typeOfSchema } from "./schema-type.ts";
import {
  boolType,
  doubleType,
  durationType,
  dynType,
  intType,
  listOf,
  mapOf,
  moneyType,
  stringType,
  timestampType,
  type Type,
} from "./type.ts";

const paramTypes: Readonly<Record<string, Type>> = {
  bool: boolType,
  int: intType,
  double: doubleType,
  string: stringType,
  money: moneyType,
  duration: durationType,
  "list<string>": listOf(stringType),
  "list<int>": listOf(intType),
  "list<double>": listOf(doubleType),
  "map<string,int>": mapOf(stringType, intType),
  "map<string,double>": mapOf(stringType, doubleType),
  "map<string,money>": mapOf(stringType, moneyType),
};

/** Gives what a rule may read: the events it is bound to, their record if it says so, its parameters and the time. */
export type EnvironmentOf = (rule: Rule) => Environment;

/** For rules on these event types; rules on the same ones share the types of their data, which are dear to make. */
export function environments(types: readonly EventType[]): EnvironmentOf {
  const made = new Map<string, Type>();
  const typeOf = (members: readonly EventType[]): Type => {
    const name = JSON.stringify(members.map((type) => type.type));
    const type = made.get(name) ?? dataType(members);
    made.set(name, type);
    return type;
  };
  return (rule) => {
    const at = types.filter((type) => rule.at.includes(type.type));
    const variables = new Map<string, Variable>([
      ["event", { type: typeOf(at), ir: ["var", "event"] }],
      ["params", { type: paramsType(rule), ir: ["var", "params"] }],
      ["now", { type: timestampType, ir: ["var", "now"] }],
    ]);
    if (rule.reads === "record") {
      const kinds = new Set(at.map((type) => type.record));
      const members = types.filter((type) => type.record !== null && kinds.has(type.record));
      variables.set("record", { type: typeOf(members), ir: ["var", "record"] });
    }
    return { variables, strict: true, level: 0 };
  };
}

/** The type of the data of any of these event types, with the common block. */
function dataType(types: readonly EventType[]): Type {
  return types.reduce(
    (merged, type) => mergeTypes(merged, typeOfSchema(type.schema)),
    typeOfSchema(commonData),
  );
}

function paramsType(rule: Rule): Type {
  const fields = Object.entries(rule.params ?? {}).map(([name, param]): [string, Type] => [
    name,
    paramTypes[param.type] ?? dynType,
  ]);
  return { kind: "record", fields: new Map(fields) };
}
