import type { Locale, LocalizedText, Rule } from "@probity/contracts";
import { parseDuration } from "../values/duration.ts";
import { toWords } from "../bundle/render.ts";
import { convertParam } from "../bundle/params.ts";
import { columnTypesOf } from "./param-problem.ts";
import { type Ast, isOperator, type MacroAst } from "./ast.ts";
import { readable } from "./call-advice.ts";
import { check } from "./check.ts";
import { type Environment, withVariable } from "./environment.ts";
import { expressionsOf } from "./expressions.ts";
import { parseText } from "./parse-text.ts";
import { sourceOf } from "./places.ts";
import { type ReadingWords, readingWords } from "./reading-words.ts";
import type { EnvironmentOf } from "./rule-environment.ts";
import { itemOf } from "./type.ts";

/** A rule's expression in plain words, in both languages; long ones have a line for each part. */
export interface Reading {
  /** `applies`, `when` or `evidence.NAME`. */
  readonly field: string;
  readonly text: LocalizedText;
}

/**
 * Reads a rule's expressions aloud from their checked trees: what they compare, which parameters with which defaults,
 * macros as "some", "every", "the number of". Throws the coded error of an expression that does not compile.
 */
export function readingOf(rule: Rule, environmentOf: EnvironmentOf): readonly Reading[] {
  const env = environmentOf(rule);
  return expressionsOf(rule).map(({ field, text }) => {
    const tell = (locale: Locale): string => tellText(text, env, rule, locale);
    return { field, text: { "zh-CN": tell("zh-CN"), en: tell("en") } };
  });
}

/** Reads one expression of a rule aloud. Throws the coded error of one that does not compile. */
export function tellText(text: string, env: Environment, rule: Rule, locale: Locale): string {
  const ast = parseText(text);
  check(ast, env);
  return new Reader(locale, rule).tell(ast, env).replaceAll(/ +\n/g, "\n");
}

/** Longest condition on one line, in columns; a Chinese character has two. */
const lineColumns = 76;

class Reader {
  private readonly locale: Locale;
  private readonly words: ReadingWords;
  private readonly rule: Rule;

  constructor(locale: Locale, rule: Rule) {
    this.locale = locale;
    this.words = readingWords[locale];
    this.rule = rule;
  }

  /** On one line when it is short, else one line for each part of `&&` and `||`. */
  tell(ast: Ast, env: Environment, indent: string = ""): string {
    const inline = this.say(ast, env);
    if (columnsOf(inline) <= lineColumns) return inline;
    if (ast.op === "macro" && (ast.name === "exists" || ast.name === "all" || ast.name === "bind")) {
      const line = onlyItem(ast) === undefined ? "" : `\n${indent}`;
      return this.macro(ast, env, (body, inside) => line + this.tell(body, inside, indent));
    }
    if (ast.op !== "call" || (ast.name !== "_&&_" && ast.name !== "_||_")) return inline;
    const head = ast.name === "_&&_" ? this.words.all : this.words.any;
    const lines = ast.args.map((part) => `${indent}- ${this.tell(part, env, `${indent}  `)}`);
    return [head, ...lines].join("\n");
  }

  private say(ast: Ast, env: Environment): string {
    switch (ast.op) {
      case "lit":
        return this.literal(ast);
      case "ident":
        return ast.name === "now" && env.variables.get("now")?.ir[0] === "var" ? this.words.now : ast.name;
      case "select":
        return (
          this.param(ast, env) ?? this.paramAmount(ast, env) ?? `${this.holder(ast.base, env)}.${ast.field}`
        );
      case "has":
        return this.words.given(`${this.holder(ast.base, env)}.${ast.field}`);
      case "list":
        return this.words.list(ast.items.map((item) => this.say(item, env)));
      case "map":
        if (isAmounts(ast)) return this.say(ast.entries[0]?.[1] ?? ast, env);
        return `{${ast.entries.map(([key, value]) => `${this.say(key, env)}: ${this.say(value, env)}`).join(", ")}}`;
      case "macro":
        return this.macro(ast, env);
      default:
        return this.call(ast, env);
    }
  }

