/** One line of a byte stream, without its line end. */
export interface Line {
  /** Counted from 1. */
  readonly number: number;
  /** Undefined when the line is longer than allowed; its bytes were not kept. */
  readonly bytes: Buffer | undefined;
  /** Offset of the first byte after the line. */
  readonly end: number;
}

/** Where reading starts. */
export interface LinePosition {
  readonly offset: number;
  /** Lines before it. */
  readonly lines: number;
}

const newline = 0x0a;

/**
 * Splits a byte stream into lines (LF or CRLF) in bounded memory: never more than `maxBytes` of a line are held. The
 * stream must start at `from`.
 */
export async function* splitLines(
  chunks: AsyncIterable<Buffer>,
  maxBytes: number,
  from: LinePosition,
): AsyncGenerator<Line, void, undefined> {
  let held: Buffer[] = [];
  let heldBytes = 0;
  let offset = from.offset;
  let number = from.lines;
  const take = (): Line => {
    const bytes = heldBytes > maxBytes ? undefined : withoutReturn(Buffer.concat(held));
    held = [];
    heldBytes = 0;
    number += 1;
    return { number, bytes, end: offset };
  };
  const hold = (part: Buffer): void => {
    heldBytes += part.length;
    if (heldBytes <= maxBytes) held.push(part);
    else held = [];
  };
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, start)) {
      hold(chunk.subarray(start, end));
      offset += end + 1 - start;
      start = end + 1;
      yield take();
    }
    const rest = chunk.subarray(start);
    offset += rest.length;
    if (rest.length > 0) hold(rest);
  }
  if (heldBytes > 0) yield take();
}

function withoutReturn(line: Buffer): Buffer {
  return line.at(-1) === 0x0d ? line.subarray(0, -1) : line;
}
