import type { Json } from "@probity/contracts";
import type { IssueSink } from "../ocds/issue.ts";

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false });
const lenient = new TextDecoder("utf-8", { ignoreBOM: false });

/**
 * The text of some bytes. Bytes that are not UTF-8 become U+FFFD, which is reported; so are such characters that an
 * earlier tool has already put there.
 */
export function decodeText(bytes: Buffer, sink: IssueSink): string {
  let text: string;
  try {
    text = strict.decode(bytes);
  } catch {
    sink.add("line.invalid_utf8", "");
    return lenient.decode(bytes);
  }
  if (text.includes("\uFFFD")) sink.add("text.replacement_character", "");
  return text;
}

/** The JSON value of a text, or undefined when it is not JSON; the reason is reported. */
export function parseJson(text: string, sink: IssueSink): Json | undefined {
  try {
    // JSON.parse gives a JSON value by definition.
    const value = JSON.parse(text) as Json;
    if (hasLoneSurrogate(text, value)) sink.add("text.replacement_character", "");
    return value;
  } catch (error) {
    if (error instanceof RangeError) {
      sink.add("line.too_deep", "");
      return undefined;
    }
    sink.add("line.invalid_json", "", error instanceof Error ? error.message : String(error));
    return undefined;
  }
}

/** JSON.stringify escapes exactly the surrogates that have no partner; the text is looked at first, as it is rare. */
function hasLoneSurrogate(text: string, value: Json): boolean {
  const escape = /\\ud[89a-f][0-9a-f]{2}/i;
  return escape.test(text) && escape.test(JSON.stringify(value));
}
