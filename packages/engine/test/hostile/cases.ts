import type { JsonObject } from "@probity/contracts";

/** A rule and data that are made to keep the engine busy. */
export interface HostileCase {
  readonly name: string;
  readonly when: string;
  readonly data: () => JsonObject;
}

const many = (count: number, item: (at: number) => unknown): unknown[] =>
  Array.from({ length: count }, (_, at) => item(at));
const json = (value: object): JsonObject => JSON.parse(JSON.stringify(value));
const labels = (count: number): Record<string, number> =>
  Object.fromEntries(many(count, (at) => [`key-${at}`, at]) as [string, number][]);
const wide = (at: number): object => ({ ...labels(60), last: at });
const long = (end: string): string => "a".repeat(200_000) + end;
/** A text of `a` and `b` without a pattern to it. */
const coins = (count: number): string => {
  let state = 1;
  return many(count, () => ((state = (state * 48_271) % 2_147_483_647) % 2 === 0 ? "a" : "b")).join("");
};
const tags = (count: number): string[] => Array.from({ length: count }, (_, at) => `t${at}`);
const days = (count: number): string[] =>
  Array.from({ length: count }, (_, at) => new Date(1_700_000_000_000 + at * 86_400_000).toISOString());
const every = (when: string): string => `event.tags.all(t, ${when})`;

/** Each spends its budget; none may take long before it has (EN-3). */
export const hostileCases: readonly HostileCase[] = [
  {
    name: "four nested loops",
    when: "event.anything.map(a, event.anything.map(b, event.anything)).size() < 0",
    data: () => json({ anything: many(2000, () => 1) }),
  },
  {
    name: "whole objects in a pair loop",
    when: "event.anything.exists(a, event.anything.exists(b, a == b && a.last != b.last))",
    data: () => json({ anything: many(200, wide) }),
  },
  {
    name: "whole lists in a pair loop",
    when: "event.anything.all(a, event.anything.all(b, [a, b] != [b, a, a] && a == a))",
    data: () => json({ anything: many(200, () => many(100, (at) => at)) }),
  },
  {
    name: "a large map in a loop that ends at once",
    when: every("event.labels.exists(k, true)"),
    data: () => json({ tags: tags(9000), labels: labels(5000) }),
  },
  {
    name: "a large map compared again and again",
    when: every("event.labels == event.anything"),
    data: () => json({ tags: tags(9000), labels: labels(5000), anything: labels(5000) }),
  },
  {
    name: "the size of a large map",
    when: every("size(event.labels) > 0"),
    data: () => json({ tags: tags(9000), labels: labels(5000) }),
  },
  {
    name: "two long texts that are equal",
    when: every("event.title == event.ocid"),
    data: () => json({ tags: tags(9000), title: long("b"), ocid: long("b") }),
  },
  {
    name: "the order of two long texts",
    when: every("event.title < event.ocid"),
    data: () => json({ tags: tags(9000), title: long("b"), ocid: long("c") }),
  },
  {
    name: "a long text in a list",
    when: every("event.title in event.anything"),
    data: () => json({ tags: tags(9000), title: long("b"), anything: [long("b")] }),
  },
  {
    name: "a long text searched",
    when: every(`!event.title.contains("aaaaaaaab")`),
    data: () => json({ tags: tags(9000), title: long("") }),
  },
  {
    name: "a long text as a number",
    when: every("double(event.title) == 1.0 || true"),
    data: () => json({ tags: tags(9000), title: "1".repeat(200_000) }),
  },
  {
    name: "a long text as bytes",
    when: every("size(bytes(event.title)) > 0"),
    data: () => json({ tags: tags(9000), title: long("") }),
  },
  {
    name: "a pattern on long texts",
    when: every(`!event.title.matches("^(a+)+$")`),
    data: () => json({ tags: tags(9000), title: long("b") }),
  },
  {
    name: "a pattern of very many states",
    when: every(`!event.title.matches("a(a|b){14}[ab]{3}$")`),
    data: () => json({ tags: tags(9000), title: `${coins(9000)}${"b".repeat(18)}` }),
  },
  {
    name: "places in a text of astral characters",
    when: every(`event.title.charAt(7) != "a"`),
    data: () => json({ tags: tags(9000), title: "\u{1f600}".repeat(50_000) }),
  },
  {
    name: "distinct texts in a loop",
    when: every("size(distinct(event.tags)) > 0"),
    data: () => json({ tags: tags(9000) }),
  },
  {
    name: "the greatest of many texts in a loop",
    when: every(`max(event.tags) != ""`),
    data: () => json({ tags: tags(9000) }),
  },
  {
    name: "time zones in a loop",
    when: `event.tags.all(t, timestamp(t).getHours("America/New_York") >= 0)`,
    data: () => json({ tags: days(9000) }),
  },
  {
    name: "a body of many parts",
    when: every(`size([${many(60, (at) => `event.count + ${at} + 1`).join(", ")}]) > 0`),
    data: () => json({ tags: tags(9000), count: 1 }),
  },
  {
    name: "doubling texts",
    when: `event.tags${".map(v, v + v)".repeat(24)}.exists(v, v == "")`,
    data: () => json({ tags: ["ab"] }),
  },
  {
    name: "doubling lists",
    when: `[event.tags]${".map(l, l + l)".repeat(20)}.size() < 0`,
    data: () => json({ tags: tags(50) }),
  },
  {
    name: "distinct objects",
    when: "size(distinct(event.anything)) < 0",
    data: () => json({ anything: many(3000, (at) => ({ at })) }),
  },
];
