import { readFileSync, statSync } from "node:fs";
import { ProbityError } from "@probity/contracts";
import type { Validator } from "@probity/contracts/validators";
import { parseYaml, type YamlFile } from "./parse-yaml.ts";
import { yamlLimits } from "./yaml-limits.ts";

/**
 * Reads, bounds and validates one YAML file. Throws `PROBITY_E_MODEL`; its `errors` name each violation as
 * `file:line:column` with the JSON pointer of the value.
 */
export function readYamlFile(file: string, validate: Validator): YamlFile {
  const yaml = parseYaml(readBounded(file), file);
  const errors = validate(yaml.value).map(({ path, message }) => ({
    path: yaml.locate(path),
    message: path === "" ? message : `${path} ${message}`,
  }));
  const first = errors[0];
  if (first !== undefined) {
    throw new ProbityError("PROBITY_E_MODEL", `${first.path}: ${first.message}`, { errors });
  }
  return yaml;
}

function readBounded(file: string): string {
  try {
    // The size is looked at before the content, so that a huge file is never read into memory.
    if (statSync(file).size <= yamlLimits.maxBytes) return readFileSync(file, "utf8");
  } catch (cause) {
    throw new ProbityError("PROBITY_E_MODEL", `${file}: cannot be read`, { cause });
  }
  throw new ProbityError("PROBITY_E_MODEL", `${file}: larger than ${yamlLimits.maxBytes} bytes`);
}
