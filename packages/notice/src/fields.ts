import { type LocalizedText, oneLine } from "./plain-text.ts";

/** What is not as the SDK gives it; its message says which part is not, for developers. */
export class UnreadableError extends Error {}

/** Fields of something that came from outside; each is checked where it is read. */
export type Fields = Readonly<Record<string, unknown>>;

/** Throws {@link UnreadableError} unless that part is as it must be. */
export function must(holds: boolean, part: string): asserts holds {
  if (!holds) throw new UnreadableError(part);
}

/** An object's fields; throws {@link UnreadableError} for what is none. */
export function record(value: unknown, part: string): Fields {
  must(typeof value === "object" && value !== null, part);
  // Just checked.
  return value as Fields;
}

/** The list in a field; throws {@link UnreadableError} for what is none. */
export function list(value: unknown, part: string): readonly unknown[] {
  must(Array.isArray(value), part);
  return value;
}

/** The text in a field, which says something; throws {@link UnreadableError} where it does not. */
export function text(fields: Fields, name: string): string {
  const value = fields[name];
  must(typeof value === "string" && value !== "", name);
  return value;
}

/** The same on one line that says something. */
export function line(fields: Fields, name: string, most: number): string {
  const read = oneLine(text(fields, name), most);
  must(read !== "", name);
  return read;
}

/** A text in both languages, each on one line; throws {@link UnreadableError} where one is missing. */
export function localized(value: unknown, part: string, most: number): LocalizedText {
  const fields = record(value, part);
  return { "zh-CN": line(fields, "zh-CN", most), en: line(fields, "en", most) };
}

/** One text for both languages, or one in each. */
export function named(value: unknown, part: string, most: number): LocalizedText {
  if (typeof value !== "string") return localized(value, part, most);
  const same = oneLine(value, most);
  return { "zh-CN": same, en: same };
}
