import type { Feature, Locale, LocalizedText, Rule, WindowFunction } from "@probity/contracts";
import { connecting, owning } from "./compile-feature.ts";
import { compileText } from "./compile-text.ts";
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
        isList: (text: string) => compileText(text, counted).type.kind === "list",
      };
      return windowText(window, rule, locale, voices);
    };
    return { field: `features.${name}`, text: { "zh-CN": tell("zh-CN"), en: tell("en") } };
  });
}

/** What a window says of the events `of` and of their `value`. */
type Phrase = (of: string, value: string) => LocalizedText;

const functions: { readonly [fn in WindowFunction]: Phrase } = {
  count: (of) => ({ "zh-CN": `${of} 的数量`, en: `the number of ${of}` }),
  exists: (of) => ({ "zh-CN": `是否有 ${of}`, en: `whether there is any ${of}` }),
  sum: (of, value) => ({ "zh-CN": `${of} 的 ${value} 之和`, en: `the sum of ${value} over ${of}` }),
  avg: (of, value) => ({ "zh-CN": `${of} 的 ${value} 的平均值`, en: `the average of ${value} over ${of}` }),
  min: (of, value) => ({ "zh-CN": `${of} 的 ${value} 的最小值`, en: `the smallest ${value} of ${of}` }),
  max: (of, value) => ({ "zh-CN": `${of} 的 ${value} 的最大值`, en: `the largest ${value} of ${of}` }),
  distinct: (of, value) => ({
    "zh-CN": `${of} 中不同的 ${value} 的个数`,
    en: `the number of different ${value} among ${of}`,
  }),
  last: (of, value) => ({ "zh-CN": `最近一次 ${of} 的 ${value}`, en: `${value} of the latest ${of}` }),
};

/** Where the value is `now`, the time of the counted event. */
const timesOf: { readonly [fn in WindowFunction]?: Phrase } = {
  min: (of) => ({ "zh-CN": `最早一次 ${of} 的时间`, en: `the time of the first ${of}` }),
  max: (of) => ({ "zh-CN": `最近一次 ${of} 的时间`, en: `the time of the latest ${of}` }),
  last: (of) => ({ "zh-CN": `最近一次 ${of} 的时间`, en: `the time of the latest ${of}` }),
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
  /** True where the part of a key is a list, whose items are keys by themselves. */
  readonly isList: (text: string) => boolean;
}

function windowText(window: WindowText, rule: Rule, locale: Locale, voices: Voices): string {
  const { counted, judged, isList } = voices;
  const { fn, of, by, at = by, where, value = "", prior = false, from = "own" } = window;
  const zh = locale === "zh-CN";
  const phrase = (value.trim() === "now" ? timesOf[fn] : undefined) ?? functions[fn];
  const what = phrase(of.join(zh ? "、" : ", "), value === "" ? "" : counted(value))[locale];
  const same = by.map((text, place) =>
    keyText([counted(text), judged(at[place] ?? text)], isList(text), locale),
  );
  const when = spanText(window, rule, locale);
  const filter = where === undefined ? "" : counted(where);
  if (zh) {
    const gap = /^[a-z]/i.test(what) ? " " : "，";
    const head = `${when}${from === "all" ? "所有系统中" : ""}${gap}${what}，${prior ? "不含" : "含"}本次`;
    return `${head}；${same.join("，")}${filter === "" ? "" : `；其中${filter}`}`;
  }
  const head = `${what}${from === "all" ? " of all sources" : ""} ${when}`;
  const own = prior ? "this act left out" : "this act included";
  return `${head}, ${own}, with ${same.join(" and ")}${filter === "" ? "" : `, where ${filter}`}`;
}

function keyText(
  [counted, judged]: readonly [counted: string, judged: string],
  isList: boolean,
  locale: Locale,
): string {
  const zh = locale === "zh-CN";
  if (counted !== judged)
    return zh ? `其 ${counted} 等于本次的 ${judged}` : `its ${counted} being this act's ${judged}`;
  if (isList) return zh ? `逐项按 ${counted}` : `each item of ${counted} by itself`;
  return zh ? `相同的 ${counted}` : `the same ${counted}`;
}

function spanText({ within = "", period }: WindowText, rule: Rule, locale: Locale): string {
  if (period !== undefined) return periods[period][locale];
  const zh = locale === "zh-CN";
  const name = within.startsWith("params.") ? within.slice("params.".length) : undefined;
  const param = name === undefined ? undefined : rule.params?.[name];
  if (param === undefined) return spanWords(lengthWords(within, zh), zh);
  const length = lengthWords(`${String(param.default)}${param.type === "int" ? "d" : ""}`, zh);
  return spanWords(zh ? `${length}（参数 ${name}）` : `${length} (parameter ${name})`, zh);
}

const spanWords = (length: string, zh: boolean): string =>
  zh ? `最近 ${length}内` : `within ${length} up to the act`;

/** `365d` in words; other durations as CEL writes them. */
function lengthWords(text: string, zh: boolean): string {
  const days = /^([0-9]+)d$/.exec(text)?.[1];
  if (days === undefined) return zh ? `${text} ` : text;
  return zh ? `${days} 天` : `${days} ${days === "1" ? "day" : "days"}`;
}

function otherText(
  { history, owners, shared, path }: Feature,
  locale: Locale,
  say: (text: string) => string,
): string {
  const zh = locale === "zh-CN";
  const list = (words: readonly string[]): string => words.join(zh ? "、" : ", ");
  if (history !== undefined) {
    const types = list(history.of ?? []);
    return zh
      ? `本流程此前的事项：${types || "全部"}`
      : `the earlier events of this process: ${types || "all"}`;
  }
  if (owners !== undefined) {
    const { depth, minShare = 0, kinds = owning } = owners;
    const share = shareText(minShare, zh, ["，在每家至少持有 ", ", with at least "], ["", " of each"]);
    const head = zh
      ? `以下各方的共同所有者（${list(kinds)}），向上 ${depth} 层${share}：`
      : `who owns several of these (${list(kinds)}), up to ${several(depth, "level")}${share}:`;
    return `${head}\n${say(owners.among)}`;
  }
  if (shared !== undefined) {
    const head = zh
      ? `以下各方之间相同的 ${list(shared.kinds)}：`
      : `${list(shared.kinds)} in common among these:`;
    return `${head}\n${say(shared.among)}`;
  }
  const { from = "", to = "", depth = 1, minShare = 0, kinds = connecting } = path ?? {};
  const share = shareText(minShare, zh, ["，每步持股至少 ", ", each with a share of at least "], ["", ""]);
  return zh
    ? `至多 ${depth} 步的最短关系路径（${list(kinds)}）${share}\n自：${say(from)}\n至：${say(to)}`
    : `the shortest connection over at most ${several(depth, "relation")} (${list(kinds)})${share}\nfrom: ${say(from)}\nto: ${say(to)}`;
}

const several = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

type Words = readonly [zh: string, en: string];

function shareText(share: number, zh: boolean, before: Words, after: Words): string {
  if (share === 0) return "";
  const percent = `${Math.round(share * 10_000) / 100} %`;
  return zh ? `${before[0]}${percent}${after[0]}` : `${before[1]}${percent}${after[1]}`;
}
