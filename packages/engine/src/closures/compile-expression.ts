import type { Eval, Frame } from "../ops/frame.ts";
import type { Needs } from "../ops/slot.ts";
import type { RegexEngine } from "../types.ts";
import { buildCall, buildMatches } from "./calls.ts";
import { buildBox, buildDict, buildList, buildLit } from "./literals.ts";
import { buildIf, buildJunction, buildNot } from "./logic.ts";
import { filtered, mapped, onlyOne, quantifier } from "./loops.ts";
import { buildBind, buildMacro } from "./macros.ts";
import { buildAt, buildGet, buildHas, buildLoc, buildVar } from "./reads.ts";
import { type Built, malformed, type Node, type Scope } from "./scope.ts";

type Builder = (node: Node, scope: Scope) => Built;

const builders: ReadonlyMap<unknown, Builder> = new Map<unknown, Builder>([
  ["lit", buildLit],
  ["var", buildVar],
  ["loc", buildLoc],
  ["get", buildGet],
  ["has", buildHas],
  ["at", buildAt],
  ["and", (node, scope) => buildJunction(false, node, scope)],
  ["or", (node, scope) => buildJunction(true, node, scope)],
  ["not", buildNot],
  ["if", buildIf],
  ["all", (node, scope) => buildMacro(quantifier(false), "b", node, scope)],
  ["exists", (node, scope) => buildMacro(quantifier(true), "b", node, scope)],
  ["one", (node, scope) => buildMacro(onlyOne, "b", node, scope)],
  ["filter", (node, scope) => buildMacro(filtered, "l", node, scope)],
  ["map", (node, scope) => buildMacro(mapped, "l", node, scope)],
  ["mapif", (node, scope) => buildMacro(mapped, "l", node, scope)],
  ["bind", buildBind],
  ["list", buildList],
  ["dict", buildDict],
  ["box", buildBox],
  ["matches", buildMatches],
  ["call", buildCall],
]);

/**
 * Turns checked IR into a closure over the variables of a frame. Throws `PROBITY_E_BUNDLE_FORMAT` for IR that is not
 * well-formed, whoever made it, and `PROBITY_E_BUNDLE_REGEX` when it matches patterns and there is no engine for them.
 *
 * With `needs` the expression relies on slots: whoever runs it has filled all that were added there.
 */
export function compileExpression(ir: unknown, frame: Frame, regex?: RegexEngine, needs?: Needs): Eval {
  const scope: Scope = { frame, loops: [], regex, needs, spent: { nodes: 0, depth: 0 }, build };
  return build(ir, scope).run;
}

function build(node: unknown, scope: Scope): Built {
  if (!Array.isArray(node)) throw malformed("node");
  const builder = builders.get(node[0]);
  if (builder === undefined) throw malformed("form");
  return builder(node, scope);
}
