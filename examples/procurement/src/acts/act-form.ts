import type { BuiltinEventName, BuiltinEvents, LocalizedText } from "@probity/contracts";
import type { Person, Post } from "../people.ts";
import type { Process, Stage } from "../store/index.ts";

/** Values of a submitted form by field name. */
export type Values = Readonly<Record<string, string>>;

/** One of the values that a field offers. */
export interface Choice {
  readonly value: string;
  readonly label: LocalizedText;
}

/** A field of an act's form. */
export interface Field {
  readonly name: string;
  readonly label: LocalizedText;
  readonly kind: "money" | "moment" | "number" | "choice" | "text";
  /** What it is prefilled with. */
  readonly value: string;
  readonly hint?: LocalizedText | undefined;
  readonly options?: readonly Choice[] | undefined;
}

/** Everything that the data of an act is made of. The same draft always gives the same data. */
export interface ActDraft {
  readonly process: Process;
  readonly actor: Person;
  /** When the actor opened the form. */
  readonly openedAt: number;
  readonly values: Values;
}

/** An act of power in this app: who may do it, from which stage to which, its form, and the event it becomes. */
export interface ActForm<Type extends BuiltinEventName = BuiltinEventName> {
  /** Part of the address. */
  readonly id: string;
  readonly type: Type;
  readonly from: readonly Stage[];
  readonly to: Stage;
  readonly post: Post;
  readonly title: LocalizedText;
  readonly lead: LocalizedText;
  /** Words on the button that does it. */
  readonly verb: LocalizedText;
  /** Words for the history. */
  readonly done: LocalizedText;
  fields(process: Process): readonly Field[];
  /** Throws {@link FieldError} when a value is not acceptable. */
  data(draft: ActDraft): BuiltinEvents[Type];
}

/** A value of a form that cannot be taken. */
export class FieldError extends Error {
  readonly field: string;

  constructor(field: string, message: string) {
    super(message);
    this.name = "FieldError";
    this.field = field;
  }
}
