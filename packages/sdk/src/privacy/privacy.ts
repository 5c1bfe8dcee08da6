import { ProbityError, privacyShapeOf, tooNarrowIdentifiers, type JsonObject } from "@probity/contracts";
import type { PrivacyShape } from "@probity/contracts";
import type { ActiveBundle } from "../bundle/bundle-holder.ts";
import type { EventDefinition } from "../events/define-event.ts";
import { builtinIdentifiers, commonIdentifiers } from "./builtin-identifiers.ts";
import { compileProtect, type Protect } from "./protect.ts";
import type { Pseudonyms } from "./pseudonym.ts";

/** Takes raw identifiers out of everything that leaves the host's own code (EV-5). Deterministic; twice is once. */
export interface Privacy {
  /** Data of an event or draft. */
  data(type: string, data: JsonObject): JsonObject;
  /** The compiled record of a process, which holds the data of many types. */
  record(record: JsonObject): JsonObject;
  /** A person key that stands alone. */
  readonly person: (text: string) => string;
  /** Names the key of the pseudonyms. */
  readonly keyId: string;
}

/** What {@link createPrivacy} needs. */
export interface PrivacySettings {
  readonly pseudonyms: Pseudonyms;
  readonly definitions: ReadonlyMap<string, EventDefinition>;
  readonly active: () => ActiveBundle | undefined;
}

type Bundled = ActiveBundle["evaluator"]["bundle"]["types"];

const mostTypes = 1000;

/** @throws ProbityError `PROBITY_E_CONFIG` for an identifier whose schema has no room for a pseudonym. */
const checkDefinitions = (definitions: Iterable<EventDefinition>): void => {
  for (const { type, schema } of definitions) {
    const [field] = tooNarrowIdentifiers(schema);
    if (field === undefined) continue;
    throw new ProbityError(
      "PROBITY_E_CONFIG",
      `${field} of ${type} is sent as a pseudonym, which its enum, const, pattern, format or maxLength refuses: drop that keyword, or say "x-identifier": "clear"`,
    );
  }
};

/**
 * Knows the fields by the host's definition of the type, else by the active bundle's, else by the built-in table. In a type
 * that none of them describes, every field that is an identifier in another type counts as one.
 *
 * @throws ProbityError `PROBITY_E_CONFIG` for a definition with an identifier that no pseudonym fits.
 */
export const createPrivacy = ({ pseudonyms, definitions, active }: PrivacySettings): Privacy => {
  checkDefinitions(definitions.values());
  let bundle: ActiveBundle | undefined;
  const byType = new Map<string, Protect>();
  let everything: Protect | undefined;

  /** Compiled anew when another bundle is active. */
  const refresh = (): void => {
    const current = active();
    if (current === bundle) return;
    bundle = current;
    byType.clear();
    everything = undefined;
  };

  const types = (): Bundled => bundle?.evaluator.bundle.types ?? {};

  /** Undefined for a type that nobody describes. */
  const shapeOf = (type: string): PrivacyShape | undefined => {
    const definition = definitions.get(type);
    if (definition !== undefined) return privacyShapeOf([definition.schema]);
    const bundled = Object.hasOwn(types(), type) ? types()[type]?.privacy : undefined;
    return bundled ?? builtinIdentifiers.get(type);
  };

  const knownTypes = (): Set<string> =>
    new Set([...definitions.keys(), ...Object.keys(types()), ...builtinIdentifiers.keys()]);

  const compile = (shapes: readonly (PrivacyShape | undefined)[]): Protect =>
    compileProtect([commonIdentifiers, ...shapes.filter((shape) => shape !== undefined)], pseudonyms);

  const protectAll = (): Protect => (everything ??= compile([...knownTypes()].map(shapeOf)));

  const protectType = (type: string): Protect => {
    const known = byType.get(type);
    if (known !== undefined) return known;
    const shape = shapeOf(type);
    const made = shape === undefined ? protectAll() : compile([shape]);
    // A host that makes up type names must not fill the memory.
    if (byType.size >= mostTypes) byType.clear();
    byType.set(type, made);
    return made;
  };

  return {
    data: (type, data) => {
      refresh();
      return protectType(type)(data);
    },
    record: (record) => {
      refresh();
      return protectAll()(record);
    },
    person: pseudonyms.ofPerson,
    keyId: pseudonyms.keyId,
  };
};
