import { readFileSync } from "node:fs";
import { ProbityError } from "@probity/contracts";
import { parsePolicy, type Policy } from "@probity/tlog";

/** Reads a policy of witnesses (C2SP tlog-policy). Throws `PROBITY_E_FILE` or `PROBITY_E_LOG_POLICY`. */
export function readPolicy(file: string): Policy {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (cause) {
    throw new ProbityError("PROBITY_E_FILE", `${file}: ${String(cause)}`, { cause });
  }
  try {
    return parsePolicy(text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ProbityError("PROBITY_E_LOG_POLICY", `${file}: ${reason}`, { cause });
  }
}
