/** Texts in the two languages; the shape that decisions carry. */
export interface LocalizedText {
  readonly "zh-CN": string;
  readonly en: string;
}

/** Language in which the notice speaks. */
export type Locale = keyof LocalizedText;

/** Control characters, and those that turn or hide a text within it; not the two that join letters and pictures. */
const invisible = /(?![\t-\r\u200c\u200d])[\p{Cc}\p{Cf}]/gu;

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
