/** One object of a list, as its bytes. */
export interface JsonObjectText {
  /** Line on which it begins. */
  readonly line: number;
  /** Undefined when it is longer than allowed; its bytes were not kept. */
  readonly bytes: Buffer | undefined;
}

const [quote, backslash, open, close, newline] = [0x22, 0x5c, 0x7b, 0x7d, 0x0a];

/**
 * The objects of a JSON list, or of JSON texts one after the other, each as soon as it ends: never more than `maxBytes` of
 * one are held. What stands between them is not looked at; whether an object is JSON is for the caller to find out.
 */
export async function* splitObjects(
  chunks: AsyncIterable<Buffer>,
  maxBytes: number,
): AsyncGenerator<JsonObjectText, void, undefined> {
  let [line, start, depth, length] = [1, 1, 0, 0];
  let [inText, escaped] = [false, false];
  let held: Buffer[] = [];
  for await (const chunk of chunks) {
    let from = depth > 0 ? 0 : -1;
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at];
      if (byte === newline) line += 1;
      if (inText) {
        if (escaped) escaped = false;
        else if (byte === backslash) escaped = true;
        else if (byte === quote) inText = false;
      } else if (byte === quote) inText = depth > 0;
      else if (byte === open && depth++ === 0) {
        [from, start, length, held] = [at, line, 0, []];
      } else if (byte === close && depth > 0 && --depth === 0) {
        length += at + 1 - from;
        if (length <= maxBytes) held.push(chunk.subarray(from, at + 1));
        yield { line: start, bytes: length <= maxBytes ? Buffer.concat(held) : undefined };
        [from, held] = [-1, []];
      }
    }
    if (depth === 0 || from === -1) continue;
    length += chunk.length - from;
    if (length <= maxBytes) held.push(chunk.subarray(from));
    else held = [];
  }
  if (depth > 0) yield { line: start, bytes: length <= maxBytes ? Buffer.concat(held) : undefined };
}
