import { dynType, isSame, type Type } from "./type.ts";

/** How well an argument fits a parameter: exactly, only when its unknown parts turn out right, or not at all. */
export type Fit = "exact" | "loose" | "none";

/** What type variables stand for, filled while arguments are matched. */
export type Bindings = Map<string, Type>;

/** Matches an argument's type with a parameter's. */
export function unify(param: Type, arg: Type, bindings: Bindings): Fit {
  if (param.kind === "var") return unifyVariable(param.name, arg, bindings);
  if (param.kind === "dyn" || arg.kind === "never") return "exact";
  if (arg.kind === "dyn") return "loose";
  if (param.kind === "list" && arg.kind === "list") return unify(param.item, arg.item, bindings);
  if (param.kind === "map") {
    if (arg.kind === "map")
      return worse(unify(param.key, arg.key, bindings), unify(param.value, arg.value, bindings));
    return arg.kind === "record" ? unify(param.key, { kind: "string" }, bindings) : "none";
  }
  return param.kind === arg.kind ? "exact" : "none";
}

function unifyVariable(name: string, arg: Type, bindings: Bindings): Fit {
  const bound = bindings.get(name);
  if (bound === undefined || bound.kind === "never") {
    bindings.set(name, arg);
    return "exact";
  }
  if (isSame(bound, arg)) return "exact";
  if (bound.kind !== "dyn" && !mayMeet(bound, arg)) return "none";
  bindings.set(name, dynType);
  return "loose";
}

function mayMeet(a: Type, b: Type): boolean {
  if (a.kind === "dyn" || b.kind === "dyn" || a.kind === "never" || b.kind === "never") return true;
  if (a.kind === "list" && b.kind === "list") return mayMeet(a.item, b.item);
  const maps = (a.kind === "map" || a.kind === "record") && (b.kind === "map" || b.kind === "record");
  return maps || a.kind === b.kind;
}

function worse(a: Fit, b: Fit): Fit {
  if (a === "none" || b === "none") return "none";
  return a === "loose" || b === "loose" ? "loose" : "exact";
}

/** A result type with its variables filled in. */
export function resolve(type: Type, bindings: Bindings): Type {
  if (type.kind === "var") return bindings.get(type.name) ?? dynType;
  if (type.kind === "list")
    return { kind: "list", item: resolve(type.item, bindings), maxItems: type.maxItems };
  if (type.kind === "map")
    return { kind: "map", key: resolve(type.key, bindings), value: resolve(type.value, bindings) };
  return type;
}
