import { type EventType, type Rule } from "@probity/contracts";
import { commonData } from "@probity/contracts/schemas";
import { compileFeature, type FeatureScope, type TypedFeature } from "./compile-feature.ts";
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

const columnTypes: Readonly<Record<string, Type>> = { ...paramTypes, timestamp: timestampType };

/** A table is a list of rows; a cell that was left out is missing. */
function paramType({ type, columns }: NonNullable<Rule["params"]>[string]): Type {
  if (columns === undefined) return paramTypes[type] ?? dynType;
  const fields = Object.entries(columns).map(([name, column]): [string, Type] => [
    name,
    columnTypes[column.replace("?", "")] ?? dynType,
  ]);
  return listOf({ kind: "record", fields: new Map(fields) });
}

/** What the expressions of a rule may read, and what its features are checked against. */
export interface RuleEnvironment extends Environment {
  readonly features: FeatureScope;
  /** Its features by name, but for those that do not compile. */
  readonly compiled: ReadonlyMap<string, TypedFeature>;
}

/**
 * Gives what a rule may read: the events it is bound to, their record if it says so, its parameters, its features and
 * the time.
 */
export type EnvironmentOf = (rule: Rule) => RuleEnvironment;

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
    const judged: Environment = { variables, strict: true, level: 0 };
    const features: FeatureScope = {
      rule,
      types,
      judged,
      counted: (of) => countedBy(typeOf(types.filter(({ type }) => of.includes(type)))),
    };
    const compiled = compiledOf(features);
    return { ...withFeatures(judged, rule, compiled), features, compiled };
  };
}

const countedBy = (event: Type): Environment => ({
  variables: new Map<string, Variable>([
    ["event", { type: event, ir: ["var", "event"] }],
    ["now", { type: timestampType, ir: ["var", "now"] }],
  ]),
  strict: true,
  level: 0,
});

function compiledOf(scope: FeatureScope): ReadonlyMap<string, TypedFeature> {
  const made = new Map<string, TypedFeature>();
  for (const [name, feature] of Object.entries(scope.rule.features ?? {})) {
    const compiled = compileFeature(feature, scope, () => undefined);
    if (compiled !== undefined) made.set(name, compiled);
  }
  return made;
}

/** A feature that does not compile is told where the rule is compiled; until then it may be anything. */
function withFeatures(
  env: Environment,
  { features = {} }: Rule,
  compiled: RuleEnvironment["compiled"],
): Environment {
  const names = Object.keys(features);
  if (names.length === 0) return env;
  const fields = names.map((name): [string, Type] => [name, compiled.get(name)?.type ?? dynType]);
  const type: Type = { kind: "record", fields: new Map(fields) };
  const variables = new Map([...env.variables, ["features", { type, ir: ["var", "features"] }] as const]);
  return { ...env, variables };
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
    paramType(param),
  ]);
  return { kind: "record", fields: new Map(fields) };
}
