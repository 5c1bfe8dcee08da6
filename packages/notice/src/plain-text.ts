/** Texts in the two languages; the shape that decisions carry. */
export interface LocalizedText {
  readonly "zh-CN": string;
  readonly en: string;
}

/** Language in which the notice speaks. */
export type Locale = keyof LocalizedText;

// Control characters, and the invisible ones that turn the direction of a text or hide within it.
const invisible =
  // oxlint-disable-next-line no-control-regex -- they are what it removes
  /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

/** The text on one line, without invisible characters, at most `most` characters long. */
export function oneLine(text: string, most: number): string {
  const line = text
    .slice(0, most * 4)
    .replace(invisible, "")
    .replace(/\s+/g, " ")
    .trim();
  const characters = Array.from(line);
  return characters.length > most ? `${characters.slice(0, most - 1).join("")}…` : line;
}

/** How many characters a person sees in it; half of what a browser counts for some. */
export function countCharacters(text: string): number {
  return Array.from(text).length;
}
