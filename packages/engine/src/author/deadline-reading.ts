import type { Deadline, Locale, Rule } from "@probity/contracts";
import { type Reading, tellText } from "./reading.ts";
import type { EnvironmentOf } from "./rule-environment.ts";

/** Reads the deadline of a rule aloud; empty for one without. Throws the coded error of an expression that does not compile. */
export function deadlineReadingOf(rule: Rule, environmentOf: EnvironmentOf): readonly Reading[] {
  const { deadline } = rule;
  if (deadline === undefined) return [];
  const env = environmentOf(rule);
  const counted = env.features.counted(deadline.until.of);
  const tell = (locale: Locale): string => {
    const { from, until } = deadline;
    const length = lengthOf(deadline, locale);
    const start = from === undefined ? undefined : tellText(from, env, rule, locale);
    const where = until.where === undefined ? undefined : tellText(until.where, counted, rule, locale);
    const keys =
      until.by === undefined || until.at === undefined
        ? undefined
        : ([tellText(until.by, counted, rule, locale), tellText(until.at, env, rule, locale)] as const);
    const types = until.of.join(", ");
    return locale === "en"
      ? sentence([
          `within ${length} of ${start ?? "the event"}, ${types} has to come in the same process`,
          where === undefined ? undefined : `where ${where}`,
          keys === undefined ? undefined : `whose ${keys[0]} is the ${keys[1]} of what begins it`,
        ])
      : sentence([
          `自 ${start ?? "该事件"} 起 ${length} 内，同一流程应有 ${types}`,
          where === undefined ? undefined : `且 ${where}`,
          keys === undefined ? undefined : `且其 ${keys[0]} 等于起算事件的 ${keys[1]}`,
        ]);
  };
  return [{ field: "deadline", text: { "zh-CN": tell("zh-CN"), en: tell("en") } }];
}

function lengthOf({ within, workingDays }: Deadline, locale: Locale): string {
  if (workingDays === undefined) return within ?? "";
  if (locale === "zh-CN") return `${workingDays} 个工作日`;
  return `${workingDays} working ${workingDays === 1 ? "day" : "days"}`;
}

const sentence = (parts: readonly (string | undefined)[]): string =>
  parts.filter((part) => part !== undefined).join("\n");
