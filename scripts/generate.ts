// Writes every generated file, or with --check compares them and fails on a difference (STYLE habit 20).
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { casesDoc } from "./generate/cases-doc.ts";
import { consoleApi } from "./generate/console-api.ts";
import { errorsDoc } from "./generate/errors-doc.ts";
import { eventsDoc } from "./generate/events-doc.ts";
import { editorSchemas } from "./generate/model-schema.ts";
import { openApiDocument } from "./generate/open-api.ts";
import { ruleLanguageDoc } from "./generate/rule-language-doc.ts";
import { validatorsSource } from "./generate/validators.ts";

const root = join(import.meta.dirname, "..");
const outputs: readonly (readonly [path: string, make: () => Promise<string> | string])[] = [
  ["packages/contracts/src/generated/validators.ts", validatorsSource],
  ["docs/reference/cases.md", casesDoc],
  ["docs/reference/errors.md", errorsDoc],
  ["docs/reference/events.md", eventsDoc],
  ["docs/reference/rule-language.md", ruleLanguageDoc],
  ["packages/server/openapi.json", openApiDocument],
  ["packages/console/src/generated/api.ts", consoleApi],
  ...Object.entries(editorSchemas),
];

const check = process.argv.includes("--check");
if (process.argv.includes("--help")) {
  console.log(
    "pnpm generate [--check]\n\nWrites the generated files; --check only compares and exits 1 on a difference.",
  );
  process.exit(0);
}
let stale = 0;
for (const [path, make] of outputs) {
  const file = join(root, path);
  const next = await make();
  const same = existsSync(file) && readFileSync(file, "utf8") === next;
  if (!same) {
    stale += 1;
    if (!check) {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, next);
    }
  }
  console.log(`${same ? "same " : check ? "STALE" : "wrote"} ${path}`);
}
console.log(`${outputs.length} generated files, ${stale} ${check ? "stale" : "written"}`);
if (check && stale > 0) process.exitCode = 1;
