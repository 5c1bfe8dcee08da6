import { createHash } from "node:crypto";
import { type Cases, type Json, type Model, ProbityError } from "@probity/contracts";
import { validateCases, validateModel } from "@probity/contracts/validators";
import { canonicalJson } from "@probity/engine";
import { contradictions } from "./contradictions.ts";
import type { ModelFolder } from "./model-folder.ts";

/** A model as one file: what a model folder holds, with a digest over all of it (RU-5). */
export interface ModelPack extends ModelFolder {
  /** `README.md`; empty when the folder has none. */
  readonly readme: string;
  /** `sha256:` and hex digits, over the canonical JSON of everything else in the file. */
  readonly digest: string;
}

/** Largest pack that is read, in UTF-16 units; a model folder of the largest size fits. */
export const maxPackLength: number = 2_097_152;

const format = "probity.pack/1";

/** One canonical JSON text; the same folder always gives the same bytes. `readme` is Markdown. */
export function packModel(folder: ModelFolder, readme: string = ""): string {
  const content = contentOf(folder, readme);
  const text = `${canonicalJson({ ...content, digest: digestOf(content) })}\n`;
  if (text.length > maxPackLength) throw refused(`The pack is larger than ${maxPackLength}`);
  return text;
}

/**
 * Reads a pack: bounded, validated against the published schemas, its two parts checked against each other, its digest
 * compared. Throws `PROBITY_E_MODEL`, each problem with the JSON pointer of its place. It does not compile expressions.
 */
export function readPack(text: string): ModelPack {
  if (text.length > maxPackLength) throw refused(`The pack is larger than ${maxPackLength}`);
  const value = parse(text);
  const problems = [
    ...at("/model", validateModel(value["model"])),
    ...at("/cases", validateCases(value["cases"])),
    ...frameProblems(value),
  ];
  throwFirst(problems);
  // Both values have just passed the validators that are compiled from the schemas behind these types.
  const folder = { model: value["model"] as Model, cases: value["cases"] as Cases };
  throwFirst(
    contradictions(folder).map((one) => ({ path: `/${one.in}${one.pointer}`, message: one.message })),
  );
  const readme = String(value["readme"]);
  const digest = digestOf(contentOf(folder, readme));
  if (value["digest"] !== digest)
    throw refused(
      `The digest does not fit the content, which has ${digest}: the pack was changed`,
      "/digest",
    );
  return { ...folder, readme, digest };
}

function contentOf({ model, cases }: ModelFolder, readme: string): { readonly [key: string]: Json } {
  // Models and cases come from YAML or JSON in a form that their schemas allow, so they are JSON.
  return { format, model, cases: cases as unknown as Json, readme };
}

function digestOf(content: Json): string {
  return `sha256:${createHash("sha256").update(canonicalJson(content)).digest("hex")}`;
}

function parse(text: string): { readonly [key: string]: unknown } {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
  } catch (cause) {
    throw new ProbityError("PROBITY_E_MODEL", "The pack is not JSON", { cause });
  }
  throw refused("The pack is not a JSON object");
}

interface Found {
  readonly path: string;
  readonly message: string;
}

function at(prefix: string, found: readonly Found[]): Found[] {
  return found.map(({ path, message }) => ({ path: `${prefix}${path}`, message }));
}

function frameProblems(value: { readonly [key: string]: unknown }): Found[] {
  const problems: Found[] = [];
  if (value["format"] !== format) problems.push({ path: "/format", message: `must be ${format}` });
  if (typeof value["readme"] !== "string") problems.push({ path: "/readme", message: "must be text" });
  const known = ["format", "model", "cases", "readme", "digest"];
  for (const key of Object.keys(value))
    if (!known.includes(key)) problems.push({ path: `/${key}`, message: "is not a part of a pack" });
  return problems;
}

function throwFirst(errors: readonly Found[]): void {
  const [first] = errors;
  if (first === undefined) return;
  throw new ProbityError("PROBITY_E_MODEL", `${first.path}: ${first.message}`, { errors });
}

function refused(message: string, path?: string): ProbityError {
  return new ProbityError(
    "PROBITY_E_MODEL",
    message,
    path === undefined ? {} : { errors: [{ path, message }] },
  );
}
