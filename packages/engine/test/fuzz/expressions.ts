import * as fc from "fast-check";

const call = (
  parts: readonly fc.Arbitrary<string>[],
  write: (...texts: string[]) => string,
): fc.Arbitrary<string> => fc.tuple(...parts).map((texts) => write(...texts));

const pick = (...texts: readonly string[]): fc.Arbitrary<string> => fc.constantFrom(...texts);

const orders = pick("<", "<=", ">", ">=", "==", "!=");
const variables = ["x", "y"] as const;

const grammar = fc.letrec<{
  condition: string;
  int: string;
  double: string;
  text: string;
  texts: string;
  ints: string;
  time: string;
  span: string;
  money: string;
  any: string;
  odd: string;
}>((tie) => {
  const bool = tie("condition");
  const int = tie("int");
  const double = tie("double");
  const text = tie("text");
  const texts = tie("texts");
  const ints = tie("ints");
  const time = tie("time");
  const span = tie("span");
  const odd = tie("odd");
  const options = { maxDepth: 5, depthSize: "small" as const, depthIdentifier: "rule" };
  const choose = (operand: fc.Arbitrary<string>): fc.Arbitrary<string> =>
    call([bool, operand, operand], (test, a, b) => `(${test} ? ${a} : ${b})`);
  const bind = (value: fc.Arbitrary<string>, body: fc.Arbitrary<string>): fc.Arbitrary<string> =>
    call([value, body], (a, b) => `cel.bind(z, ${a}, ${b})`);
  const infix = (operand: fc.Arbitrary<string>, ...operators: readonly string[]): fc.Arbitrary<string> =>
    call([operand, pick(...operators), operand], (a, operator, b) => `(${a} ${operator} ${b})`);
  const macro = (name: string): fc.Arbitrary<string> =>
    call(
      [pick(...variables), pick("event.tags", "event.bids", "event.labels", "event.anything"), bool],
      (x, list, body) =>
        `${list}.${name}(${x}, ${body.replaceAll("event.title", list === "event.bids" ? `${x}.id` : `string(${x})`)})`,
    );
  return {
    condition: fc.oneof(
      options,
      pick(
        "true",
        "false",
        "event.urgent",
        "has(event.title)",
        "has(event.value.amount)",
        "has(event.anything.a)",
      ),
      infix(bool, "&&", "||", "==", "!="),
      call([bool], (a) => `!${a}`),
      call([int, orders, int], (a, order, b) => `${a} ${order} ${b}`),
      call([double, orders, double], (a, order, b) => `${a} ${order} ${b}`),
      call([text, orders, text], (a, order, b) => `${a} ${order} ${b}`),
      call([time, orders, time], (a, order, b) => `${a} ${order} ${b}`),
      call([span, orders, span], (a, order, b) => `${a} ${order} ${b}`),
      call([odd, orders, odd], (a, order, b) => `${a} ${order} ${b}`),
      call([text, pick("contains", "startsWith", "endsWith"), text], (a, name, b) => `${a}.${name}(${b})`),
      call([text, pick('"^a+$"', '"[0-9]{2,}"', "r'\\d'", '"(a|b)*c"')], (a, b) => `${a}.matches(${b})`),
      call([text, texts], (a, b) => `${a} in ${b}`),
      call([int, ints], (a, b) => `${a} in ${b}`),
      call(
        [pick("contains", "intersects", "equivalent"), texts, texts],
        (name, a, b) => `sets.${name}(${a}, ${b})`,
      ),
      macro("exists"),
      macro("all"),
      macro("exists_one"),
      choose(bool),
      bind(int, bool),
      call([bool, bool], (a, b) => `{true: ${a}}[${b}]`),
      call([text], (a) => `cannotJudge(${a})`),
    ),
    int: fc.oneof(
      options,
      fc.integer({ min: -9, max: 9 }).map(String),
      pick("event.count", "event.value.amount", "params.days", "9007199254740991", "event.labels['a']", "z"),
      infix(int, "+", "-", "*", "/", "%"),
      call([fc.oneof(text, texts, ints)], (a) => `size(${a})`),
      call([ints, int], (a, b) => `${a}[${b}]`),
      call([pick("sum", "min", "max"), ints], (name, a) => `${name}(${a})`),
      call([double], (a) => `int(${a})`),
      call([int], (a) => `abs(-${a})`),
      call([time, pick("getHours", "getFullYear", "getDayOfWeek")], (a, name) => `${a}.${name}()`),
      call([span], (a) => `${a}.getMinutes()`),
      call([text, text], (a, b) => `${a}.indexOf(${b})`),
      choose(int),
    ),
    double: fc.oneof(
      options,
      pick("0.5", "2.0", "1e300", "event.share", "params.cut", "1"),
      infix(double, "+", "-", "*", "/"),
      call([int], (a) => `double(${a})`),
      choose(double),
    ),
    text: fc.oneof(
      options,
      pick(
        '""',
        '"a"',
        '"采购"',
        "'𝒜'",
        "event.title",
        "event.ocid",
        "event.constructor",
        "event.value.currency",
      ),
      infix(text, "+"),
      call([int], (a) => `string(${a})`),
      call([text, int], (a, b) => `${a}.charAt(${b})`),
      call([text, int], (a, b) => `${a}.substring(${b})`),
      call([text, text, text], (a, b, c) => `${a}.replace(${b}, ${c})`),
      call([text, pick("trim", "lowerAscii", "upperAscii")], (a, name) => `${a}.${name}()`),
      call([texts, text], (a, b) => `${a}.join(${b})`),
      call([texts, int], (a, b) => `${a}[${b}]`),
      choose(text),
    ),
    texts: fc.oneof(
      options,
      pick("event.tags", "params.words", '["a", "b"]', "event.bids.map(x, x.id)"),
      infix(texts, "+"),
      call([texts], (a) => `distinct(${a})`),
      call([texts], (a) => `${a}.sort()`),
      call([texts, bool], (a, b) => `${a}.filter(x, ${b})`),
      call([texts, text], (a, b) => `${a}.map(x, x + ${b})`),
      call([text, text], (a, b) => `${a}.split(${b})`),
      call([texts, texts], (a, b) => `[${a}, ${b}].flatten()`),
    ),
    ints: fc.oneof(
      options,
      pick("[1, 2, 3]", "[]", "event.bids.map(x, x.value.amount)", "[event.count]"),
      infix(ints, "+"),
      call([ints], (a) => `distinct(${a})`),
      call([ints, int], (a, b) => `${a}.map(y, y * ${b})`),
      call([texts, int], (a, b) => `${a}.map(x, size(x) > 0, ${b})`),
    ),
    time: fc.oneof(
      options,
      pick("now", "event.noticeAt", "event.dueAt", 'timestamp("2026-05-01T09:00:00+08:00")'),
      call([time, span], (a, b) => `(${a} + ${b})`),
      call([text], (a) => `timestamp(${a})`),
    ),
    span: fc.oneof(
      options,
      pick('duration("72h")', "params.wait", 'duration("0.5s")'),
      call([time, time], (a, b) => `(${a} - ${b})`),
      infix(span, "+", "-"),
      call([text], (a) => `duration(${a})`),
    ),
    money: pick("event.value", "params.limit", "event.bids[0].value"),
    any: pick(
      "event.anything",
      "event.anything.a",
      "event.anything['b'][0]",
      "dyn(event.count)",
      "event.labels",
      "null",
    ),
    odd: fc.oneof(
      options,
      tie("money"),
      tie("any"),
      int,
      text,
      texts,
      time,
      bool,
      pick("event", "type(event.count)", "b'a'", "1u", "nope", "event.nope"),
    ),
  };
});

/**
 * Expressions of the rule language over the event type `purchase` of the tests, most of them well typed: every operator,
 * macro and family of functions, and now and then an operand of another type, so that the checker has something to
 * refuse.
 */
export const condition: fc.Arbitrary<string> = grammar.condition;
