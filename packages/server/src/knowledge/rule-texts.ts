import type { LocalizedText, Model, Rule } from "@probity/contracts";
import { page, type PageQuery } from "../ops/page.ts";
import { currentModels } from "../rules/index.ts";
import type { Store } from "../store/index.ts";
import { wordsIn } from "./list.ts";

/** What the library says of a rule in force: the texts that its model brings. */
export interface RuleArticle {
  readonly rule: string;
  readonly version: string;
  readonly model: string;
  readonly modelVersion: string;
  readonly modelName: LocalizedText;
  readonly domain: string;
  readonly level: number;
  readonly class: string;
  readonly name: LocalizedText;
  readonly point: LocalizedText;
  readonly explanation: LocalizedText;
  /** What to do; null where the rule gives no advice. */
  readonly advice: LocalizedText | null;
  readonly basis: readonly string[];
}

/** By what they are looked for. */
export interface RuleFilter extends PageQuery {
  readonly q?: string | undefined;
  readonly rule?: string | undefined;
  readonly domain?: string | undefined;
}

/** A page of the texts of rules in force, by id. */
export async function listRuleTexts(
  store: Pick<Store, "db">,
  filter: RuleFilter,
): Promise<{ readonly rules: readonly RuleArticle[]; readonly next?: string }> {
  const { rule, domain, cursor = "", limit } = filter;
  const words = wordsIn(filter.q);
  const found = (await currentModels(store))
    .flatMap((model) => model.rules.map((one) => articleOf(model, one)))
    .filter((one) => one.rule > cursor && (rule === undefined || one.rule === rule))
    .filter((one) => (domain === undefined || one.domain === domain) && hasAll(one, words))
    .toSorted((a, b) => (a.rule < b.rule ? -1 : 1));
  const { rows, ...next } = page(found.slice(0, limit + 1), filter, (one) => one.rule);
  return { rules: rows, ...next };
}

function articleOf(model: Model, rule: Rule): RuleArticle {
  const { id, version, level, name, point, explanation, advice = null, basis } = rule;
  return {
    rule: id,
    version,
    model: model.id,
    modelVersion: model.version,
    modelName: model.name,
    domain: model.domain,
    level,
    class: rule.class,
    name,
    point,
    explanation,
    advice,
    basis,
  };
}

function hasAll(one: RuleArticle, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const { rule, model, modelName, name, point, explanation, advice, basis } = one;
  const texts = [modelName, name, point, explanation, ...(advice === null ? [] : [advice])];
  const said = [rule, model, ...basis, ...texts.flatMap((text) => [text["zh-CN"], text.en])];
  const whole = said.join("\n").toLowerCase();
  return words.every((word) => whole.includes(word));
}
