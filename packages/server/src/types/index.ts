export { fieldText } from "./field-texts.ts";
export { knownTypes } from "./known-types.ts";
export { registerOperatorTypes, registerSourceTypes } from "./routes.ts";
export type { KnownType } from "./known-type.ts";
export type { TypeRegistry } from "./type-registry.ts";
export { createTypeRegistry } from "./type-registry.ts";
