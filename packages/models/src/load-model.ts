import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { ProbityError } from "@probity/contracts";
import { loadModelFolder } from "./load-model-folder.ts";
import { maxPackLength, type ModelPack, packModel, readPack } from "./model-pack.ts";
import { yamlLimits } from "./yaml-limits.ts";

/** Loads a model folder with its README, or a pack file. Throws `PROBITY_E_MODEL` for what is neither. */
export function loadModel(path: string): ModelPack {
  if (isFile(path)) return readPack(readText(path, maxPackLength * 3));
  const folder = loadModelFolder(path);
  const file = join(path, "README.md");
  const readme = existsSync(file) ? readText(file, yamlLimits.maxBytes) : "";
  return readPack(packModel(folder, readme));
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

function readText(file: string, maxBytes: number): string {
  try {
    if (statSync(file).size <= maxBytes) return readFileSync(file, "utf8");
  } catch (cause) {
    throw new ProbityError("PROBITY_E_MODEL", `${file}: cannot be read`, { cause });
  }
  throw new ProbityError("PROBITY_E_MODEL", `${file}: larger than ${maxBytes} bytes`);
}