  private literal(ast: Extract<Ast, { op: "lit" }>): string {
    const { code, value } = ast;
    if (code === "s") return this.words.text(String(value));
    if (code === "b") return value === true ? this.words.bool.yes : this.words.bool.no;
    if (code === "n") return this.words.nothing;
    return code === "y"
      ? sourceOf(ast)
      : Number(value).toLocaleString("en-US", { maximumFractionDigits: 20 });
  }

  private param(ast: Extract<Ast, { op: "select" }>, env: Environment): string | undefined {
    const params = this.rule.params ?? {};
    if (ast.base.op !== "ident" || ast.base.name !== "params" || env.variables.get("params")?.ir[0] !== "var")
      return undefined;
    const param = Object.hasOwn(params, ast.field) ? params[ast.field] : undefined;
    const value =
      param === undefined ? undefined : convertParam(param.type, param.default, columnTypesOf(param));
    return value === undefined ? undefined : this.words.param(ast.field, toWords(value, this.locale, "UTC"));
  }

  /** The amount of a parameter is read with its currency anyway. */
  private paramAmount({ base, field }: Extract<Ast, { op: "select" }>, env: Environment): string | undefined {
    return field === "amount" && base.op === "select" ? this.param(base, env) : undefined;
  }

  private macro(
    ast: MacroAst,
    env: Environment,
    say: (body: Ast, inside: Environment) => string = (body, inside) => this.say(body, inside),
  ): string {
    const { type } = check(ast.range, env);
    const inside = withVariable(env, ast.variable, ast.name === "bind" ? type : itemOf(type));
    const only = onlyItem(ast);
    if (only !== undefined && (ast.name === "exists" || ast.name === "bind"))
      return this.words.let(ast.variable, this.say(only, env), say(ast.body, inside));
    const list = this.say(ast.range, env);
    const body = say(ast.body, inside);
    if (ast.name === "map")
      return ast.test === undefined
        ? this.words.each(ast.variable, list, body)
        : this.words.eachOfThose(ast.variable, list, this.say(ast.test, inside), body);
    const form = { exists: "some", all: "every", exists_one: "one", filter: "those", bind: "some" } as const;
    return this.words[form[ast.name]](ast.variable, list, body);
  }

  private call(ast: Extract<Ast, { op: "call" }>, env: Environment): string {
    const { name, args } = ast;
    const [first, second, third] = args;
    if (name === "_&&_" || name === "_||_")
      return args
        .map((part) => this.grouped(part, env))
        .join(name === "_&&_" ? this.words.and : this.words.or);
    if (first === undefined) return sourceOf(ast);
    if (name === "!_") return this.negated(first, env);
    if (second === undefined || !isOperator(name)) return this.named(ast, env);
    if (name === "_?_:_" && third !== undefined)
      return this.words.choose(this.say(first, env), this.say(second, env), this.say(third, env));
    if (name === "_[_]") return this.index(first, second, env);
    if (name === "@in") return this.words.within(this.say(first, env), this.say(second, env));
    const verb = this.verb(name, first, env);
    const [left, right] = [this.grouped(first, env), this.grouped(second, env)];
    if (verb === undefined) return `${left} ${readable(name)} ${right}`;
    return `${this.amount(first, second, left, env)} ${verb} ${this.amount(second, first, right, env)}`;
  }

  private verb(name: string, first: Ast, env: Environment): string | undefined {
    const isTime = check(first, env).type.kind === "timestamp";
    const verbs = isTime ? this.words.compareTime : this.words.compare;
    return Object.hasOwn(verbs, name) ? verbs[name] : undefined;
  }

  /** A number that is compared with the amount of a sum is in minor units, which people would not guess. */
  private amount(part: Ast, other: Ast, said: string, env: Environment): string {
    if (part.op !== "lit" || other.op !== "select" || other.field !== "amount") return said;
    const { type } = check(other.base, env);
    return type.kind === "record" && type.money === true ? this.words.minorUnits(said) : said;
  }

  private negated(ast: Ast, env: Environment): string {
    if (ast.op === "has") return this.words.notGiven(`${this.holder(ast.base, env)}.${ast.field}`);
    const [first, second] = ast.op === "call" ? ast.args : [];
    if (ast.op === "call" && ast.name === "@in" && first !== undefined && second !== undefined)
      return this.words.notWithin(this.say(first, env), this.say(second, env));
    return this.words.not(this.say(ast, env));
  }

