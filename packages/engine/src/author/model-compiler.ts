import type { CompiledRule, EventType, Model } from "@probity/contracts";
import { compileModel } from "./compile-model.ts";
import { environments } from "./rule-environment.ts";

/** Gives what compiles models against these event types, with the errors of `compileModel`. */
export type ModelCompiler = (types: readonly EventType[]) => (model: Model) => readonly CompiledRule[];

/** Compiles anew, whatever was compiled before. */
export const compileAnew: ModelCompiler = (types) => {
  const environmentOf = environments(types);
  return (model) => compileModel(model, types, environmentOf);
};

/** Sets of event types, and models of each, that are remembered. */
const mostSets = 8;
const mostModels = 200;

/**
 * Compiles a model once for equal event types: parsing takes most of the time of a bundle, and the bundles of many sources
 * are made of the same models. What has errors is compiled again.
 */
export function createModelCompiler(): ModelCompiler {
  const sets = new Map<string, Map<string, readonly CompiledRule[]>>();
  return (types) => {
    const known = remembered(sets, JSON.stringify(types), mostSets, () => new Map());
    const anew = once(() => compileAnew(types));
    return (model) => remembered(known, JSON.stringify(model), mostModels, () => anew()(model));
  };
}

function remembered<Value>(values: Map<string, Value>, key: string, most: number, make: () => Value): Value {
  const found = values.get(key);
  if (found !== undefined) return found;
  const made = make();
  if (values.size >= most) values.clear();
  values.set(key, made);
  return made;
}

function once<Value extends object>(make: () => Value): () => Value {
  let made: Value | undefined;
  return () => (made ??= make());
}
