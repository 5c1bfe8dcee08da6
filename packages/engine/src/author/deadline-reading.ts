import type { Locale, Rule } from "@probity/contracts";
import { type Reading, tellText } from "./reading.ts";
import type { EnvironmentOf } from "./rule-environment.ts";

/** Reads the deadline of a rule aloud; empty for one without. Throws the coded error of an expression that does not compile. */
export function deadlineReadingOf(rule: Rule, environmentOf: EnvironmentOf): readonly Reading[] {
  const { deadline } = rule;
  if (deadline === undefined) return [];
  const env = environmentOf(rule);
  const counted = env.features.counted(deadline.until.of);
  const tell = (locale: Locale): string => {
    const { from, within, until } = deadline;
    const start = from === undefined ? undefined : tellText(from, env, rule, locale);
    const where = until.where === undefined ? undefined : tellText(until.where, counted, rule, locale);
    const keys =
      until.by === undefined || until.at === undefined
        ? undefined
        : ([tellText(until.by, counted, rule, locale), tellText(until.at, env, rule, locale)] as const);
    const types = until.of.join(", ");
    return locale === "en"
      ? sentence([
          `within ${within} of ${start ?? "the event"}, ${types} has to come in the same process`,
          where === undefined ? undefined : `where ${where}`,
          keys === undefined ? undefined : `whose ${keys[0]} is the ${keys[1]} of what begins it`,
        ])
      : sentence([
          `自 ${start ?? "该事件"} 起 ${within} 内，同一流程应有 ${types}`,
          where === undefined ? undefined : `且 ${where}`,
          keys === undefined ? undefined : `且其 ${keys[0]} 等于起算事件的 ${keys[1]}`,
        ]);
  };
  return [{ field: "deadline", text: { "zh-CN": tell("zh-CN"), en: tell("en") } }];
}

const sentence = (parts: readonly (string | undefined)[]): string =>
  parts.filter((part) => part !== undefined).join("\n");
