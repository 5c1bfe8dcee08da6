import { ProbityError } from "@probity/contracts";

/** A version named on the command line as `MODEL@VERSION`. */
export interface ModelName {
  readonly id: string;
  readonly version: string;
  /** As it was written. */
  readonly text: string;
  /** Its place in the API. */
  readonly path: string;
}

/** Reads `MODEL@VERSION`. Throws `PROBITY_E_USAGE`. */
export function modelName(text: string = ""): ModelName {
  const [id = "", version = "", ...rest] = text.split("@");
  if (id === "" || !/^\d+\.\d+\.\d+$/.test(version) || rest.length > 0)
    throw new ProbityError("PROBITY_E_USAGE", `${text} must be MODEL@VERSION, such as PROC-TND@1.1.0`);
  return { id, version, text, path: `/ops/models/${encodeURIComponent(id)}/${version}` };
}
