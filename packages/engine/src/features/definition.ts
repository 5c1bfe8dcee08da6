import type { Bundle, CompiledWindow, DataShape, FeatureValueKind, WindowMembers } from "@probity/contracts";
import { canonicalJson } from "../json/canonical-json.ts";

/**
 * Everything that decides who is a member of a window, under which key and with which value; nothing else. Windows with
 * the same definition share their members, whatever they compute of them.
 */
export interface WindowDefinition {
  readonly members: WindowMembers;
  readonly valueKind?: FeatureValueKind | undefined;
  /** What is converted in the data of the counted types. */
  readonly shapes: { readonly [type: string]: DataShape };
  readonly timeZone: string;
  readonly defaultCurrency?: string | undefined;
}

/** The definition of a window of a bundle. */
export function definitionOf(window: CompiledWindow, bundle: Bundle): WindowDefinition {
  const { of, by, where, value, from, valueKind } = window;
  const { timeZone, defaultCurrency } = bundle;
  const shapes = Object.fromEntries(
    of.flatMap((type): [string, DataShape][] => {
      const shape = bundle.types[type]?.shape;
      return shape === undefined ? [] : [[type, shape]];
    }),
  );
  return {
    members: {
      of: of.toSorted(),
      by,
      ...(where !== undefined && { where }),
      ...(value !== undefined && { value }),
      from,
    },
    ...(valueKind !== undefined && { valueKind }),
    shapes,
    timeZone,
    ...(defaultCurrency !== undefined && { defaultCurrency }),
  };
}

/** The definition as text, by which it is known. The same definition has the same text everywhere. */
export function definitionText(definition: WindowDefinition): string {
  return canonicalJson(JSON.parse(JSON.stringify(definition)));
}

/** A window of a rule. */
export interface WindowUse {
  readonly rule: string;
  readonly feature: string;
}

/** A definition and the windows that share it. */
export interface UsedDefinition {
  readonly definition: WindowDefinition;
  readonly uses: readonly WindowUse[];
}

/** The definitions that the bound rules of a bundle need, each once, by their text, with who needs them. */
export function windowDefinitions(bundle: Bundle): ReadonlyMap<string, UsedDefinition> {
  const bound = new Set(bundle.bindings.map(({ rule }) => rule));
  const found = new Map<string, UsedDefinition>();
  for (const rule of bundle.rules) {
    if (!bound.has(rule.id)) continue;
    for (const [name, feature] of Object.entries(rule.features ?? {})) {
      if (feature.kind !== "window") continue;
      const definition = definitionOf(feature, bundle);
      const text = definitionText(definition);
      const uses = found.get(text)?.uses ?? [];
      found.set(text, { definition, uses: [...uses, { rule: rule.id, feature: name }] });
    }
  }
  return found;
}
