/** A text that is made to hurt whoever parses or checks it, and the code that it is refused with. */
export interface HostileText {
  readonly name: string;
  readonly when: string;
  readonly code: "PROBITY_E_RULE_SYNTAX" | "PROBITY_E_RULE_PROFILE" | "PROBITY_E_RULE_TYPE";
}

const times = (count: number, text: string): string => text.repeat(count);
const chain = (count: number, term: string, operator: string): string =>
  Array.from({ length: count }, () => term).join(operator);

const profile = "PROBITY_E_RULE_PROFILE";
const type = "PROBITY_E_RULE_TYPE";
const syntax = "PROBITY_E_RULE_SYNTAX";

/** The attacks of design/engine.md, section 5, that end before a rule exists (EN-3), and more of their kind. */
export const hostileTexts: readonly HostileText[] = [
  { name: "5,000 parentheses", when: `${times(5000, "(")}true${times(5000, ")")}`, code: profile },
  { name: "5,000 nested lists", when: `size(${times(5000, "[")}${times(5000, "]")}) == 1`, code: profile },
  { name: "5,000 nested ternaries", when: `${times(5000, "true ? true : ")}false`, code: profile },
  { name: "600 nested ternaries in 4 kB", when: `${times(600, "p?1:")}1`, code: profile },
  { name: "a chain of 20,000 &&", when: chain(20_000, "true", " && "), code: profile },
  { name: "a chain of 20,000 +", when: `${chain(20_000, "1", "+")} == 1`, code: profile },
  { name: "a chain of 1,000 + in 4 kB", when: `${chain(1000, "1", "+")} == 1`, code: profile },
  { name: "a chain of 800 fields", when: `event${times(800, ".a")} == 1`, code: profile },
  { name: "a chain of 1,000 indices", when: `event${times(1000, "[0]")} == 1`, code: profile },
  { name: "20,001 times !", when: `${times(20_001, "!")}true`, code: profile },
  { name: "4,000 times ! with spaces", when: `${times(2000, "! ")}true`, code: profile },
  { name: "4,000 times -", when: `${times(4000, "-")}1 == 1`, code: profile },
  {
    name: "60 sums in brackets",
    when: `${times(60, "1+(")}1${times(60, ")")} == 1`,
    code: profile,
  },
  {
    name: "four nested maps",
    when: "event.tags.map(a, event.tags.map(b, event.tags.map(c, event.tags.map(d, a)))).size() == 1",
    code: profile,
  },
  {
    name: "maps in the ranges of maps",
    when: `event.tags${times(200, ".map(v,v)")}.size() == 1`,
    code: profile,
  },
  { name: "300 nested calls", when: `${times(300, "size([")}1${times(300, "])")} == 1`, code: profile },
  { name: "300 nested map literals", when: `${times(300, "{1:")}1${times(300, "}")} == {}`, code: profile },
  { name: "a list of 2,000 items", when: `1 in [${chain(2000, "1", ",")}]`, code: profile },
  { name: "a megabyte of text", when: `event.title == "${times(1_000_000, "x")}"`, code: profile },
  { name: "a megabyte of brackets that open nothing", when: times(1_000_000, ")"), code: profile },
  {
    name: "a pattern of nested repeats",
    when: `event.title.matches("${times(9, "(a")}${times(9, "){1000}")}")`,
    code: type,
  },
  { name: "a pattern with a back reference", when: String.raw`event.title.matches(r"(a+)\1")`, code: type },
  { name: "a pattern with look-ahead", when: `event.title.matches("(?=a)")`, code: type },
  { name: "a pattern of 300 characters", when: `event.title.matches("${times(300, "a")}")`, code: profile },
  { name: "a pattern from the event", when: "event.title.matches(event.ocid)", code: profile },
  { name: "an unclosed text", when: `event.title == "${times(3000, "'")}`, code: syntax },
  {
    name: "an unclosed triple quote, again and again",
    when: times(1300, `"""`).slice(0, 3899),
    code: syntax,
  },
  { name: "a lone surrogate", when: "event.title == \ud800", code: syntax },
  { name: "a null byte", when: "event.title == \u0000", code: syntax },
  { name: "an integer of 4,000 digits", when: `event.count > ${times(4000, "9")}`, code: profile },
  { name: "an exponent of 4,000 digits", when: `event.share > 1e${times(3900, "9")}`, code: profile },
  {
    name: "a duration of 4,000 digits",
    when: `duration("${times(3900, "9")}h") == duration("1h")`,
    code: type,
  },
  { name: "the constructor of nothing", when: "constructor == 1", code: type },
  { name: "the prototype of nothing", when: "__proto__ == 1", code: type },
  { name: "toString of nothing", when: "toString() == 'x'", code: type },
  { name: "valueOf of nothing", when: "valueOf() == 1", code: type },
  { name: "hasOwnProperty of the event", when: "event.hasOwnProperty('title')", code: type },
  { name: "the length of a list", when: "event.tags.length == 1", code: type },
  { name: "a function of the prototype of a text", when: "event.title.toUpperCase() == 'A'", code: type },
  { name: "__proto__ of the parameters", when: "params.__proto__ == 1", code: type },
  { name: "constructor of the time", when: "now.constructor == 1", code: type },
  { name: "__proto__ of a sum", when: "event.value['__proto__'] == 1", code: type },
];
