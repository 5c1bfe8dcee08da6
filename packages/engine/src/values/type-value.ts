/** A CEL type as a value: what `type(x)` gives and what `int`, `string` ... denote. */
export class TypeValue {
  readonly typeName: string;
  constructor(name: string) {
    this.typeName = name;
  }
}
