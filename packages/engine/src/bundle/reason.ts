import type { IndeterminateReason } from "@probity/contracts";
import type { EvalError } from "../values/eval-error.ts";

const maxPaths = 20;

/** What a finding says of an error. */
export function reasonOf(error: EvalError): IndeterminateReason {
  const paths: string[] = [];
  for (
    let one: EvalError | undefined = error, count = 0;
    one !== undefined && count < maxPaths;
    one = one.errorBeside, count++
  )
    if (one.errorPath !== "" && !paths.includes(one.errorPath)) paths.push(one.errorPath);
  return { code: error.errorKind, paths, detail: error.errorText === "" ? error.errorKind : error.errorText };
}
