import { parse } from "@bufbuild/cel";
import { ProbityError } from "@probity/contracts";
import type { Ast } from "./ast.ts";
import { profileLimits } from "./limits.ts";
import { Places, type Where } from "./places.ts";
import { profileError } from "./rule-error.ts";
import { syntaxError } from "./syntax-hint.ts";
import { toAst } from "./to-ast.ts";

/** Parses CEL text; refuses what would make the parser itself work too hard before it starts. */
export function parseText(text: string): Ast {
  guard(text);
  try {
    return toAst(parse(text), new Places(text));
  } catch (cause) {
    if (cause instanceof RangeError) throw profileError(all(text), "The expression is nested too deeply");
    if (cause instanceof ProbityError) throw cause;
    throw syntaxError(text, offsetOf(cause), messageOf(cause), cause);
  }
}

function guard(text: string): void {
  // A UTF-16 unit makes at most three bytes.
  const bytes = text.length * 3 > profileLimits.bytes ? new TextEncoder().encode(text).length : 0;
  if (bytes > profileLimits.bytes)
    throw profileError(
      all(text),
      `The expression has ${bytes} bytes; at most ${profileLimits.bytes} are allowed`,
    );
  const words = text.match(/[A-Za-z_][A-Za-z_0-9]*|[0-9]+/g)?.length ?? 0;
  if (words > 2 * profileLimits.nodes)
    throw profileError(all(text), `More than ${profileLimits.nodes} parts`);
  let open = 0;
  let run = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if ("([{".includes(character)) open++;
    else if (")]}".includes(character)) open--;
    run = "!-? :".includes(character) ? run + (character === " " ? 0 : 1) : 0;
    if (open > profileLimits.brackets || run > profileLimits.brackets)
      throw profileError(
        { at, length: 1 },
        `More than ${profileLimits.brackets} brackets or operators are open at one place`,
      );
  }
}

function all(text: string): Where {
  return { at: 0, length: text.length };
}

function messageOf(cause: unknown): string {
  if (!(cause instanceof Error)) return "The expression is not valid CEL";
  return cause.message.replace(/^<input>:\d+:\d+:\s*/, "Syntax error: ");
}

function offsetOf(cause: unknown): number {
  if (typeof cause !== "object" || cause === null || !("location" in cause)) return 0;
  const location: unknown = cause.location;
  if (typeof location !== "object" || location === null || !("start" in location)) return 0;
  const start: unknown = location.start;
  return typeof start === "object" && start !== null && "offset" in start && typeof start.offset === "number"
    ? start.offset
    : 0;
}
