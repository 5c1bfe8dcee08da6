import type { Feature, Locale, LocalizedText, Rule, WindowFunction } from "@probity/contracts";
import type { Environment } from "./environment.ts";
import { tellText } from "./reading.ts";
import type { Reading } from "./reading.ts";
import type { EnvironmentOf } from "./rule-environment.ts";

type Tell = (text: string, env: Environment) => string;
type WindowText = NonNullable<Feature["window"]>;

/** Reads the features of a rule aloud. Throws the coded error of an expression that does not compile. */
export function featureReadingOf(rule: Rule, environmentOf: EnvironmentOf): readonly Reading[] {
  const env = environmentOf(rule);
  return Object.entries(rule.features ?? {}).map(([name, feature]) => {
    const tell = (locale: Locale): string => {
      const say: Tell = (text, scope) => tellText(text, scope, rule, locale);
      const { window } = feature;
      if (window === undefined) return otherText(feature, locale, (text) => say(text, env));
      const counted = env.features.counted(window.of);
      const voices = {
        counted: (text: string) => say(text, counted),
        judged: (text: string) => say(text, env),
      };
      return windowText(window, rule, locale, voices);
    };
    return { field: `features.${name}`, text: { "zh-CN": tell("zh-CN"), en: tell("en") } };
  });
}

const functions: { readonly [fn in WindowFunction]: (value: string) => LocalizedText } = {
  count: () => ({ "zh-CN": "数量", en: "how many there are" }),
  exists: () => ({ "zh-CN": "是否存在", en: "whether there is one" }),
  sum: (value) => ({ "zh-CN": `${value} 之和`, en: `the sum of ${value}` }),
  avg: (value) => ({ "zh-CN": `${value} 的平均值`, en: `the average of ${value}` }),
  min: (value) => ({ "zh-CN": `${value} 的最小值`, en: `the smallest ${value}` }),
  max: (value) => ({ "zh-CN": `${value} 的最大值`, en: `the largest ${value}` }),
  distinct: (value) => ({ "zh-CN": `${value} 的不同值个数`, en: `how many different ${value} there are` }),
  last: (value) => ({ "zh-CN": `最近一次的 ${value}`, en: `the latest ${value}` }),
};

const periods = {
  month: { "zh-CN": "本月", en: "in the month of the act" },
  quarter: { "zh-CN": "本季度", en: "in the quarter of the act" },
  year: { "zh-CN": "本年", en: "in the year of the act" },
} as const;

/** How expressions over a counted event and over the one under judgement are read. */
interface Voices {
  readonly counted: (text: string) => string;
  readonly judged: (text: string) => string;
}

function windowText(window: WindowText, rule: Rule, locale: Locale, { counted, judged }: Voices): string {
  const { fn, of, by, at = by, where, value = "", prior = false, from = "own" } = window;
  const what = functions[fn](value === "" ? "" : counted(value))[locale];
  const same = by.map((text, place) => keyText(counted(text), judged(at[place] ?? text), locale));
  const when = spanText(window, rule, locale);
  const filter = where === undefined ? "" : counted(where);
  if (locale === "zh-CN") {
    const head = `${when}${from === "all" ? "所有系统的" : ""}${of.join("、")}的${what}`;
    return `${head}，${prior ? "不含" : "含"}本次；${same.join("，")}${filter === "" ? "" : `；其中${filter}`}`;
  }
  const head = `${what}: ${of.join(", ")}${from === "all" ? " of all sources" : ""} ${when}`;
  const own = prior ? "this act left out" : "this act included";
  return `${head}, ${own}, with ${same.join(" and ")}${filter === "" ? "" : `, where ${filter}`}`;
}

function keyText(counted: string, judged: string, locale: Locale): string {
  if (counted === judged) return locale === "zh-CN" ? `相同的 ${counted}` : `the same ${counted}`;
  return locale === "zh-CN"
    ? `其 ${counted} 等于本次的 ${judged}`
    : `its ${counted} being this act's ${judged}`;
}

function spanText({ within = "", period }: WindowText, rule: Rule, locale: Locale): string {
  if (period !== undefined) return periods[period][locale];
  const name = within.startsWith("params.") ? within.slice("params.".length) : undefined;
  const param = name === undefined ? undefined : rule.params?.[name];
  const length =
    param === undefined ? within : `${String(param.default)}${param.type === "int" ? "d" : ""} (${name})`;
  return locale === "zh-CN" ? `最近 ${length} 内` : `within ${length} up to the act`;
}

function otherText(
  { history, owners, shared, path }: Feature,
  locale: Locale,
  say: (text: string) => string,
): string {
  const zh = locale === "zh-CN";
  if (history !== undefined) {
    const types = (history.of ?? []).join(zh ? "、" : ", ");
    return zh
      ? `本流程此前的事项：${types || "全部"}`
      : `the earlier events of this process: ${types || "all"}`;
  }
  if (owners !== undefined) {
    const among = say(owners.among);
    return zh
      ? `${among} 的共同所有者，向上 ${owners.depth} 层`
      : `who owns several of ${among}, up to ${owners.depth} levels`;
  }
  if (shared !== undefined) {
    const among = say(shared.among);
    return zh
      ? `${among} 之间相同的信息：${shared.kinds.join("、")}`
      : `what several of ${among} have in common: ${shared.kinds.join(", ")}`;
  }
  const [from, to, depth] = [say(path?.from ?? ""), say(path?.to ?? ""), path?.depth ?? 1];
  return zh
    ? `${from} 与 ${to} 之间至多 ${depth} 步的最短关系路径`
    : `the shortest connection of ${from} with ${to}, over at most ${depth} relations`;
}
