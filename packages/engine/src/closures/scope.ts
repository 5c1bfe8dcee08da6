import { ProbityError } from "@probity/contracts";
import { maxIrDepth, maxIrNodes } from "../ir/nodes.ts";
import type { Code } from "../functions/strict.ts";
import type { Cell, Eval, Frame } from "../ops/frame.ts";
import type { Needs, Slot } from "../ops/slot.ts";
import type { RegexEngine } from "../types.ts";
import type { Value } from "../values/value.ts";

/** A compiled node, with what is known of it. */
export interface Built {
  readonly run: Eval;
  readonly code: Code;
  /** Where it is read from, for messages: `event.bids.details[].status`; empty when it is computed. */
  readonly path: string;
  /** Where its items are read from, when that does not follow from `path`: those of `filter` and `map`. */
  readonly itemPath?: string | undefined;
  /** The variable that it is, when it is one. */
  readonly cell?: Cell | undefined;
  /** Where it has been put beforehand: by its slot, or by a loop before its first turn. */
  readonly early?: Cell | undefined;
  /** The slot that it reads. */
  readonly slot?: Slot | undefined;
  /** The field of a loop's items that it reads, when the list is a slot's. */
  readonly column?: { readonly cell: Cell; readonly values: readonly Value[] } | undefined;
  /** Its value, when it is the same always. */
  readonly constant?: Value | undefined;
  /** True when it spends no budget, but for comparing long texts: reads, constants, comparisons and sums of scalars. */
  readonly free?: boolean | undefined;
  /** The two sides of a junction; `decides` is false for `&&`, true for `||`. */
  readonly pair?: { readonly decides: boolean; readonly sides: readonly [Eval, Eval] } | undefined;
  /** How many items it has, without making the list. */
  readonly count?: Eval | undefined;
  /** Lets a loop pass over items without running its body. */
  readonly sieve?: Sieve | undefined;
}

/** `b.phone == a.phone` in a loop over `b`: a column against what stays the same, two texts. */
export interface Sieve {
  /** The loop's variable. */
  readonly cell: Cell;
  readonly values: readonly Value[];
  readonly other: Cell;
  /** The value of the body when the texts differ. */
  readonly unequal: boolean;
}

/** A loop as its body sees it. */
export interface LoopScope {
  readonly cell: Cell;
  readonly code: Code;
  readonly path: string;
  /** Of a bound list that was computed: where its items are read from. */
  readonly itemPath?: string | undefined;
  /** The slot of the list, when it is one. */
  readonly slot: Slot | undefined;
  /** True once something reads the item itself and not a column. */
  readsItem: boolean;
  /** True once something reads a column. */
  readsColumn: boolean;
  /** Reads that give the same at every turn; the loop makes them once, before the first. */
  readonly before: Map<string, { readonly cell: Cell; readonly run: Eval }>;
}

/** What a node is compiled within. */
export interface Scope {
  readonly frame: Frame;
  /** The loops around the node, the outermost first. */
  readonly loops: readonly LoopScope[];
  readonly regex: RegexEngine | undefined;
  /** Takes the slots and columns that the expression needs; undefined when it is to read the event itself. */
  readonly needs: Needs | undefined;
  readonly spent: { nodes: number; depth: number };
  readonly build: (node: unknown, scope: Scope) => Built;
}

export type { Cell } from "../ops/frame.ts";

/** A node as it arrives: nothing is known yet but that it is a list. */
export type Node = readonly unknown[];

/** Refuses IR that this engine did not make; `what` is the form or the function at fault, to keep the bundle small. */
export function malformed(what: string): ProbityError {
  return new ProbityError(
    "PROBITY_E_BUNDLE_FORMAT",
    `The bundle carries an expression that is not valid: ${what}.`,
  );
}

/** Compiles a child, one level deeper. */
export function child(node: unknown, scope: Scope): Built {
  const { spent } = scope;
  if (++spent.depth > maxIrDepth) throw malformed("depth");
  if (++spent.nodes > maxIrNodes) throw malformed("size");
  const built = scope.build(node, scope);
  spent.depth--;
  return built;
}

/** The scope of a macro's body. */
export function withLoop(scope: Scope, loop: LoopScope): Scope {
  return { ...scope, loops: [...scope.loops, loop] };
}

/** Reads a text of a node. */
export function textAt(node: Node, place: number): string {
  const text = node[place];
  if (typeof text !== "string") throw malformed(String(node[0]));
  return text;
}

const codes: ReadonlySet<unknown> = new Set([
  "b",
  "i",
  "u",
  "d",
  "s",
  "y",
  "n",
  "t",
  "r",
  "l",
  "m",
  "k",
  "*",
]);

/** Reads a type code of a node. */
export function codeAt(node: Node, place: number): Code {
  const code = node[place];
  if (!isCode(code)) throw malformed(String(node[0]));
  return code;
}

function isCode(code: unknown): code is Code {
  return codes.has(code);
}

/** Demands an exact number of items, the form's name included. */
export function demandLength(node: Node, least: number, most: number = least): void {
  if (node.length < least || node.length > most) throw malformed(String(node[0]));
}

/** Where the items of a list are read from: `event.bids[]`. */
export function itemPathOf({ path, itemPath }: Built, place: string = ""): string {
  return itemPath ?? (path === "" ? "" : `${path}[${place}]`);
}

/** A node that is always the same value. */
export function constantOf(value: Value, code: Code): Built {
  return { run: () => value, code, path: "", constant: value, free: true };
}
