import { ScimError } from "./error.ts";

/** A comparison of one attribute. */
export interface Filter {
  /** In lower case. */
  readonly attribute: string;
  readonly value: string;
}

/** Reads `attribute eq "value"`, the one filter that provisioning needs. Throws `invalidFilter` for any other. */
export function readFilter(text: string | undefined, attributes: readonly string[]): Filter | undefined {
  if (text === undefined || text === "") return undefined;
  const [, name = "", quoted = ""] =
    /^\s*([A-Za-z][\w.:]*)\s+eq\s+("(?:[^"\\]|\\.)*")\s*$/iu.exec(text) ?? [];
  const attribute = name.toLowerCase();
  if (attributes.includes(attribute)) return { attribute, value: textIn(quoted) };
  throw new ScimError(
    400,
    `the filter must be one of ${attributes.join(", ")} with eq and a text`,
    "invalidFilter",
  );
}

function textIn(quoted: string): string {
  try {
    const value: unknown = JSON.parse(quoted);
    if (typeof value === "string" && !value.includes("\0")) return value;
  } catch {
    // Told below.
  }
  throw new ScimError(400, "the filter's text is not valid", "invalidFilter");
}
