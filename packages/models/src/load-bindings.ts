import { fileURLToPath } from "node:url";
import type { BindingsFile } from "@probity/contracts";
import { validateBindings } from "@probity/contracts/validators";
import { readYamlFile } from "./read-yaml-file.ts";

/** Reads a bindings file (RU-4), bounded and validated. Throws `PROBITY_E_MODEL` with `file:line:column`. */
export function loadBindings(file: string): BindingsFile {
  // The validator is compiled from the schema behind this type.
  return readYamlFile(file, validateBindings).value as BindingsFile;
}

/** Names of the bindings files that come with the package. */
export type BuiltinBindings = "procurement-demo";

/** The bindings that come with the package; `bindings/README.md` shows data that produces each outcome. */
export function builtinBindings(name: BuiltinBindings): BindingsFile {
  return loadBindings(fileURLToPath(new URL(`../bindings/${name}.yaml`, import.meta.url)));
}
