import type { DataOf, EventType, LocalizedText, Phase, RecordKind } from "@probity/contracts";

/** What an integrator says about an event type of their own (EV-3). */
export interface EventDeclaration<Type extends string, Schema extends object> {
  /** Dotted name, `domain.object.verb_in_past`. */
  readonly type: Type;
  /**
   * JSON Schema (draft 07) of the data, `as const` or written in place. The common block is added by Probity. Texts that are
   * `x-privacy: "sensitive"`, and fields with `x-identifier: true`, are sent as pseudonyms; see `EventType` of the contracts.
   */
  readonly schema: Schema;
  /** @defaultValue "1.0" */
  readonly version?: string | undefined;
  /** @defaultValue the type's name in both languages */
  readonly name?: LocalizedText | undefined;
  readonly when?: string | undefined;
  /** @defaultValue "during" */
  readonly phase?: Phase | undefined;
  /** The decision that drafts of this event are pre-checked for. @defaultValue null */
  readonly decision?: string | null | undefined;
  /** @defaultValue null */
  readonly record?: RecordKind | null | undefined;
  /** Paths tried in order for the event's `subject`. @defaultValue ["process.instanceId"] */
  readonly subject?: readonly string[] | undefined;
}

/** An event type of the host, typed by its schema. */
export interface EventDefinition<
  Type extends string = string,
  Schema extends object = object,
> extends EventType {
  readonly type: Type;
  readonly schema: Schema;
}

/** Declares an event type; pass it to `createProbity({ events: [...] })` and `emit` and `precheck` are typed by it. */
export const defineEvent = <const Type extends string, const Schema extends object>(
  declaration: EventDeclaration<Type, Schema>,
): EventDefinition<Type, Schema> => {
  const { type, schema, when } = declaration;
  return Object.freeze({
    type,
    version: declaration.version ?? "1.0",
    name: declaration.name ?? { "zh-CN": type, en: type },
    ...(when === undefined ? {} : { when }),
    phase: declaration.phase ?? "during",
    decision: declaration.decision ?? null,
    record: declaration.record ?? null,
    subject: declaration.subject ?? ["process.instanceId"],
    schema,
  });
};

/** Data types by event type, of a list of definitions. */
export type EventsOf<Definitions extends readonly EventDefinition[]> = {
  readonly [Definition in Definitions[number] as Definition["type"]]: DataOf<Definition["schema"]>;
};
