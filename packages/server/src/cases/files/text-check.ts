/** Looks at bytes as they come and says in the end whether all of them are text. */
export interface TextCheck {
  add(bytes: Uint8Array): void;
  /** Call once, after the last bytes. */
  isText(): boolean;
}

/** A decoder that remembers a failure. */
function decoding(encoding: string): TextCheck {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let failed = false;
  const feed = (bytes: Uint8Array | undefined): void => {
    if (failed) return;
    try {
      decoder.decode(bytes, { stream: bytes !== undefined });
    } catch {
      // Not of this encoding; that is the answer.
      failed = true;
    }
  };
  return {
    add: feed,
    isText: () => {
      feed(undefined);
      return !failed;
    },
  };
}

/** Control characters that no text has: NUL above all. */
const isControl = (byte: number): boolean => byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d;

/** Text in UTF-8 or GB 18030, without control characters but tabs and ends of lines. */
export function createTextCheck(): TextCheck {
  const encodings = [decoding("utf-8"), decoding("gb18030")];
  let clean = true;
  return {
    add: (bytes) => {
      clean &&= !bytes.some(isControl);
      if (clean) for (const encoding of encodings) encoding.add(bytes);
    },
    isText: () => clean && encodings.map((encoding) => encoding.isText()).includes(true),
  };
}
