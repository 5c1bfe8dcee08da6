import { join } from "node:path";
import { type Cases, type Model, ProbityError } from "@probity/contracts";
import { validateCases, validateModel } from "@probity/contracts/validators";
import { type Contradiction, contradictions } from "./contradictions.ts";
import type { ModelFolder } from "./model-folder.ts";
import type { YamlFile } from "./parse-yaml.ts";
import { readYamlFile } from "./read-yaml-file.ts";

/**
 * Loads a model folder: `model.yaml` (RU-1) and `cases.yaml` (RU-7). Both are bounded, validated against the
 * published schemas and checked against each other. Throws `PROBITY_E_MODEL`, with `file:line:column` for each
 * problem. It does not compile expressions: that needs the event types and is done by `runCases` and `buildBundle`.
 */
export function loadModelFolder(dir: string): ModelFolder {
  const files = {
    model: readYamlFile(join(dir, "model.yaml"), validateModel),
    cases: readYamlFile(join(dir, "cases.yaml"), validateCases),
  };
  // Both values have just passed the validators that are compiled from the schemas behind these types.
  const folder = { model: files.model.value as Model, cases: files.cases.value as Cases };
  refuse(contradictions(folder), files);
  return folder;
}

/**
 * As {@link loadModelFolder}, but the cases are read when they are first asked for: a server never does, and they are
 * most of the text. Then they are checked as always.
 */
export function loadModelFirst(dir: string): ModelFolder {
  const file = readYamlFile(join(dir, "model.yaml"), validateModel);
  const model = file.value as Model; // has just passed its validator
  refuse(contradictions({ model, cases: [] }), { model: file, cases: file });
  let cases: Cases | undefined;
  return {
    model,
    get cases() {
      cases ??= loadModelFolder(dir).cases;
      return cases;
    },
  };
}

function refuse(
  found: readonly Contradiction[],
  files: Readonly<Record<Contradiction["in"], YamlFile>>,
): void {
  const errors = found.map((one) => ({ path: files[one.in].locate(one.pointer), message: one.message }));
  const first = errors[0];
  if (first === undefined) return;
  throw new ProbityError("PROBITY_E_MODEL", `${first.path}: ${first.message}`, { errors });
}
