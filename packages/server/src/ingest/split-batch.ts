import { isClosing, isOpening, stringEnd } from "../http/index.ts";

/** The slice of one value in a JSON text, and how deep it nests. */
export interface Slice {
  readonly text: string;
  readonly depth: number;
}

const quote = 0x22;
const comma = 0x2c;

/**
 * Cuts the text of a JSON array into the exact texts of its items: what is stored must be what was sent, byte for
 * byte, and `JSON.stringify(JSON.parse(x))` is not. The text must have passed `JSON.parse`.
 */
export function splitBatch(text: string): readonly Slice[] {
  const items: Slice[] = [];
  let start = text.indexOf("[") + 1;
  let depth = 0;
  let deepest = 0;
  const cut = (end: number): void => {
    const item = text.slice(start, end).trim();
    if (item !== "") items.push({ text: item, depth: deepest });
    start = end + 1;
    deepest = 0;
  };
  let index = start;
  for (; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === quote) index = stringEnd(text, index);
    else if (isOpening(code)) deepest = Math.max(deepest, ++depth);
    else if (isClosing(code) && --depth < 0) break;
    else if (code === comma && depth === 0) cut(index);
  }
  cut(index);
  return items;
}
