import { randomUUID } from "node:crypto";
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ProbityEvent } from "@probity/contracts";
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

/** An objection to an award, received or answered. */
export const objection = (source: string, status: string, time: string, id: string): ProbityEvent => ({
  specversion: "1.0",
  id: randomUUID(),
  source,
  type: "procurement.complaint.recorded",
  time,
  subject: "ocds-1",
  data: { ocid: "ocds-1", complaint: { id, kind: "objection", status, date: time } },
});
