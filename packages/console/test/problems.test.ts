import { errorTable } from "@probity/contracts";
import { describe, expect, test } from "vitest";
import { explanations as chinese } from "../src/i18n/problems/zh-CN.ts";
import { explanations as english } from "../src/i18n/problems/en.ts";

/** Codes of commands, starts and sources: no person meets them in the console. */
const elsewhere =
  /^PROBITY_E_(?:PORT_IN_USE|LISTEN|DATA_DIR|DATA_DIR_LOCKED|DATABASE|JOURNAL_\w+|MIGRATION|SIGNING_KEY|USAGE|FILE|IMPORT_FORMAT|NO_SERVER|LOG_POLICY|LOG_EXPORT|COSIGNATURE|WITNESS|CASES|DEADLINE|BEHIND|SOURCE_MISMATCH|EVENT_\w+)$/;

describe("QU-3: what went wrong is said in the person's language", () => {
  test("every code of the server that can reach the console has a Chinese text, with what to do next", async () => {
    const { serverErrors } = await import("../../contracts/src/errors/server-errors.ts");
    const met = Object.keys(serverErrors).filter((code) => !elsewhere.test(code));
    expect(met.filter((code) => chinese[code] === undefined)).toEqual([]);
    for (const [code, { title, next }] of Object.entries(chinese))
      expect(`${title}${next}`, code).toMatch(/^.*\p{Script=Han}.*[。；]$/u);
  });

  test("no text is of a code that does not exist, and what English says, Chinese says too", () => {
    for (const code of [...Object.keys(chinese), ...Object.keys(english)])
      expect(code in errorTable || code.startsWith("CONSOLE_E_"), code).toBe(true);
    expect(Object.keys(english).filter((code) => chinese[code] === undefined)).toEqual([]);
  });
});
