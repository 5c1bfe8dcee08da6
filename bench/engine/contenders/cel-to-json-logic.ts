import type { ASTNode } from "@marcbachmann/cel-js";

/** A JSON Logic expression. */
export type Logic =
  | null
  | boolean
  | number
  | string
  | readonly Logic[]
  | { readonly [operator: string]: Logic };

/** Names of the loop variables in force, innermost first. */
type Scope = readonly string[];

const refuse = (node: ASTNode): never => {
  throw new SyntaxError(`JSON Logic cannot express: ${node.op}`);
};

const iterators: Readonly<Record<string, (list: Logic, body: Logic) => Logic>> = {
  exists: (list, body) => ({ some: [list, body] }),
  // `all` of JSON Logic is false on an empty list.
  all: (list, body) => ({ "!": { some: [list, { "!": body }] } }),
  exists_one: (list, body) => ({ "===": [{ length: { filter: [list, body] } }, 1] }),
  filter: (list, body) => ({ filter: [list, body] }),
  map: (list, body) => ({ map: [list, body] }),
};

const operators: Readonly<Record<string, string>> = {
  "==": "===",
  "!=": "!==",
  "&&": "and",
  "||": "or",
  "<": "<",
  "<=": "<=",
  ">": ">",
  ">=": ">=",
  "+": "+",
  "-": "-",
  "*": "*",
  "%": "%",
  in: "in",
};

const variable = (name: string, path: readonly string[], scope: Scope): Logic => {
  const at = scope.indexOf(name);
  // Each loop of this engine adds two levels. Outside of all loops lies the event.
  const up = 2 * (at < 0 ? scope.length : at);
  if (at < 0 && name !== "event") throw new SyntaxError(`unknown variable ${name}`);
  if (up === 0) return path.length === 0 ? { var: "" } : { val: path };
  return { val: [[up], ...path] };
};

const select = (node: ASTNode, path: readonly string[], scope: Scope): Logic => {
  if (node.op === ".") return select(node.args[0], [node.args[1], ...path], scope);
  if (node.op === "[]" && node.args[1].op === "value")
    return select(node.args[0], [String(node.args[1].args), ...path], scope);
  return node.op === "id" ? variable(node.args, path, scope) : refuse(node);
};

const literal = (value: unknown): Logic => {
  if (typeof value === "bigint") return Number(value);
  if (typeof value === "boolean" || typeof value === "number" || typeof value === "string") return value;
  throw new SyntaxError("JSON Logic cannot express this literal");
};

const textOf = (node: ASTNode | undefined): string => {
  if (node?.op !== "value" || typeof node.args !== "string") throw new SyntaxError("not a literal text");
  return node.args;
};

const method = (node: ASTNode & { readonly op: "rcall" }, scope: Scope): Logic => {
  const [name, receiver, args] = node.args;
  const iterate = iterators[name];
  const [first, second] = args;
  const on = translate(receiver, scope);
  if (iterate !== undefined && first?.op === "id" && second !== undefined)
    return iterate(on, translate(second, [first.args, ...scope]));
  if (name === "size") return { length: on };
  if (name === "contains" && first !== undefined) return { in: [translate(first, scope), on] };
  if (name === "startsWith") return { "===": [{ substr: [on, 0, textOf(first).length] }, textOf(first)] };
  if (name === "endsWith") return { "===": [{ substr: [on, -textOf(first).length] }, textOf(first)] };
  return refuse(node);
};

const call = (node: ASTNode & { readonly op: "call" }, scope: Scope): Logic => {
  const [name, [argument]] = node.args;
  if (argument === undefined) return refuse(node);
  if (name === "size") return { length: translate(argument, scope) };
  return name === "has" ? { "!==": [translate(argument, scope), null] } : refuse(node);
};

const translate = (node: ASTNode, scope: Scope): Logic => {
  if (node.op === "value") return literal(node.args);
  if (node.op === "id" || node.op === "." || node.op === "[]") return select(node, [], scope);
  if (node.op === "list") return node.args.map((item) => translate(item, scope));
  if (node.op === "!_") return { "!": translate(node.args, scope) };
  if (node.op === "?:") return { if: node.args.map((part) => translate(part, scope)) };
  if (node.op === "rcall") return method(node, scope);
  if (node.op === "call") return call(node, scope);
  const operator = operators[node.op];
  if (operator === undefined || !Array.isArray(node.args)) return refuse(node);
  // Only binary operators are left, and their arguments are two nodes.
  return { [operator]: (node.args as readonly ASTNode[]).map((part) => translate(part, scope)) };
};

/** A rule in JSON Logic, by the operators that the format has itself. Throws on patterns, instants and durations. */
export const celToJsonLogic = (ast: ASTNode): Logic => translate(ast, []);
