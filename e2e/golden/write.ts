// Writes golden/findings.json from the engine. Read the difference before you commit it: this file is the judge.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { compile } from "@probity/engine";
import { re2 } from "@probity/engine/re2";
import { goldenBundle, goldenFinding, goldenInputs } from "./cases.ts";

const evaluator = compile(goldenBundle(), { regex: re2 });
const lines = goldenInputs().map(({ name, type, time, data, record }) => {
  const { findings } = evaluator.evaluate({ type, time, data, record });
  return JSON.stringify({ name, findings: findings.map(goldenFinding) });
});
writeFileSync(join(import.meta.dirname, "findings.json"), `[\n${lines.join(",\n")}\n]\n`);
console.log(`${lines.length} golden cases written`);
