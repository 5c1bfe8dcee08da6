import type { Ast } from "./ast.ts";
import { sourceOf, wholeOf } from "./places.ts";
import { profileError } from "./rule-error.ts";

/** Libraries of CEL that the profile leaves out, by the name that their functions are called on. */
const libraries: Readonly<Record<string, string>> = {
  optional: "optional values",
  math: "the math library",
  base64: "the encoders library",
  strings: "the function strings.quote",
  lists: "the lists library",
  regex: "the regex library",
  proto: "protobuf extensions",
  cel: "the block library",
};

/** Functions that they put on values. */
const methods: Readonly<Record<string, string>> = {
  or: "optional values",
  orValue: "optional values",
  hasValue: "optional values",
  value: "optional values",
  optMap: "optional values",
  optFlatMap: "optional values",
  optUnwrap: "optional values",
  unwrapOpt: "optional values",
  format: "texts made by format()",
  reverse: "reverse()",
  transformList: "the two-variable macro transformList",
  transformMap: "the two-variable macro transformMap",
  transformMapEntry: "the two-variable macro transformMapEntry",
  existsOne: "the two-variable macro existsOne",
  sortBy: "the lists library",
  slice: "the lists library",
  first: "optional values",
  last: "optional values",
};

const macros: ReadonlySet<string> = new Set(["all", "exists", "exists_one", "filter", "map"]);

type CallAst = Extract<Ast, { op: "call" }>;

/**
 * Refuses a call of something that CEL or one of its libraries has and the profile has not, by its name (RU-2).
 * `isVariable` tells names of values, on which anything may be called, from names of libraries.
 */
export function refuseOutside(ast: CallAst, isVariable: (name: string) => boolean): void {
  const [target] = ast.args;
  if (ast.member && target?.op === "ident" && !isVariable(target.name)) refuseLibrary(ast, target.name);
  if (ast.member && macros.has(ast.name)) throw wrongMacro(ast);
  if (ast.name === "has" && !ast.member)
    throw profileError(ast.at, "has() takes the selection of a field, such as has(event.title)");
  if (ast.member && Object.hasOwn(methods, ast.name))
    throw profileError(ast.at, `${ast.name}() is outside the profile: ${methods[ast.name]}`);
}

function refuseLibrary(ast: CallAst, name: string): void {
  if (!Object.hasOwn(libraries, name)) return;
  const fix = fixOf(ast);
  const what = `${name}.${ast.name}() is outside the profile: ${libraries[name]}`;
  if (fix === undefined) throw profileError(ast.at, what);
  throw profileError(wholeOf(ast), `${what}; write ${fix}`, fix);
}

/** `math.greatest(a, b)` is `max([a, b])` here; undefined where there is no such thing. */
function fixOf({ name, args }: CallAst): string | undefined {
  const names: Readonly<Record<string, string>> = { greatest: "max", least: "min" };
  const [library, ...given] = args;
  if (library?.op !== "ident" || library.name !== "math") return undefined;
  if (name === "abs" && given.length === 1) return `abs(${given.map(sourceOf).join()})`;
  const own = Object.hasOwn(names, name) ? names[name] : undefined;
  if (own === undefined) return undefined;
  const [only] = given;
  const list =
    given.length === 1 && only?.op === "list" ? sourceOf(only) : `[${given.map(sourceOf).join(", ")}]`;
  return `${own}(${list})`;
}

function wrongMacro(ast: CallAst): Error {
  const count = ast.args.length - 1;
  const [, variable, second] = ast.args;
  if (count > 2 && variable?.op === "ident" && second?.op === "ident")
    return profileError(
      ast.at,
      `The two-variable macro ${ast.name}(${variable.name}, ${second.name}, ...) is outside the profile`,
    );
  if (variable !== undefined && variable.op !== "ident" && count > 1)
    return profileError(variable.at, `The first argument of ${ast.name}() must be a new name, such as x`);
  const takes =
    ast.name === "map" ? "a name and a value, or a name, a condition and a value" : "a name and a condition";
  return profileError(ast.at, `The macro ${ast.name}() takes ${takes}`);
}
