import { type BuiltinEventName, type EventType } from "@probity/contracts";
import { builtinEvents, commonData } from "@probity/contracts/schemas";
import { dataValidators, type Validator } from "@probity/contracts/validators";
import { compileSchema } from "./compile-schema.ts";
import { type Inspector, makeInspector } from "./inspector.ts";

/** An event type ready for use: its definition, the check of its data, and the pass for money, times and gaps. */
export interface KnownType {
  readonly definition: EventType;
  /** '' when it belongs to every source. */
  readonly owner: string;
  readonly builtin: boolean;
  readonly validate: Validator;
  readonly inspect: Inspector;
}

/** A registered type, compiled. Throws `PROBITY_E_TYPE_SCHEMA`. */
export function registeredType(owner: string, definition: EventType): KnownType {
  return {
    definition,
    owner,
    builtin: false,
    validate: compileSchema(definition.schema),
    inspect: makeInspector([commonData, definition.schema]),
  };
}

/** Nobody acted in an event about the reporting itself: what every act must say is not missing there. */
const schemasOf = ({ system, schema }: EventType): readonly object[] =>
  system === true ? [schema] : [commonData, schema];

/** The built-in types by name. */
export const builtinTypes: ReadonlyMap<string, KnownType> = new Map(
  Object.entries(builtinEvents).map(([name, definition]) => [
    name,
    {
      definition,
      owner: "",
      builtin: true,
      // The table of validators has the same keys as the table of types.
      validate: dataValidators[name as BuiltinEventName],
      inspect: makeInspector(schemasOf(definition)),
    },
  ]),
);