  private index(base: Ast, key: Ast, env: Environment): string {
    const [entry] = base.op === "map" && base.entries.length === 1 ? base.entries : [];
    const isGuard = entry?.[0].op === "lit" && entry[0].code === "b";
    if (entry !== undefined && isGuard) {
      const test =
        entry[0].op === "lit" && entry[0].value === true ? this.say(key, env) : this.negated(key, env);
      return this.words.onlyIf(this.say(entry[1], env), test);
    }
    if (isAmounts(base)) return this.say(base, env);
    if (
      key.op === "lit" &&
      typeof key.value === "number" &&
      key.value >= 0 &&
      check(base, env).type.kind === "list"
    )
      return this.words.place(this.say(base, env), key.value + 1);
    return this.words.at(this.say(base, env), this.say(key, env));
  }

  private named(ast: Extract<Ast, { op: "call" }>, env: Environment): string {
    const { name, args } = ast;
    const [first] = args;
    if (name === "-_" && first !== undefined) return `-${this.grouped(first, env)}`;
    if (name === "size" && first?.op === "macro" && first.name === "filter") {
      const inside = withVariable(env, first.variable, itemOf(check(first.range, env).type));
      return this.words.numberOfThose(
        first.variable,
        this.say(first.range, env),
        this.say(first.body, inside),
      );
    }
    const span = this.span(ast);
    if (span !== undefined) return span;
    const parts = args.map((arg) => this.say(arg, env));
    if (name === "cannotJudge" && first?.op === "lit") return this.words.cannotJudge(String(first.value));
    const isText = name === "size" && first !== undefined && check(first, env).type.kind === "string";
    const form = isText ? this.words.functions["size.text"] : own(this.words.functions, name);
    return form === undefined ? `${name}(${parts.join(", ")})` : form(...parts);
  }

  /** `duration("480h")` is 20 days to people. */
  private span({ name, args }: Extract<Ast, { op: "call" }>): string | undefined {
    const [first] = args;
    if (name !== "duration" || first?.op !== "lit" || typeof first.value !== "string") return undefined;
    const span = parseDuration(first.value);
    return span === undefined ? undefined : toWords(span, this.locale, "UTC");
  }

  /** What a field is read of. */
  private holder(ast: Ast, env: Environment): string {
    const isItem = ast.op === "call" && ast.name === "_[_]" && !isAmounts(ast.args[0] ?? ast);
    return isItem ? this.bracketed(this.say(ast, env)) : this.grouped(ast, env);
  }

  private grouped(ast: Ast, env: Environment): string {
    const said = this.say(ast, env);
    const isLoose =
      ast.op === "macro" || (ast.op === "call" && (/^_(&&|\|\|)/.test(ast.name) || isArithmetic(ast.name)));
    return isLoose ? this.bracketed(said) : said;
  }

  private bracketed(said: string): string {
    return this.locale === "en" ? `(${said})` : `（${said}）`;
  }
}

/** The one value that the variable of `cel.bind`, or of a macro over a list of one, stands for. */
function onlyItem({ name, range }: MacroAst): Ast | undefined {
  if (name === "bind") return range;
  return range.op === "list" && range.items.length === 1 ? range.items[0] : undefined;
}

/** `{a.currency: a.amount}[b.currency]`, also by `?:`: the amount of a, which has to be in one currency with b. */
function isAmounts(ast: Ast): boolean {
  if (ast.op === "call" && ast.name === "_?_:_") return ast.args.slice(1).every(isAmounts);
  const [entry] = ast.op === "map" && ast.entries.length === 1 ? ast.entries : [];
  if (entry === undefined) return false;
  const [currency, amount] = entry;
  return (
    currency.op === "select" &&
    amount.op === "select" &&
    currency.field === "currency" &&
    amount.field === "amount" &&
    sourceOf(currency.base) === sourceOf(amount.base)
  );
}

function isArithmetic(name: string): boolean {
  return /^_[-+*/%]_$/.test(name);
}

function own<Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text) columns += (character.codePointAt(0) ?? 0) > 0x2e7f ? 2 : 1;
  return columns;
}
