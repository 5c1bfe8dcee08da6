import type { EventType, Feature, Rule } from "@probity/contracts";
import { commonData } from "@probity/contracts/schemas";
import { isJsonObject } from "../json/is-json-object.ts";
import { stepBudget } from "../ops/frame.ts";
import { compileFeature, type FeatureScope } from "./compile-feature.ts";
import { compileText } from "./compile-text.ts";
import { costOf } from "./cost.ts";
import { expressionsOf } from "./expressions.ts";
import { parseText } from "./parse-text.ts";
import { readsOf } from "./reads.ts";
import type { EnvironmentOf } from "./rule-environment.ts";

/** What a rule reads and costs. */
export interface RuleFacts {
  /** Paths such as `event.tender.value.amount`, `record.bids.details[].status`, `params.limit`, sorted. */
  readonly reads: readonly string[];
  /** Loop steps of its dearest expression when every list is as long as its schema allows. */
  readonly mostSteps: number;
  /** Steps at which the engine stops an expression. */
  readonly stepBudget: number;
}

/** Finds out what a rule reads and costs. Throws the coded error of an expression that does not compile. */
export function ruleFacts(rule: Rule, environmentOf: EnvironmentOf): RuleFacts {
  const env = environmentOf(rule);
  const texts = expressionsOf(rule).map(({ text }) => text);
  const reads = new Set([
    ...texts.flatMap((text) => readsOf(compileText(text, env).ir)),
    ...Object.values(rule.features ?? {}).flatMap((feature) => lookedUpBy(feature, env.features)),
  ]);
  const mostSteps = Math.max(...texts.map((text) => costOf(parseText(text), env)));
  return { reads: [...reads].toSorted(), mostSteps, stepBudget };
}

/** What a feature reads of the event under judgement. */
function lookedUpBy(feature: Feature, scope: FeatureScope): readonly string[] {
  const compiled = compileFeature(feature, scope, () => undefined)?.compiled;
  if (compiled === undefined || compiled.kind === "history") return [];
  const parts =
    compiled.kind === "window"
      ? compiled.at
      : compiled.kind === "path"
        ? [compiled.from, compiled.to]
        : [compiled.among];
  return parts.flatMap((ir) => readsOf(ir));
}

/** What the schemas of some event types say of a path that a rule reads; undefined where they say nothing. */
export function fieldDescription(path: string, types: readonly EventType[]): string | undefined {
  const keys = path.replaceAll("[]", ".[]").split(".").slice(1);
  for (const schema of [...types.map((type): unknown => type.schema), commonData]) {
    const description = keys.reduce(partOf, schema);
    if (isJsonObject(description) && typeof description["description"] === "string")
      return description["description"];
  }
  return undefined;
}

function partOf(schema: unknown, key: string): unknown {
  if (!isJsonObject(schema)) return undefined;
  if (key === "[]") return schema["items"];
  const properties = schema["properties"];
  return isJsonObject(properties) && Object.hasOwn(properties, key) ? properties[key] : undefined;
}
