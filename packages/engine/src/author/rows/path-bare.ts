import { profileError } from "../rule-error.ts";
import type { Bare } from "./bare.ts";

/** A path of names as an expression. Throws the coded error of a name that is none. */
export function pathBare(names: readonly string[]): Bare {
  const [root = "", ...fields] = names;
  return fields.reduce<Bare>((base, field) => ({ op: "select", base, field: nameOf(field) }), {
    op: "ident",
    name: nameOf(root),
  });
}

/** The same name, where CEL can select a field by it. Names come from people: no other text gets into an expression. */
export function nameOf(name: string): string {
  if (/^[A-Za-z_][A-Za-z_0-9]{0,199}$/.test(name)) return name;
  throw profileError({ at: 0, length: 1 }, `"${name.slice(0, 200)}" is no name of a field`);
}
