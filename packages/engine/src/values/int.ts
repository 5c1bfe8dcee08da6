/** A CEL int where static types do not tell it from a double. Always a safe integer. */
export class Int {
  readonly intValue: number;
  constructor(value: number) {
    this.intValue = value;
  }
}

/** A CEL uint; boxed everywhere. Always a safe integer, never negative. */
export class Uint {
  readonly uintValue: number;
  constructor(value: number) {
    this.uintValue = value;
  }
}
