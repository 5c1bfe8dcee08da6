import type { Aggregate } from "@probity/engine/features";
import { unpackText } from "../member-text.ts";
import type { CellKind } from "../window-cells.ts";
import type { Block } from "./blocks.ts";
import { isValue, type KeptValue } from "./values.ts";

/** Adds members up as the statements do. */
export class Tally {
  #members = 0;
  #gaps = 0;
  #sum = 0;
  #isExact = true;
  #min = Number.POSITIVE_INFINITY;
  #max = Number.NEGATIVE_INFINITY;
  #unit: string | undefined;
  #other: string | undefined;

  /** A number of NaN and a unit of null are none. */
  add(n: number, u: string | null, gap: boolean): void {
    if (gap) this.#gaps += 1;
    else this.#members += 1;
    if (u !== null && u !== this.#unit) this.addUnit(u);
    if (!Number.isNaN(n)) this.#addNumbers(n, n, n);
  }

  /** Many at once; their units apart. */
  addBlock({ members, gaps, sum, isExact, min, max }: Block): void {
    this.#members += members;
    this.#gaps += gaps;
    if (!isExact) this.#isExact = false;
    if (min <= max) this.#addNumbers(sum, min, max);
  }

  addUnit(u: string | null): void {
    if (u === null) return;
    if (this.#unit === undefined || u < this.#unit) this.#unit = u;
    if (this.#other === undefined || u > this.#other) this.#other = u;
  }

  #addNumbers(sum: number, min: number, max: number): void {
    this.#sum += sum;
    if (!Number.isSafeInteger(this.#sum)) this.#isExact = false;
    if (min < this.#min) this.#min = min;
    if (max > this.#max) this.#max = max;
  }

  /** Undefined for a sum that cannot be told in binary without a loss. */
  result(kind: CellKind, distinct: number, last: KeptValue | undefined): Aggregate | undefined {
    const base = { members: this.#members, gaps: this.#gaps, units: this.#units() };
    if (kind === "distinct") return { ...base, distinct };
    if (kind === "last") return { ...base, last: last && memberValue(last) };
    if (this.#min > this.#max) return base;
    if (!this.#isExact) return undefined;
    return { ...base, sum: String(this.#sum), min: String(this.#min), max: String(this.#max) };
  }

  #units(): readonly string[] {
    const units = [...new Set([this.#unit, this.#other])];
    return units.flatMap((one) => (one === undefined ? [] : unpackText(one)));
  }
}

function memberValue(value: KeptValue): Aggregate["last"] {
  if (!isValue(value)) return undefined;
  const { n, t, u } = value;
  return {
    n: Number.isNaN(n) ? undefined : String(n),
    t: t === null ? undefined : unpackText(t),
    u: u === null ? undefined : unpackText(u),
  };
}
