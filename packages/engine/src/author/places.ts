import type { Ast, Place } from "./ast.ts";
import { type Token, tokensOf } from "./tokens.ts";

/** Part of a text that an error points at. */
export interface Where {
  readonly at: number;
  readonly length: number;
}

/** The whole of an expression, as an error points at it. */
export function wholeOf({ at: { from, to } }: Ast): Where {
  return { at: from, length: to - from };
}

/** An expression as its author wrote it. */
export function sourceOf({ at: { source, from, to } }: Ast): string {
  return source.slice(from, to);
}

/** Finds out where the parts of an expression stand; the parser only says where a part has its operator. */
export class Places {
  readonly source: string;
  private readonly tokens: readonly Token[];

  constructor(source: string) {
    this.source = source;
    this.tokens = tokensOf(source);
  }

  /** A literal or a name. */
  leaf(position: number): Place {
    const place = this.indexAt(position);
    const first = this.tokens[place];
    const sign = first?.kind === "operator";
    const last = sign ? this.tokens[place + 1] : first;
    const whole = { from: first?.from ?? position, to: last?.to ?? position + 1 };
    return this.make(sign && this.source.charAt(whole.from) === "." ? last : whole, whole);
  }

  /** `base.field`. */
  select(position: number, base: Ast): Place {
    const field = this.tokens[this.indexAt(position) + 1];
    return this.make(field, { from: this.wrapped(base.at).from, to: field?.to ?? base.at.to });
  }

  /** `has(base.field)`: the field is the last word before the bracket closes. */
  has(position: number, base: Ast): Place {
    const name = this.indexAt(position);
    const end = this.tokens[name + 1]?.partner ?? name;
    const field = this.tokens.slice(name, end).findLast((token) => token.kind === "word");
    return this.make(field, { from: position, to: this.tokens[end]?.to ?? base.at.to });
  }

  /** `name(...)`, `target.name(...)` and macros. */
  call(position: number, target: Ast | undefined): Place {
    const place = this.indexAt(position);
    const first = this.tokens[place];
    // `.f(x)` is `f(x)` by its full name.
    const name = target === undefined && first?.kind === "word" ? place : place + 1;
    const end = this.tokens[this.tokens[name + 1]?.partner ?? name];
    const from = target === undefined ? (first?.from ?? position) : this.wrapped(target.at).from;
    return this.make(this.tokens[name], { from, to: end?.to ?? position + 1 });
  }

  /** `[...]` and `{...}`. */
  bracket(position: number): Place {
    const first = this.tokens[this.indexAt(position)];
    const last = this.tokens[first?.partner ?? -1] ?? first;
    const whole = { from: first?.from ?? position, to: last?.to ?? position + 1 };
    return this.make(whole, whole);
  }

  /** `list[index]`. */
  index(position: number, base: Ast): Place {
    const { at, length, to } = this.bracket(position);
    return this.make({ from: at, to: at + length }, { from: this.wrapped(base.at).from, to });
  }

  /** An operator with its operands; the parser puts one of several at the first of them. */
  operator(position: number, parts: readonly Ast[]): Place {
    const token = this.tokens[this.indexAt(position)];
    const [first, last] = [parts[0], parts.at(-1)];
    if (first === undefined || last === undefined) return this.make(token, token);
    const whole = {
      from: Math.min(token?.from ?? position, this.wrapped(first.at).from),
      to: this.wrapped(last.at).to,
    };
    const isOperator = token?.kind === "operator" || this.source.startsWith("in", token?.from);
    return this.make(isOperator ? token : whole, whole);
  }

  private make(token: Extent | undefined, whole: Extent | undefined): Place {
    const { from, to } = whole ?? { from: 0, to: this.source.length };
    const own = token ?? { from, to };
    return { source: this.source, at: own.from, length: own.to - own.from, from, to };
  }

  /** Index of the token at or after a character. */
  private indexAt(position: number): number {
    let low = 0;
    let high = this.tokens.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.tokens[middle]?.to ?? 0) > position) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** The extent with the parentheses around it that only group. */
  private wrapped({ from, to }: Extent): Extent {
    let before = this.indexAt(from) - 1;
    let after = this.indexAt(to);
    let whole: Extent = { from, to };
    for (;;) {
      const open = this.tokens[before];
      const close = this.tokens[after];
      if (open === undefined || close === undefined || open.partner !== after) return whole;
      if (this.source.charAt(open.from) !== "(" || this.isName(before - 1)) return whole;
      whole = { from: open.from, to: close.to };
      before -= 1;
      after += 1;
    }
  }

  private isName(place: number): boolean {
    const token = this.tokens[place];
    return token?.kind === "word" && this.source.slice(token.from, token.to) !== "in";
  }
}

interface Extent {
  readonly from: number;
  readonly to: number;
}
