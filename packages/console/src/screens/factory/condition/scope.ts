import { type EnvironmentOf, signatures, type Signature, type Type } from "@probity/engine/author";
import type { Rule } from "@probity/contracts";

/** What a condition may read: paths with their types, in the order of their schemas. */
export type Scope = ReadonlyMap<string, Type>;

/** How deep fields are offered, and how many; what lies deeper is reached by a list's own rows or by text. */
const deepest = 7;
const most = 3000;

/** Everything that the conditions of a rule may read. */
export function scopeOf(rule: Rule, environmentOf: EnvironmentOf): Scope {
  const scope = new Map<string, Type>();
  for (const [name, { type }] of environmentOf(rule).variables) add(scope, name, type, 1);
  return scope;
}

/** What the expressions of a window may read: the events that it counts. */
export function countedScope(rule: Rule, of: readonly string[], environmentOf: EnvironmentOf): Scope {
  const scope = new Map<string, Type>();
  for (const [name, { type }] of environmentOf(rule).features.counted(of).variables)
    add(scope, name, type, 1);
  return scope;
}

/** A key to begin with for counting events of this scope: the id of their process, else of somebody. */
export function firstKey(scope: Scope): string {
  const texts = pathsOf(scope, ({ kind }) => kind === "string");
  return (
    texts.find((path) => path === "event.ocid") ?? texts.find((path) => /[.a-z][iI]d$/.test(path)) ?? '""'
  );
}

/** The same inside of a list's rows, whose item has a name. */
export function withItem(scope: Scope, variable: string, item: Type): Scope {
  const inner = new Map<string, Type>();
  add(inner, variable, item, 1);
  for (const [path, type] of scope) if (!inner.has(path)) inner.set(path, type);
  return inner;
}

function add(scope: Map<string, Type>, path: string, type: Type, depth: number): void {
  if (scope.size >= most) return;
  if (type.kind !== "record" || depth === 1) scope.set(path, type);
  else if (type.money === true) scope.set(path, type);
  if (type.kind !== "record" || depth >= deepest) return;
  for (const [name, field] of type.fields)
    // What CEL cannot select by name is not offered.
    if (/^[A-Za-z_][A-Za-z_0-9]*$/.test(name)) add(scope, `${path}.${name}`, field, depth + 1);
}

/** Paths whose type passes. */
export const pathsOf = (scope: Scope, fits: (type: Type) => boolean): readonly string[] =>
  [...scope].filter(([, type]) => fits(type)).map(([path]) => path);

/** A function as it is offered: its name, whether it belongs to a value, how many values it takes. */
export interface OfferedFunction {
  readonly name: string;
  readonly member: boolean;
  readonly count: number;
}

const isOffered = ({ name, dynamic }: Signature): boolean =>
  dynamic !== true && /^[A-Za-z]/.test(name) && name !== "type" && name !== "dyn";

/** Functions of the rule language, each once for every number of values. */
export const offeredFunctions: readonly OfferedFunction[] = [
  ...new Map(
    signatures
      .filter(isOffered)
      .map(({ name, member, params }) => [
        `${name}/${member ? "m" : "f"}/${params.length}`,
        { name, member, count: params.length },
      ]),
  ).values(),
];
