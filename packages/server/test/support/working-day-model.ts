import { cpSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";

const builtin = fileURLToPath(new URL("../../../models/models/PROC-AWD", import.meta.url));

/** The model of awards, whose objections are answered within working days. */
export function workingDayModel(): string {
  const home = mkdtempSync(join(tmpdir(), "probity-calendar-"));
  const folder = join(home, "PROC-AWD");
  cpSync(builtin, folder, { recursive: true });
  const file = join(folder, "model.yaml");
  const text = readFileSync(file, "utf8");
  expect(text).toContain("within: params.answerDays");
  writeFileSync(file, text.replace("within: params.answerDays", "workingDays: params.answerDays"));
  return folder;
}
