import type { EventType } from "@probity/contracts";
import type { TypeRegistry } from "./type-registry.ts";

/** Every event type that the server knows, one of each name: the built-in, then those of all sources, then of some. */
export function knownTypes(types: TypeRegistry): readonly EventType[] {
  const known = new Map<string, EventType>();
  for (const { definition } of types.all())
    if (!known.has(definition.type)) known.set(definition.type, definition);
  return [...known.values()];
}
