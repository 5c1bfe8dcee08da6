/** What was typed for a threshold: a value, null for the rule's default, or nothing that it can be. */
export type Typed = { readonly ok: true; readonly value: unknown } | { readonly ok: false };

const texts: ReadonlySet<string> = new Set(["string", "duration"]);

/** A value as it is edited: texts as they are, everything else as JSON. */
export const editText = (type: string, value: unknown): string =>
  texts.has(type) && typeof value === "string" ? value : JSON.stringify(value);

/** Reads it back; whether it is of the type the server says. */
export function readTyped(type: string, text: string): Typed {
  if (text.trim() === "") return { ok: true, value: null };
  if (texts.has(type)) return { ok: true, value: text };
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    // Not a value while it is being typed: the field says so.
    return { ok: false };
  }
}
